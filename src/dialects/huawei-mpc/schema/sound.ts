import { z } from 'zod'
import { honoured, refused } from '../../../wire/fields.ts'
import { optionalChoice, optionalInt, optionalList, optionalObject, optionalText } from './scalars.ts'

const MAX_TRACKS = 32

/** `volume_expr` is in dB. */
export const audioProcess = optionalObject(
  z.strictObject({
    volume: honoured(optionalChoice(['auto', 'dynamic', 'original'])),
    volume_expr: honoured(optionalInt(-15, 15)),
  }),
)

/** The tracks that the left and the right channel are in, counted from 0. */
export const audioTrack = optionalObject(
  z.strictObject({
    type: honoured(optionalChoice([0, 1])),
    left: honoured(optionalInt(0)),
    right: honoured(optionalInt(0)),
  }),
)

/** The sounds of the input in order, and what is spoken in them. */
export const multiAudio = optionalObject(
  z.strictObject({
    tracks_info: optionalList(
      z.strictObject({
        language: honoured(optionalText(16)),
        channel_layout: refused('all sounds of an output have the channels of its audio parameters'),
      }),
      MAX_TRACKS,
    ),
    audio_files: refused('sounds of other files are not added; tracks_info names those of the input'),
    default_language: honoured(optionalText(16)),
  }),
)
