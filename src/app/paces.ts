import type { Pace, ProgressNews } from '../domain/event.ts'
import type { TaskId } from '../domain/ids.ts'
import { type Instant, seconds } from '../domain/units.ts'
import type { Bus } from './bus.ts'

/** Remembers how fast the running tasks were when last heard of. Answers what holds of it now. */
export const keepPaces = (
  bus: Pick<Bus, 'onProgress' | 'onReleased'>,
  now: () => Instant,
): ((task: TaskId) => Pace) => {
  const latest = new Map<TaskId, { readonly news: ProgressNews; readonly at: Instant }>()
  bus.onProgress((news) => latest.set(news.task, { news, at: now() }))
  bus.onReleased((task) => latest.delete(task))
  return (task) => {
    const found = latest.get(task)
    if (!found) return {}
    const { speed, eta } = found.news
    // Not below zero: the clock may have been set back.
    const since = Math.max(0, now() - found.at) / 1000
    return {
      ...(speed !== undefined && { speed }),
      ...(eta !== undefined && { eta: seconds(Math.max(0, eta - since)) }),
    }
  }
}
