import { type OutputSpec, rangeOf, type VideoSpec } from '../domain/output-spec.ts'
import type { Problem } from '../domain/problem.ts'
import type { Warning } from '../domain/warning.ts'
import { SEEKABLE } from './decode-groups.ts'
import { type AskMeasurement, refuse } from './draft.ts'
import { span } from './expectation.ts'
import type { Source } from './source.ts'
import { type Cut, cutFrom, round } from './time-range.ts'

/** Seconds before a start in which a key frame is looked for, in files without an index. */
const LOOK_BACK = 30
/** Seconds of a part in which a key frame is looked for; one that is longer is taken to have some. */
const LOOK_INTO = 60

/** A part that begins at a key frame; with the warning when that is not where it was asked to begin. */
export interface KeyCut {
  readonly cut: Cut
  readonly warning?: Warning
}

/** Whether a picture of the output may be copied out of a part of the source, or has to be. */
export const copiesPart = (spec: OutputSpec): 'maybe' | 'surely' | undefined => {
  const rules = videosOf(spec).map(({ copy }) => copy)
  if (rules.includes('always')) return 'surely'
  return rules.includes('if-fits') && rangeOf(spec)?.cut === 'key-frame' ? 'maybe' : undefined
}

const videosOf = (spec: OutputSpec): readonly VideoSpec[] => {
  if (spec.kind === 'stream') return spec.renditions.map(({ video }) => video)
  return spec.kind === 'file' && spec.video ? [spec.video] : []
}

/**
 * The part from the key frame at or before its start. Players that go by edit lists could be told to hide what lies before
 * the start, and others would show it: all show the same when it begins where it can. Undefined when it does already, or
 * while nobody looked.
 */
export const keyCut = (
  cut: Cut,
  { media, video }: Source,
  measured: AskMeasurement,
): KeyCut | { readonly problem: Problem } | undefined => {
  if (!video || cut.start === 0) return { cut }
  const from = SEEKABLE.test(media.container) ? cut.start : Math.max(0, cut.start - LOOK_BACK)
  const found = measured({
    ...{ what: 'frame-times', which: 'keys', stream: video.stream.index, from },
    to: cut.start + 0.5,
  })
  if (!found) return undefined
  if (found.what === 'failed') return found
  const times = found.times.map((time) => Math.max(0, from + time))
  const before = times.findLast((time) => time <= cut.start + 0.001)
  if (before === undefined)
    return refuse(
      'unsupported-parameter',
      `No key frame was found at or before ${round(cut.start)} s, from which the picture could be copied; encode it instead.`,
    )
  // Sound before the first picture belongs to it.
  const first = span(video.stream, { source: { media }, cut: { ...cut, start: 0 } }).start
  const start = before <= first + 0.001 ? 0 : before
  const end = cut.length === undefined ? undefined : cut.start + cut.length
  const moved = cutFrom(start, end, media.duration)
  return cut.start - start < 0.001 ? { cut: moved } : { cut: moved, warning: began(cut.start, start, end) }
}

const began = (asked: number, start: number, end: number | undefined): Warning => ({
  code: 'range-changed',
  message: `A copied picture begins at a key frame: the part begins at ${round(start)} s, ${round(asked - start)} s before the start that was asked for.`,
  detail: {
    asked: { start: round(asked), ...(end !== undefined && { end: round(end) }) },
    actual: { start: round(start) },
  },
})

/** Whether no key frame lies in the part; false while nobody looked. */
export const isKeyless = (cut: Cut, { video }: Source, measured: AskMeasurement): boolean => {
  if (!video || cut.whole || cut.start === 0) return false
  const length = Math.min(cut.duration, LOOK_INTO)
  const found = measured({
    ...{ what: 'frame-times', which: 'keys', stream: video.stream.index, from: cut.start },
    to: cut.start + length,
  })
  if (found?.what !== 'frame-times' || cut.duration > LOOK_INTO) return false
  return !found.times.some((time) => time > -0.001 && time < length)
}

/** Whether pictures are to be taken of key frames alone. */
export const wantsKeys = (spec: OutputSpec): boolean => {
  if (spec.kind === 'sprite') return spec.frames === 'key'
  if (spec.kind !== 'snapshots') return false
  return (
    spec.at.by === 'keyframes' || spec.at.by === 'cover' || (spec.at.by !== 'scenes' && spec.frames === 'key')
  )
}
