import { z } from 'zod'
import { honoured } from '../../../wire/fields.ts'
import { optionalInt, optionalObject, optionalText } from './scalars.ts'

/** How `{number}` in a path is written. */
export const numberFormat = optionalObject(
  z.strictObject({
    InitialValue: honoured(optionalInt(0, 1_000_000_000)),
    Increment: honoured(optionalInt(1, 1_000_000)),
    MinLength: honoured(optionalInt(0, 20)),
    PlaceHolder: honoured(optionalText(1)),
  }),
)
export type NumberFormatInput = z.output<typeof numberFormat>
