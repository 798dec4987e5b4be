import { isTerminal } from '../../domain/task.ts'
import { ApiError } from './api-error.ts'
import type { Api } from './client.ts'
import { readServerEvents } from './server-events.ts'
import type { TaskJson, TaskNews } from './types.ts'

export interface WatchOptions {
  readonly signal: AbortSignal
  readonly onNews: (news: TaskNews) => void
  /** Between two questions when the event stream has broken, in milliseconds. */
  readonly pollMs?: number
}

/**
 * Follows a task to its end and answers with the finished task. News come from its event stream; when that breaks, from asking.
 * @throws ApiError; CliError when the server is gone; the signal's reason
 */
export const watchTask = async (api: Api, id: string, options: WatchOptions): Promise<TaskJson> => {
  const { signal, pollMs = 1000 } = options
  const path = `/tasks/${encodeURIComponent(id)}`
  const told = new Map<number | 'task', string>()
  const tell = (news: TaskNews): void => {
    if (news.event === 'output.changed') told.set(news.output, news.status)
    if (news.event === 'task.finished') told.set('task', news.status)
    options.onNews(news)
  }
  await follow(api, path, signal, tell)
  for (;;) {
    const task = await api.get<TaskJson>(path, signal)
    for (const news of untold(task, told)) tell(news)
    if (isTerminal(task.status)) return task
    await pause(pollMs, signal)
  }
}

/** Passes the stream's news on until it ends, however it ends. */
const follow = async (
  api: Api,
  path: string,
  signal: AbortSignal,
  onNews: (news: TaskNews) => void,
): Promise<void> => {
  try {
    for await (const { event, data } of readServerEvents(await api.stream(`${path}/events`, signal))) {
      const { type: _, ...facts } = JSON.parse(data)
      onNews({ event, ...facts } as TaskNews)
    }
  } catch (error) {
    signal.throwIfAborted()
    if (error instanceof ApiError) throw error
  }
}

/** What a task's state says beyond what was told: the changes that nobody heard of, and the progress. */
const untold = (
  { status, progress, speed, eta, outputs }: TaskJson,
  told: ReadonlyMap<number | 'task', string>,
): TaskNews[] => {
  const changes = outputs
    .filter((each) => each.status !== (told.get(each.index) ?? 'queued'))
    .map((each): TaskNews => ({ event: 'output.changed', output: each.index, status: each.status }))
  if (isTerminal(status))
    return told.get('task') === status ? changes : [...changes, { event: 'task.finished', status }]
  const each = outputs.map(({ index, progress: percent }) => ({ output: index, progress: percent }))
  const pace = { ...(speed === undefined ? {} : { speed }), ...(eta === undefined ? {} : { eta }) }
  return [...changes, { event: 'progress', progress, ...pace, outputs: each }]
}

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const aborted = (): void => {
      clearTimeout(timer)
      reject(signal.reason)
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', aborted)
      resolve()
    }, ms)
    signal.addEventListener('abort', aborted, { once: true })
    if (signal.aborted) aborted()
  })
