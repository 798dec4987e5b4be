import { z } from 'zod'
import { DRAWABLE_TEXT, MAX_TEXT } from '../domain/overlay-spec.ts'
import { readColor } from './color-names.ts'

/** Words that are drawn, up to so many characters. */
export const drawnText = (max: number = MAX_TEXT.characters) =>
  z
    .string()
    .min(1)
    .max(Math.min(max, MAX_TEXT.characters))
    .regex(DRAWABLE_TEXT, 'it holds control characters, or half of a character')
    .refine((text) => text.trim() !== '', 'there is nothing to be seen')
    .refine(
      (text) => text.split(/\r\n?|\n/).length <= MAX_TEXT.lines,
      `it has more than ${MAX_TEXT.lines} lines`,
    )

/** A colour by name or as `#rrggbb` or `0xrrggbb`, as `rrggbb`. */
export const drawnColor = () =>
  z.string().transform((text, context): string => {
    const color = readColor(text)
    if (color !== undefined) return color
    context.addIssue({
      code: 'custom',
      message: 'it must be a colour, such as #006400',
      params: { problem: 'value-out-of-range' },
    })
    return z.NEVER
  })
