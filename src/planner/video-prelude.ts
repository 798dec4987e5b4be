import { hasAlpha, isRgb } from './colors.ts'
import type { Turn } from './frame-size.ts'
import type { SourceVideo } from './source.ts'
import { turnFilters } from './turn-filters.ts'

/**
 * How interlaced pictures become whole ones: `frames` keeps the rate and leaves frames alone that are marked progressive
 * (telecined film), `alone` does the same to frames that lie far apart and know nothing of each other, `all` believes no
 * marks, `fields` makes a frame of each field, `none` leaves fields as they are.
 */
export type Deinterlace = 'frames' | 'alone' | 'all' | 'fields' | 'none'

const FILTERS: Readonly<Record<Exclude<Deinterlace, 'none'>, (parity: string) => string>> = {
  frames: (parity) => `bwdif=mode=send_frame:parity=${parity}:deint=interlaced`,
  alone: (parity) => `estdif=mode=frame:parity=${parity}:deint=interlaced`,
  all: (parity) => `bwdif=mode=send_frame:parity=${parity}:deint=all`,
  fields: (parity) => `bwdif=mode=send_field:parity=${parity}:deint=all`,
}

/** What is done to the decoded picture before anything else: whole frames, without transparency (onto black). */
export const prelude = (video: SourceVideo, deinterlace: Deinterlace): readonly string[] => [
  ...(deinterlace === 'none' ? marked(video) : asStored(video, [FILTERS[deinterlace](parityOf(video))])),
  ...(hasAlpha(video.stream.pixelFormat) ? ['premultiply=inplace=1', `format=${afterPrelude(video)}`] : []),
]

const order = ({ stream }: SourceVideo): string => (stream.fieldOrder === 'bottom' ? 'bff' : 'tff')
/** Each frame's own marks, as the order may change on the way; unless they are wrong. */
const parityOf = (video: SourceVideo): string => (video.stream.fieldsMisread ? order(video) : 'auto')
/** Encoders mark what they write by the marks of what they get. */
const marked = (video: SourceVideo): readonly string[] =>
  video.stream.fieldsMisread ? [`setfield=${order(video)}`] : []

/**
 * FFmpeg turns pictures upright before the graph sees them, and their fields with them: they are turned back for it. (Told not
 * to, it would still write the turn into the output, which players then do again.)
 */
const asStored = ({ stream }: SourceVideo, filters: readonly string[]): readonly string[] => {
  const turn: Turn = { rotation: stream.rotation, mirrored: stream.mirrored === true }
  // A mirrored turn is its own way back.
  const back = turn.mirrored ? turn.rotation : (((360 - turn.rotation) % 360) as Turn['rotation'])
  return [...turnFilters({ ...turn, rotation: back }), ...filters, ...turnFilters(turn)]
}

/** The pixel format that the prelude hands on. */
export const afterPrelude = ({ stream: { pixelFormat, bitDepth } }: SourceVideo): string => {
  if (!hasAlpha(pixelFormat)) return pixelFormat
  const depth = bitDepth > 8 ? '10le' : ''
  return isRgb(pixelFormat) ? `gbrp${depth}` : `yuv444p${depth}`
}
