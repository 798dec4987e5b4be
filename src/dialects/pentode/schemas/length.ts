import { z } from 'zod'
import { CORNERS, type Length, type Position, type TimeWindow } from '../../../domain/overlay-spec.ts'
import { seconds } from '../../../domain/units.ts'

/** Pixels as a number, or `"12.5%"` of the finished picture's side. */
const length = (min: number) =>
  z
    .union([
      z.number().min(min).max(8192),
      z.string().regex(/^-?\d{1,3}(\.\d{1,17})?%$/, 'not a percentage such as "12.5%"'),
    ])
    .transform((value, context): Length => {
      if (typeof value === 'number') return { px: value }
      const percent = Number(value.slice(0, -1))
      if (percent >= (min > 0 ? 0.01 : min < 0 ? -100 : 0) && percent <= 100) return { percent }
      context.addIssue({ code: 'custom', message: 'not between 0% and 100%' })
      return z.NEVER
    })
export const DistanceJson = length(-8192).describe(
  'Pixels as a number, or percent of the side as text: `"5%"`.',
)
export const LengthJson = length(1).describe('Pixels as a number, or percent of the side as text: `"5%"`.')

export const PaddingJson = length(0).describe('Pixels as a number, or percent of the side as text: `"5%"`.')

export const PositionJson = z
  .strictObject({
    corner: z.enum(CORNERS).default('top-left'),
    x: DistanceJson.prefault(0),
    y: DistanceJson.prefault(0),
  })
  .meta({
    id: 'Position',
    description: 'The distance from a corner of the finished picture to the same corner of what is placed.',
  }) satisfies z.ZodType<Position>

const instantOf = () => z.number().min(-604_800).max(604_800).transform(seconds)

export const WindowJson = z
  .strictObject({ start: instantOf().prefault(0), end: instantOf().exactOptional() })
  .superRefine(({ start, end }, context) => {
    if (end !== undefined && start < 0 === end < 0 && end <= start)
      context.addIssue({ code: 'custom', message: 'the end is not after the start', path: ['end'] })
  })
  .meta({
    id: 'TimeWindow',
    description:
      'When it is seen, in seconds of the output; negative counts from the end. `end` is exclusive.',
  }) satisfies z.ZodType<TimeWindow>
