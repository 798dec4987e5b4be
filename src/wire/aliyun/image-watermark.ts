import { z } from 'zod'
import type { ImageOverlay, Length } from '../../domain/overlay-spec.ts'
import type { Source } from '../../domain/source.ts'
import { seconds } from '../../domain/units.ts'
import { honoured } from '../fields.ts'
import { numeric, optional } from '../scalars.ts'
import { readSeconds } from './clock.ts'
import { optionalChoice, optionalObject, optionalText } from './scalars.ts'

/** Whole pixels, or a share of the picture's side below 1. */
const measure = (least: number) =>
  z.number().refine((n) => (n > 0 && n < 1) || (Number.isInteger(n) && n >= least && n <= 4096), {
    message: `it must be ${least} to 4096 pixels, or a share between 0 and 1`,
    params: { problem: 'value-out-of-range' },
  })
const side = () => z.preprocess(numeric, measure(8))
export const optionalSide = () => optional(measure(8), numeric)
export const optionalOffset = () => optional(measure(0), numeric)

/**
 * Where, how large and when an image is seen.
 * https://help.aliyun.com/en/ims/user-guide/image-watermark-template
 */
export const imagePlace = {
  Width: honoured(side()),
  Height: honoured(side()),
  Dx: honoured(optionalOffset()),
  Dy: honoured(optionalOffset()),
  ReferPos: honoured(optionalChoice(['TopLeft', 'TopRight', 'BottomLeft', 'BottomRight'])),
  Timeline: optionalObject(
    z.strictObject({
      Start: honoured(optionalText(32).or(z.number())),
      Duration: honoured(optionalText(32).or(z.number())),
    }),
  ),
}
const whole = z.strictObject(imagePlace)
export type ImagePlace = z.output<typeof whole>

const CORNERS = {
  TopLeft: 'top-left',
  TopRight: 'top-right',
  BottomLeft: 'bottom-left',
  BottomRight: 'bottom-right',
} as const

/** A share of the side is kept to four places, as the service has it. */
export const toLength = (value: number): Length =>
  value > 0 && value < 1 ? { percent: Math.floor(value * 10_000) / 100 } : { px: value }

/** An image that moves does so for as long as it is seen. @throws DomainError value-out-of-range */
export const toImage = (
  source: Source,
  { Dx = 0, Dy = 0, Width, Height, ReferPos = 'TopRight', Timeline }: ImagePlace,
  at: string,
): ImageOverlay => ({
  kind: 'image',
  source,
  position: { corner: CORNERS[ReferPos], x: toLength(Dx), y: toLength(Dy) },
  width: toLength(Width),
  height: toLength(Height),
  play: 'forever',
  ...window(Timeline, `${at}.Timeline`),
})

const window = (timeline: ImagePlace['Timeline'], at: string): Pick<ImageOverlay, 'window'> => {
  if (!timeline) return {}
  const start = readSeconds(timeline.Start, `${at}.Start`) ?? 0
  const { Duration } = timeline
  const open = Duration === undefined || String(Duration).toUpperCase() === 'TOEND'
  const lasts = open ? undefined : readSeconds(Duration, `${at}.Duration`)
  return { window: { start: seconds(start), ...(lasts !== undefined && { end: seconds(start + lasts) }) } }
}
