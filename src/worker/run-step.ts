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

export interface StepNews {
  /** A command runs. */
  readonly onStart?: () => void
  /** The last command says that its files are written; it has not ended. */
  readonly onWritten?: () => void
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
  { onStart, onWritten }: StepNews = {},
): Promise<StepResult> => {
  let unread = 0
  for (const command of step.commands) {
    const last = command === step.commands.at(-1)
    const onProgress = (progress: Progress): void => {
      place.reached.advance(command, shareOf(progress, step.duration), progress.speed)
      if (last && progress.done) onWritten?.()
    }
    const run = await runCommand(context, task, command, place, { onProgress, onStart })
    if (run.fault) return { ok: false, problem: run.fault }
    place.reached.took(command, run.wallMs)
    place.reached.advance(command, 1)
    // Passes read the same packets again.
    unread = Math.max(unread, run.unread)
  }
  return { ok: true, unread }
}

interface CommandNews {
  readonly onStart: (() => void) | undefined
  readonly onProgress: (progress: Progress) => void
}

const runCommand = async (
  { work, sandbox, stallMs, ffmpeg }: WorkContext,
  task: Task,
  { program, args }: Command,
  place: StepPlace,
  { onStart, onProgress }: CommandNews,
): Promise<{ readonly fault: Problem | undefined } & Pick<ProcessOutcome, 'unread' | 'wallMs'>> => {
  const { path } = await ffmpeg()
  let logging: Promise<unknown> | undefined
  // Once it runs: writing takes longer than starting.
  const log = (): Promise<unknown> => {
    logging ??= work.logAttempt(task.id, task.fence, { command: [program, ...args] })
    logging.catch(() => {})
    return logging
  }
  const outcome = await runProcess({
    program: path,
    args,
    cwd: place.dir,
    readablePaths: place.inputPaths,
    signal: place.signal,
    stallMs,
    onStart: () => {
      void log()
      onStart?.()
    },
    onProgress,
    sandbox,
  })
  await log()
  if (outcome.stderr !== '') await work.logAttempt(task.id, task.fence, { log: outcome.stderr })
  const fault = problemOf(outcome)
  return {
    fault: fault?.code === 'interrupted' ? problem('interrupted', fault.message) : fault,
    unread: outcome.unread,
    wallMs: outcome.wallMs,
  }
}
