import type { Analysis, Measurement } from '../domain/analysis.ts'
import { inputOptions } from '../domain/input-policy.ts'
import type { PlannedOutput } from '../domain/plan.ts'
import { seconds } from '../domain/units.ts'
import type { AnalysisWish } from './draft.ts'
import { draftAll } from './drafts.ts'
import { globalArgs } from './global-args.ts'
import type { PlanRequest } from './plan.ts'
import { extractionOf } from './subtitles/documents.ts'
import { type Cut, cutArgs, decimal } from './time-range.ts'
import { timingArgs } from './untimed.ts'

/**
 * What must be measured before a plan can be made, beyond what `request.measurements` holds. Ask again with the results: one
 * measurement may lead to the next. Empty: `plan` can be called. Pure.
 */
export const analyses = (request: PlanRequest): readonly Analysis[] => {
  const wanted = new Map<string, Analysis>()
  draftAll(request, (output, cut, wish) => {
    const key = analysisKey(cut, wish)
    const found = request.measurements?.get(key)
    if (!found) {
      const outputs = [...(wanted.get(key)?.outputs ?? []), output]
      wanted.set(key, { ...analysisOf(key, cut, wish, request), outputs: [...new Set(outputs)] })
    }
    return found
  })
  return [...wanted.values()]
}

/** @throws when it was not measured: `analyses` says what has to be, before a plan. */
export const measuredIn =
  ({ measurements }: Pick<PlanRequest, 'measurements'>) =>
  (_output: PlannedOutput['output'], cut: Cut, wish: AnalysisWish): Measurement => {
    const found = measurements?.get(analysisKey(cut, wish))
    if (!found) throw new Error(`planned without the measurement of ${wish.what}`)
    return found
  }

/** Subtitles are read whole, whichever part of them is shown. */
const analysisKey = (cut: Cut, wish: AnalysisWish): string =>
  JSON.stringify(wish.what === 'subtitles' ? [wish] : [cut.start, cut.length ?? 'end', wish])

const analysisOf = (
  key: string,
  cut: Cut,
  wish: AnalysisWish,
  { media, policy }: Pick<PlanRequest, 'media' | 'policy'>,
): Omit<Analysis, 'outputs'> => {
  const { what, stream } = wish
  const input = ['-i', 'file:src', '-map', `0:${stream}`]
  if (what === 'subtitles') {
    const [picture] = media.video
    return {
      ...{ key, what, duration: media.duration },
      args: [
        ...[...globalArgs(), ...inputOptions(policy), ...input],
        ...[...extractionOf(wish.codec), 'pipe:1'],
        // For its progress: between two cues nothing else moves.
        ...(picture ? ['-map', `0:${picture.index}`, '-c', 'copy', '-f', 'null', '-'] : []),
      ],
    }
  }
  if (what === 'frame-times') {
    const length = wish.to - wish.from
    return {
      ...{ key, what, duration: seconds(length) },
      args: [
        ...[...globalArgs(), ...inputOptions(policy), ...timingArgs(media)],
        ...['-ss', decimal(wish.from), '-t', decimal(length)],
        ...[...input, '-c', 'copy', ...(wish.which === 'keys' ? ['-bsf', KEYS_ONLY] : [])],
        ...['-f', 'framecrc', 'pipe:2'],
      ],
    }
  }
  return {
    ...{ key, what, duration: seconds(cut.duration) },
    args: [
      ...[...globalArgs('info'), ...inputOptions(policy), ...cutArgs(cut), ...input],
      ...['-filter:0', [...wish.filters, METER].join(',')],
      ...['-f', 'null', '-'],
    ],
  }
}

const KEYS_ONLY = "noise=amount=0:drop='not(key)'"

/** Its summary comes at the end; `verbose` keeps a line for each tenth of a second out of it. */
export const METER = 'ebur128=peak=true:framelog=verbose'
