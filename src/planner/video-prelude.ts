import { hasAlpha, isRgb } from './colors.ts'
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

/** What is done to the decoded picture before anything else: whole frames, upright, without transparency (onto black). */
export const prelude = (video: SourceVideo, deinterlace: Deinterlace): readonly string[] => [
  ...(deinterlace === 'none' ? [] : [BWDIF[deinterlace]]),
  // FFmpeg would turn the picture before its fields are joined.
  ...turnFilters({ rotation: video.stream.rotation, mirrored: video.stream.mirrored === true }),
  ...(hasAlpha(video.stream.pixelFormat) ? ['premultiply=inplace=1', `format=${afterPrelude(video)}`] : []),
]

/** The pixel format that the prelude hands on. */
export const afterPrelude = ({ stream: { pixelFormat, bitDepth } }: SourceVideo): string => {
  if (!hasAlpha(pixelFormat)) return pixelFormat
  const depth = bitDepth > 8 ? '10le' : ''
  return isRgb(pixelFormat) ? `gbrp${depth}` : `yuv444p${depth}`
}
