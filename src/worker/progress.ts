import type { Step } from '../domain/plan.ts'
import type { Task } from '../domain/task.ts'
import { percent } from '../domain/units.ts'
import type { Progress } from '../engine/progress.ts'
import type { WorkContext } from './context.ts'

/** Progress is stored at most this often, in milliseconds: a reader polls, and each write costs a disk flush. */
const STORE_EVERY = 1000
/** What is left for verifying and publishing: 100 % is said only by success. */
const BEFORE_VERIFIED = 99

/** Turns FFmpeg's reports into the progress of a step's outputs. They share one decode, so they advance together. Never goes back. */
export const reportProgress = (
  { work, now, onProgress }: Pick<WorkContext, 'work' | 'now' | 'onProgress'>,
  task: Task,
  step: Step,
): { readonly update: (progress: Progress) => void; readonly flush: () => Promise<void> } => {
  let highest = 0
  let storedAt = 0
  let writing: Promise<unknown> = Promise.resolve()
  return {
    update: ({ outTime, speed }) => {
      const share = step.duration > 0 ? outTime / step.duration : 0
      highest = Math.max(highest, Math.min(BEFORE_VERIFIED, share * 100))
      const outputs = step.outputs.map((output) => ({ output, progress: percent(highest) }))
      onProgress({
        project: task.project,
        task: task.id,
        progress: taskShare(task, step, highest),
        ...(speed === undefined ? {} : { speed }),
        outputs,
      })
      const at = now()
      if (at - storedAt < STORE_EVERY) return
      storedAt = at
      // A lost write is made good by the next one; a lost claim is the lease's business.
      writing = writing.then(() => work.setProgress(task.id, task.fence, outputs)).catch(() => {})
    },
    flush: async () => {
      await writing
    },
  }
}

/** The whole task's progress while `step` runs: outputs of other steps count as done or not begun. */
const taskShare = (task: Task, step: Step, stepPercent: number) => {
  const done = task.outputs.filter((o) => o.state.status !== 'queued' && o.state.status !== 'running').length
  return percent((done * 100 + step.outputs.length * stepPercent) / task.outputs.length)
}
