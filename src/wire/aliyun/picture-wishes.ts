import { z } from 'zod'
import type { CropRegion, VideoSpec } from '../../domain/output-spec.ts'
import { fail } from '../../domain/problem.ts'
import { honoured } from '../fields.ts'
import { numeric, optional } from '../scalars.ts'
import { optionalChoice } from './scalars.ts'

/** What the vendor's services say of a picture alike, beside its size and rate. */

/** The ways pictures can be stored, by the names FFmpeg gave them. */
export const PIXEL_FORMATS = {
  yuv420p: { chroma: '4:2:0', bitDepth: 8 },
  yuv422p: { chroma: '4:2:2', bitDepth: 8 },
  yuv444p: { chroma: '4:4:4', bitDepth: 8 },
  yuv420p10le: { chroma: '4:2:0', bitDepth: 10 },
  yuv422p10le: { chroma: '4:2:2', bitDepth: 10 },
  yuv444p10le: { chroma: '4:4:4', bitDepth: 10 },
} as const
type PixelFormat = keyof typeof PIXEL_FORMATS

export const pixFmt = () => honoured(optionalChoice(Object.keys(PIXEL_FORMATS) as PixelFormat[]))
export const scanMode = () => honoured(optionalChoice(['auto', 'progressive', 'interlaced']))

/** Clockwise degrees. */
export const rotate = () =>
  honoured(
    optional(
      z
        .number()
        .min(0)
        .max(360)
        .refine((n) => n % 90 === 0, {
          message: 'pictures are turned by 0, 90, 180, 270 or 360 degrees here',
          params: { problem: 'unsupported-parameter' },
        }),
      numeric,
    ),
  )

interface Wishes {
  readonly PixFmt?: PixelFormat | undefined
  readonly ScanMode?: 'auto' | 'progressive' | 'interlaced' | undefined
  readonly Rotate?: number | undefined
}

/**
 * 4:2:0 with 8 bits is made where nothing is said; naming it takes nothing from a profile. An interlaced source stays so
 * where that is asked for, and is made progressive otherwise.
 */
export const pictureWishes = ({ PixFmt, ScanMode, Rotate = 0 }: Wishes): Partial<VideoSpec> => {
  const rotation = QUARTERS[(Rotate / 90) % 4] ?? 0
  return {
    ...(PixFmt === undefined || PixFmt === 'yuv420p' ? {} : PIXEL_FORMATS[PixFmt]),
    ...(ScanMode === 'interlaced' ? { deinterlace: 'never' } : {}),
    ...(rotation === 0 ? {} : { turn: { rotation, mirrored: false } }),
  }
}
const QUARTERS = [0, 90, 180, 270] as const

/** `width:height:left:top`, in pixels. @throws DomainError value-out-of-range */
export const readRegion = (text: string, path: string): CropRegion => {
  const [width = 0, height = 0, x = 0, y = 0] = /^\d{1,5}(?::\d{1,5}){3}$/.test(text)
    ? text.split(':').map(Number)
    : []
  if (width >= 2 && height >= 2) return { x, y, width, height }
  throw fail(
    'value-out-of-range',
    `Wrong value of the parameter "${path}": width:height:left:top in pixels, such as 1280:800:0:140.`,
    { path },
  )
}
