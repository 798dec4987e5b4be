import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { QualityRun } from '../domain/plan.ts'
import type { Task } from '../domain/task.ts'
import type { Warning } from '../domain/warning.ts'
import { problemOf } from '../engine/outcome-problem.ts'
import { shareOf } from '../engine/progress.ts'
import { type RunOptions, runProcess } from '../engine/run.ts'
import { readQuality } from '../media/quality.ts'
import type { VerifiedPart } from '../media/verified.ts'
import type { WorkContext } from './context.ts'
import type { StepPlace } from './run-step.ts'

/** Of an output's frames, how many must have been compared. */
const LEAST_COMPARED = 0.98

export interface MeasuredOutput {
  readonly parts: readonly VerifiedPart[]
  readonly warnings: readonly Warning[]
}

/** Measures the pictures of a verified output as its plan says. What cannot be measured is a warning; the output is as good as before. */
export const measureQuality = async (
  context: WorkContext,
  task: Task,
  parts: readonly VerifiedPart[],
  place: StepPlace,
): Promise<MeasuredOutput> => {
  const warnings: Warning[] = []
  const measured: VerifiedPart[] = []
  for (const part of parts) {
    const run = 'quality' in part.part ? part.part.quality : undefined
    if (!run || place.signal.aborted) {
      measured.push(part)
      continue
    }
    const found = await compare(context, task, run, place).catch((error: unknown) => {
      context.log.error({ task: task.id, err: error }, 'quality could not be measured')
      return 'its figures could not be read'
    })
    const name = part.part.role === 'rendition' ? `of rendition ${part.part.name} ` : ''
    const unmeasured = (why: string): Warning => ({
      code: 'quality-unmeasured',
      message: `The quality ${name}was not measured: ${why}.`,
    })
    const frames = part.media?.video[0]?.frames
    if (typeof found === 'string') warnings.push(unmeasured(found))
    else if (frames !== undefined && found.frames < frames * LEAST_COMPARED - 2)
      warnings.push(unmeasured(`only ${found.frames} of its ${frames} frames could be compared`))
    measured.push(typeof found === 'string' ? part : { ...part, quality: found })
  }
  return { parts: measured, warnings }
}

/** The figures, or why there are none. */
const compare = async (context: WorkContext, task: Task, run: QualityRun, place: StepPlace) => {
  const { work, sandbox, stallMs } = context
  await mkdir(join(place.dir, run.folder), { recursive: true })
  await work.logAttempt(task.id, task.fence, { command: ['ffmpeg', ...run.args] })
  const outcome = await runProcess({
    ...(await programOf(context, run)),
    cwd: place.dir,
    readablePaths: place.inputPaths,
    signal: place.signal,
    stallMs,
    onProgress: (progress) => place.reached.advance(run, shareOf(progress, run.duration), progress.speed),
    sandbox,
  })
  if (outcome.stderr !== '') await work.logAttempt(task.id, task.fence, { log: outcome.stderr })
  const fault = problemOf(outcome)
  if (fault) return fault.message.replace(/\.$/, '')
  place.reached.took(run, outcome.wallMs)
  place.reached.advance(run, 1)
  return (await readQuality(place.dir, run)) ?? 'its figures are not whole'
}

/** FFmpeg hands both pictures to an ffprobe that has VMAF: most FFmpegs do without. */
const SCORED =
  '"$FFMPEG" "$@" | exec "$SCORER" -v error -f lavfi -i "$GRAPH" -show_entries frame=pts -of csv=p=0'

const programOf = async (
  { ffmpeg }: Pick<WorkContext, 'ffmpeg'>,
  { args, vmafGraph }: QualityRun,
): Promise<Pick<RunOptions, 'program' | 'args' | 'env' | 'starts'>> => {
  const { path, vmafProbe } = await ffmpeg()
  if (vmafGraph === undefined || vmafProbe === undefined) return { program: path, args }
  return {
    program: '/bin/sh',
    args: ['-c', SCORED, 'sh', ...args],
    env: { FFMPEG: path, SCORER: vmafProbe, GRAPH: vmafGraph },
    starts: [path, vmafProbe],
  }
}
