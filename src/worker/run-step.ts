import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Command, Step } from '../domain/plan.ts'
import { type Problem, problem } from '../domain/problem.ts'
import type { Task } from '../domain/task.ts'
import { problemOf } from '../engine/outcome-problem.ts'
import { type Progress, shareOf } from '../engine/progress.ts'
import { type ProcessOutcome, runProcess } from '../engine/run.ts'
import type { WorkContext } from './context.ts'
import type { AttemptProgress } from './progress.ts'

export type StepResult =
  /** `unread`: packets and frames of the source that could not be read. */
  { readonly ok: true; readonly unread: number } | { readonly ok: false; readonly problem: Problem }

export interface StepPlace {
  /** The attempt's folder. */
  readonly dir: string
  /** Where the source and the other inputs really lie. */
  readonly inputPaths: readonly string[]
  readonly signal: AbortSignal
  readonly reached: AttemptProgress
}

/** Makes what a step's commands take for granted. */
export const prepareStep = async ({ folders, files }: Step, dir: string): Promise<void> => {
  for (const folder of folders) await mkdir(join(dir, folder), { recursive: true })
  for (const { name, content } of files) await writeFile(join(dir, name), content)
}

/**
 * Runs the commands of a prepared step in order and says what became of them. Exit code 0 is not yet success: the files are
 * verified afterwards.
 */
export const runStep = async (
  context: WorkContext,
  task: Task,
  step: Step,
  place: StepPlace,
): Promise<StepResult> => {
  let unread = 0
  for (const command of step.commands) {
    const {
      fault,
      unread: found,
      wallMs,
    } = await runCommand(context, task, command, place, (progress) =>
      place.reached.advance(command, shareOf(progress, step.duration), progress.speed),
    )
    if (fault) return { ok: false, problem: fault }
    place.reached.took(command, wallMs)
    place.reached.advance(command, 1)
    // Passes read the same packets again.
    unread = Math.max(unread, found)
  }
  return { ok: true, unread }
}

const runCommand = async (
  { work, sandbox, stallMs, ffmpeg }: WorkContext,
  task: Task,
  { program, args }: Command,
  place: StepPlace,
  onProgress: (progress: Progress) => void,
): Promise<{ readonly fault: Problem | undefined } & Pick<ProcessOutcome, 'unread' | 'wallMs'>> => {
  const { path } = await ffmpeg()
  await work.logAttempt(task.id, task.fence, { command: [program, ...args] })
  const outcome = await runProcess({
    program: path,
    args,
    cwd: place.dir,
    readablePaths: place.inputPaths,
    signal: place.signal,
    stallMs,
    onProgress,
    sandbox,
  })
  if (outcome.stderr !== '') await work.logAttempt(task.id, task.fence, { log: outcome.stderr })
  const fault = problemOf(outcome)
  return {
    fault: fault?.code === 'interrupted' ? problem('interrupted', fault.message) : fault,
    unread: outcome.unread,
    wallMs: outcome.wallMs,
  }
}
