import { z } from 'zod'
import type { Length } from '../../../domain/overlay-spec.ts'
import { honoured } from '../../../wire/fields.ts'
import { optional } from '../../../wire/scalars.ts'
import { optionalNumber } from './scalars.ts'

/** `10%` or `100px`. */
const length = () =>
  optional(
    z.string().transform((text, context): Length => {
      const [, number, unit] = /^(\d{1,5}(?:\.\d{1,4})?)(px|%)$/.exec(text) ?? []
      const value = Number(number)
      if (unit === 'px') return { px: Math.round(value) }
      if (unit === '%' && value <= 100) return { percent: value }
      context.addIssue({ code: 'custom', message: 'it must be a length such as 10% or 100px' })
      return z.NEVER
    }),
  )
const WEEK = 7 * 86_400

export const mosaic = z.strictObject({
  width: honoured(length()),
  height: honoured(length()),
  left: honoured(length()),
  top: honoured(length()),
  startTimeOffset: honoured(optionalNumber(-WEEK, WEEK)),
  endTimeOffset: honoured(optionalNumber(-WEEK, WEEK)),
})
export type Mosaic = z.output<typeof mosaic>
