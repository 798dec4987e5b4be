import type { z } from 'zod'
import type { Source } from '../../../domain/source.ts'
import type { SourceJson } from '../schemas/source.ts'

/** A source as a request says it. A file of the machine has no words here: only the command line names one. */
export const fromSourceInput = (source: Source): z.input<typeof SourceJson> => {
  switch (source.from) {
    case 'object':
      return { bucket: source.bucket, key: source.key }
    case 'url':
      return { url: source.url }
    case 'file':
      return {}
  }
}
