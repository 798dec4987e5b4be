import type { Command, Step } from '../domain/plan.ts'
import { isTerminal, type Task } from '../domain/task.ts'
import { type Percent, percent } from '../domain/units.ts'
import type { Progress } from '../engine/progress.ts'
import type { WorkContext } from './context.ts'

/** Progress is stored at most this often, in milliseconds: a reader polls, and each write costs a disk flush. */
const STORE_EVERY = 1000
/** What is left for verifying and publishing: 100 % is said only by success. */
const BEFORE_VERIFIED = 99

/** How far each output of one attempt has come. Never goes back, also when an output is made a second time. */
export interface AttemptProgress {
  /** Answers how far the output is now. */
  readonly advance: (output: number, to: number) => Percent
  /** Succeeded or failed: nothing is left to do for it. */
  readonly done: (output: number) => void
  /** Mean over all outputs of the task. */
  readonly whole: () => Percent
}

export const attemptProgress = ({ outputs }: Pick<Task, 'outputs'>): AttemptProgress => {
  const reached = new Map(outputs.map((o) => [o.index, isTerminal(o.state.status) ? 100 : 0]))
  const advance = (output: number, to: number): Percent => {
    const highest = Math.max(reached.get(output) ?? 0, to)
    reached.set(output, highest)
    return percent(highest)
  }
  return {
    advance,
    done: (output) => void advance(output, 100),
    whole: () => percent([...reached.values()].reduce((sum, n) => sum + n, 0) / Math.max(1, reached.size)),
  }
}

export interface StepProgress {
  /** Takes the reports of one of the step's commands; those before it are done. */
  readonly of: (command: Command) => (progress: Progress) => void
  readonly flush: () => Promise<void>
}

/**
 * Turns FFmpeg's reports into the progress of a step's outputs. They share one decode, so they advance together, each
 * command by its weight.
 */
export const reportProgress = (
  { work, now, onProgress }: Pick<WorkContext, 'work' | 'now' | 'onProgress'>,
  task: Task,
  step: Step,
  reached: AttemptProgress,
): StepProgress => {
  const weigh = (commands: readonly Command[]): number => commands.reduce((sum, c) => sum + c.weight, 0)
  const total = weigh(step.commands)
  let storedAt = 0
  let writing: Promise<unknown> = Promise.resolve()
  return {
    of: (command) => {
      const before = weigh(step.commands.slice(0, step.commands.indexOf(command))) / total
      const own = command.weight / total
      return ({ outTime, speed }) => {
        const share = before + own * (step.duration > 0 ? Math.min(1, outTime / step.duration) : 0)
        const outputs = step.outputs.map((output) => ({
          output,
          progress: reached.advance(output, Math.min(BEFORE_VERIFIED, share * 100)),
        }))
        onProgress({
          project: task.project,
          task: task.id,
          progress: reached.whole(),
          ...(speed === undefined ? {} : { speed }),
          outputs,
        })
        const at = now()
        if (at - storedAt < STORE_EVERY) return
        storedAt = at
        // A lost write is made good by the next one; a lost claim is the lease's business.
        writing = writing.then(() => work.setProgress(task.id, task.fence, outputs)).catch(() => {})
      }
    },
    flush: async () => {
      await writing
    },
  }
}
