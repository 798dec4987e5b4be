import { z } from 'zod'
import { honoured } from '../../../wire/fields.ts'
import { outputObject } from './objects.ts'
import { choice, int, optionalChoice, optionalIntOrZero, optionalObject, optionalText } from './scalars.ts'

const MAX_TILES = 100
const MAX_INTERVAL = 360_000

/** ImageSpriteParams: `sample_interval` is in percent of the input, or in seconds. */
const spriteParameters = z.strictObject({
  sample_type: honoured(choice(['PERCENT', 'TIME'])),
  sample_interval: honoured(int(1, MAX_INTERVAL)),
  row_count: honoured(int(1, MAX_TILES)),
  column_count: honoured(int(1, MAX_TILES)),
  width: honoured(optionalIntOrZero(96, 4096)),
  height: honoured(optionalIntOrZero(96, 4096)),
  resolution_adaptive: honoured(optionalChoice(['open', 'close'])),
  fill_type: honoured(optionalChoice(['stretch', 'black', 'white'])),
  format: honoured(optionalChoice(['jpg', 'png'])),
})
export type SpriteParameters = z.output<typeof spriteParameters>

/** Sheets of small pictures of a transcoding task's input, and the WebVTT that finds each in them. */
export const imageSprite = z.strictObject({
  params: spriteParameters,
  output: optionalObject(outputObject),
  output_object_name: honoured(optionalText(180)),
  webvtt_object_name: honoured(optionalText(180)),
})
export type ImageSprite = z.output<typeof imageSprite>
