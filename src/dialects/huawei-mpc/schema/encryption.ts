import { z } from 'zod'
import { honoured } from '../../../wire/fields.ts'
import { optionalChoice, optionalObject, optionalText, text } from './scalars.ts'

const NOT_IN_PLAYERS = 'players of HLS know AES-128-CBC'

/** Of the HLS outputs of a task. What the key is made of is looked at later: a kept request has none. */
export const encryption = optionalObject(
  z.strictObject({
    hls_encrypt: optionalObject(
      z.strictObject({
        key: honoured(text(64)),
        url: honoured(text(2048)),
        iv: honoured(optionalText(64)),
        algorithm: honoured(
          optionalChoice(['AES-128-CBC'], { 'AES-128-CTR': NOT_IN_PLAYERS, SM4CBC: NOT_IN_PLAYERS }),
        ),
      }),
    ),
  }),
)
