import { z } from 'zod'
import { honoured, refused, stored } from '../../../wire/fields.ts'
import { optionalText, text } from './scalars.ts'

const location = () => stored(text(64))

/** A whole object key. */
export const inputObject = z.strictObject({
  bucket: honoured(text(64)),
  location: location(),
  object: honoured(text(1024)),
  file_name: refused('the object names the whole input'),
})

/** A folder that outputs are put in. */
export const outputObject = z.strictObject({
  bucket: honoured(text(64)),
  location: location(),
  object: honoured(z.string().max(1024)),
  file_name: refused('output_filenames names the outputs of a transcoding task'),
})
export type OutputObject = z.output<typeof outputObject>

/** A folder, and the name of the one file that is put in it. */
export const namedOutputObject = outputObject.extend({ file_name: honoured(optionalText(180)) })

/** How answers show either. */
export const shownObject = z.strictObject({ bucket: z.string(), location: z.string(), object: z.string() })
