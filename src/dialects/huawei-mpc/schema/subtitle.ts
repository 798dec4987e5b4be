import { z } from 'zod'
import { honoured } from '../../../wire/fields.ts'
import { inputObject } from './objects.ts'
import { optionalChoice, optionalList, optionalObject, text } from './scalars.ts'

/** SubRip in UTF-8: drawn on the picture (1), or WebVTT beside it (2). */
export const subtitle = optionalObject(
  z.strictObject({
    input: optionalObject(inputObject),
    inputs: optionalList(z.strictObject({ language: honoured(text(35)), input: inputObject }), 32),
    subtitle_type: honoured(optionalChoice([0, 1, 2])),
  }),
)
