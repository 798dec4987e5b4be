import type { ProgressNews, TaskEvent } from '../domain/event.ts'
import type { ProjectId, TaskId } from '../domain/ids.ts'
import type { Ports } from './ports.ts'

export type News =
  | { readonly kind: 'event'; readonly event: TaskEvent }
  | { readonly kind: 'progress'; readonly news: ProgressNews }

export interface Subscription {
  readonly project: ProjectId
  /** Only this task. */
  readonly task?: TaskId
  /** Starts after this event; absent: from now on. */
  readonly after?: number
}

export interface EventUseCases {
  /** Kept events in order without gaps, and progress news in between, until `signal` aborts. */
  readonly subscribe: (subscription: Subscription, signal: AbortSignal) => AsyncIterable<News>
}

const PAGE = 200

export const eventUseCases = ({ events, bus }: Ports): EventUseCases => ({
  subscribe: async function* ({ project, task, after }, signal) {
    const pending = new Map<TaskId, ProgressNews>()
    let wake = (): void => {}
    const stop = [
      bus.onCommitted(() => wake()),
      bus.onProgress((news) => {
        if (news.project !== project || (task !== undefined && news.task !== task)) return
        // A slow reader gets the newest progress of each task, not a backlog.
        pending.set(news.task, news)
        wake()
      }),
    ]
    const aborted = (): void => wake()
    signal.addEventListener('abort', aborted)
    try {
      let last = after ?? (await events.last())
      while (!signal.aborted) {
        const changed = new Promise<void>((resolve) => {
          wake = resolve
        })
        for (const event of await events.since(project, last, PAGE, task)) {
          last = event.id
          yield { kind: 'event', event }
        }
        for (const news of [...pending.values()]) {
          pending.delete(news.task)
          yield { kind: 'progress', news }
        }
        if (signal.aborted) return
        await changed
      }
    } finally {
      for (const off of stop) off()
      signal.removeEventListener('abort', aborted)
    }
  },
})
