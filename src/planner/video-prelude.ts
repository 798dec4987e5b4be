import { hasAlpha, isRgb } from './colors.ts'
import type { Turn } from './frame-size.ts'
import type { SourceVideo } from './source.ts'
import { turnFilters } from './turn-filters.ts'

/**
 * How interlaced pictures become whole ones: `frames` keeps the rate and leaves frames alone that are marked progressive
 * (telecined film), `all` believes no marks, `fields` makes a frame of each field, `none` leaves fields as they are.
 */
export type Deinterlace = 'frames' | 'all' | 'fields' | 'none'

const BWDIF: Readonly<Record<Exclude<Deinterlace, 'none'>, string>> = {
  frames: 'bwdif=mode=send_frame:parity=auto:deint=interlaced',
  all: 'bwdif=mode=send_frame:parity=auto:deint=all',
  fields: 'bwdif=mode=send_field:parity=auto:deint=all',
}

/** What is done to the decoded picture before anything else: whole frames, without transparency (onto black). */
export const prelude = (video: SourceVideo, deinterlace: Deinterlace): readonly string[] => [
  ...(deinterlace === 'none' ? [] : asStored(video, [BWDIF[deinterlace]])),
  ...(hasAlpha(video.stream.pixelFormat) ? ['premultiply=inplace=1', `format=${afterPrelude(video)}`] : []),
]

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
