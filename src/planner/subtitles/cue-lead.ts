import type { MediaInfo } from '../../domain/media-info.ts'
import type { OutputSpec } from '../../domain/output-spec.ts'
import type { AskMeasurement } from '../draft.ts'
import type { Cut } from '../time-range.ts'
import { isText } from './documents.ts'
import { trackOf } from './track-of.ts'

/** Seconds before a start in which a cue may have begun that is still seen then. */
const LOOK_BACK = 30
/** Seconds; a seek is not to arrive behind the cue. */
const MARGIN = 0.1

/**
 * The part with as much before it as the picture of text needs that is on screen when it begins: FFmpeg shows only what it
 * has read. Pictures are decoded from there on, which is a few seconds where people talk.
 */
export const withCueLead = (
  cut: Cut,
  spec: OutputSpec,
  { subtitles }: Pick<MediaInfo, 'subtitles'>,
  measured: AskMeasurement,
): Cut => {
  const origin = 'burn' in spec ? spec.burn?.from : undefined
  if (cut.start === 0 || !origin || 'file' in origin) return cut
  const track = trackOf(origin, subtitles)
  if ('problem' in track || isText(track.stream)) return cut
  const from = Math.max(0, cut.start - LOOK_BACK)
  const { index: stream } = track.stream
  const found = measured({ what: 'frame-times', which: 'keys', stream, from, to: cut.start })
  const times = found?.what === 'frame-times' ? found.times.map((time) => from + time) : []
  const last = times.findLast((time) => time < cut.start)
  if (last === undefined) return cut
  const lead = Math.min(cut.start, cut.start - last + MARGIN)
  return lead > (cut.lead ?? 0) ? { ...cut, lead } : cut
}
