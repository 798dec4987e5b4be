import type { Destination } from '../domain/destination.ts'
import type { VerifiedPart } from '../media/verified.ts'
import type { Arrangement } from './lay-out.ts'

/** One file, under the key that was asked for. */
export const layOutFile = ({ key }: Destination, parts: readonly VerifiedPart[]): Arrangement => {
  const [part] = parts
  const [file] = part?.files ?? []
  if (!part || !file) throw new Error('a verified file output has one file')
  return {
    files: [
      {
        key,
        role: 'file',
        from: file.path,
        size: file.size,
        ...(file.md5 === undefined ? {} : { md5: file.md5 }),
      },
    ],
    facts: {
      ...(part.media && { media: part.media }),
      ...(part.animation && { animation: part.animation }),
      ...(part.quality && { quality: part.quality }),
    },
  }
}
