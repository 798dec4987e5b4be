import type { Analysis, Measurement, Measurements } from '../domain/analysis.ts'
import { DomainError, problem } from '../domain/problem.ts'
import { SUBTITLE_LIMITS } from '../domain/subtitle-document.ts'
import { problemOf } from '../engine/outcome-problem.ts'
import { shareOf } from '../engine/progress.ts'
import { type ProcessOutcome, runProcess } from '../engine/run.ts'
import { readFrameTimes } from '../media/frame-times.ts'
import { readLoudness } from '../media/loudness.ts'
import { readSubtitleTrack } from '../media/subtitles/read-subtitles.ts'
import { analyses } from '../planner/analyses.ts'
import type { PlanRequest } from '../planner/plan.ts'
import type { WorkContext } from './context.ts'

export interface MeasurePlace {
  /** Where the source lies under its fixed name. */
  readonly dir: string
  /** Where it really lies. */
  readonly sourcePath: string
  readonly signal: AbortSignal
  /** Told before each command. */
  readonly onCommand?: (command: readonly string[]) => Promise<unknown>
  /** Told what is measured next, several times when one measurement leads to others. */
  readonly onWanted?: (analyses: readonly Analysis[]) => void
  /** Told how far one measurement is, 0 to 1. */
  readonly onProgress?: (analysis: Analysis, share: number) => void
}

/**
 * Measures what a plan of the request has to know of the source, each thing once. What cannot be measured is told as a
 * failure, and refuses only the outputs that need it.
 * @throws DomainError interrupted when the signal ended it
 */
export const measureFor = async (
  context: Pick<WorkContext, 'ffmpeg' | 'sandbox' | 'stallMs'>,
  request: PlanRequest,
  place: MeasurePlace,
): Promise<Measurements> => {
  const found = new Map<string, Measurement>()
  for (;;) {
    const wanted = analyses({ ...request, measurements: found })
    if (wanted.length === 0) return found
    place.onWanted?.(wanted)
    for (const analysis of wanted) found.set(analysis.key, await measure(context, analysis, place))
  }
}

const measure = async (
  { ffmpeg, sandbox, stallMs }: Pick<WorkContext, 'ffmpeg' | 'sandbox' | 'stallMs'>,
  analysis: Analysis,
  { dir, sourcePath, signal, onCommand, onProgress }: MeasurePlace,
): Promise<Measurement> => {
  const { path } = await ffmpeg()
  await onCommand?.(['ffmpeg', ...analysis.args])
  const outcome = await runProcess({
    program: path,
    args: analysis.args,
    cwd: dir,
    readablePaths: [sourcePath],
    signal,
    stallMs,
    onProgress: (progress) => onProgress?.(analysis, shareOf(progress, analysis.duration)),
    ...(analysis.what === 'subtitles' && { maxStdoutBytes: SUBTITLE_LIMITS.bytes }),
    sandbox,
  })
  onProgress?.(analysis, 1)
  const fault = problemOf(outcome)
  if (fault?.code === 'interrupted') throw new DomainError(fault)
  return fault ? { what: 'failed', problem: fault } : (read(analysis, outcome) ?? UNREAD)
}

const UNREAD: Measurement = {
  what: 'failed',
  problem: problem('encode-failed', 'The source could not be measured: FFmpeg gave no figures.'),
}

const read = ({ what }: Analysis, { stderr, stdout }: ProcessOutcome): Measurement | undefined => {
  switch (what) {
    case 'subtitles':
      return readSubtitleTrack(stdout)
    case 'loudness':
      return readLoudness(stderr)
    case 'frame-times':
      return readFrameTimes(stderr)
  }
}
