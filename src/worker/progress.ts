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

export interface ProgressReport {
  /** @param share 0 to 1 @param speed source seconds per wall second */
  readonly reach: (share: number, speed?: number) => void
  readonly flush: () => Promise<void>
}

/** Tells and stores how far outputs that advance together have come. */
export const reportOutputs = (
  { work, now, onProgress }: Pick<WorkContext, 'work' | 'now' | 'onProgress'>,
  task: Task,
  indexes: readonly number[],
  reached: AttemptProgress,
): ProgressReport => {
  let storedAt = 0
  let waiting: NodeJS.Timeout | undefined
  let writing: Promise<unknown> = Promise.resolve()
  const store = (outputs: Parameters<WorkContext['work']['setProgress']>[2]): void => {
    storedAt = now()
    // A lost write is made good by the next one; a lost claim is the lease's business.
    writing = writing.then(() => work.setProgress(task.id, task.fence, outputs)).catch(() => {})
  }
  return {
    reach: (share, speed) => {
      const outputs = indexes.map((output) => ({
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
      clearTimeout(waiting)
      const early = storedAt + STORE_EVERY - now()
      // It may be the last one for long: a source that stalls reports nothing.
      if (early > 0) waiting = setTimeout(store, early, outputs)
      else store(outputs)
    },
    flush: async () => {
      clearTimeout(waiting)
      await writing
    },
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
  context: Pick<WorkContext, 'work' | 'now' | 'onProgress'>,
  task: Task,
  step: Step,
  reached: AttemptProgress,
): StepProgress => {
  const weigh = (commands: readonly Command[]): number => commands.reduce((sum, c) => sum + c.weight, 0)
  const total = weigh(step.commands)
  const { reach, flush } = reportOutputs(context, task, step.outputs, reached)
  return {
    of: (command) => {
      const before = weigh(step.commands.slice(0, step.commands.indexOf(command))) / total
      const own = command.weight / total
      return ({ outTime, speed }) => {
        const share = before + own * (step.duration > 0 ? Math.min(1, outTime / step.duration) : 0)
        reach(share, speed)
      }
    },
    flush,
  }
}
