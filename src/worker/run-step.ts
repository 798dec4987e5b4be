import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Step } from '../domain/plan.ts'
import { type Problem, problem } from '../domain/problem.ts'
import type { Task } from '../domain/task.ts'
import { problemOf } from '../engine/outcome-problem.ts'
import { runProcess } from '../engine/run.ts'
import type { WorkContext } from './context.ts'
import { type AttemptProgress, reportProgress } from './progress.ts'

export type StepResult = { readonly ok: true } | { readonly ok: false; readonly problem: Problem }

export interface StepPlace {
  /** The attempt's folder. */
  readonly dir: string
  /** Where the source really lies. */
  readonly sourcePath: string
  readonly signal: AbortSignal
  readonly reached: AttemptProgress
}

/** Runs one planned process and says what became of it. Exit code 0 is not yet success: its files are verified afterwards. */
export const runStep = async (
  context: WorkContext,
  task: Task,
  step: Step,
  place: StepPlace,
): Promise<StepResult> => {
  const { work, sandbox, stallMs } = context
  for (const folder of step.folders) await mkdir(join(place.dir, folder), { recursive: true })
  const { path } = await context.ffmpeg()
  await work.logAttempt(task.id, task.fence, { command: ['ffmpeg', ...step.args] })
  const progress = reportProgress(context, task, step, place.reached)
  const outcome = await runProcess({
    program: path,
    args: step.args,
    cwd: place.dir,
    readablePaths: [place.sourcePath],
    signal: place.signal,
    stallMs,
    onProgress: progress.update,
    sandbox,
  })
  await progress.flush()
  if (outcome.stderr !== '') await work.logAttempt(task.id, task.fence, { log: outcome.stderr })
  const fault = problemOf(outcome)
  if (!fault) return { ok: true }
  return { ok: false, problem: fault.code === 'interrupted' ? problem('interrupted', fault.message) : fault }
}
