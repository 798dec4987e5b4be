import type { WorkStore } from '../domain/ports.ts'
import type { Task } from '../domain/task.ts'
import { type Instant, instant } from '../domain/units.ts'
import type { EndReason } from '../engine/ending.ts'

/** Why an attempt stops early. `lost`: another worker has the task now, or may have it. */
export type StopReason = EndReason | 'lost'

export interface Lease {
  /** Aborts with a `StopReason`. The first one stays. */
  readonly signal: AbortSignal
  readonly stop: (reason: StopReason) => void
  /** Looks at once whether the task was cancelled or taken away. */
  readonly check: () => Promise<void>
  readonly [Symbol.dispose]: () => void
}

/** Keeps a claimed task claimed by renewing its lease well before it ends, and learns of cancellation by the same call. */
export const holdLease = (
  work: Pick<WorkStore, 'heartbeat'>,
  task: Pick<Task, 'id' | 'fence'>,
  { leaseMs, now }: { leaseMs: number; now: () => Instant },
): Lease => {
  const controller = new AbortController()
  const stop = (reason: StopReason): void => {
    if (!controller.signal.aborted) controller.abort(reason)
  }
  let lastRenewed = now()
  const check = async (): Promise<void> => {
    const at = now()
    try {
      const { held, cancelRequested } = await work.heartbeat(task.id, task.fence, instant(at + leaseMs))
      lastRenewed = at
      if (!held) stop('lost')
      else if (cancelRequested) stop('cancelled')
    } catch {
      // A store that does not answer for a whole lease may have given the task to somebody else by then.
      if (now() - lastRenewed > leaseMs) stop('lost')
    }
  }
  const timer = setInterval(() => void check(), Math.max(200, leaseMs / 3))
  return { signal: controller.signal, stop, check, [Symbol.dispose]: () => clearInterval(timer) }
}
