import { z } from 'zod'
import { readJson } from '../../../wire/codecs/json.ts'

/** `a,b,c`; some pages of the service show a JSON array instead, which is taken, too. */
export const commaList = (max: number) =>
  z.preprocess(
    (value) => {
      if (typeof value !== 'string' || value === '') return value === '' ? undefined : value
      if (!value.startsWith('[')) return value.split(',').map((each) => each.trim())
      try {
        return readJson(Buffer.from(value))
      } catch {
        return value
      }
    },
    z.array(z.string().min(1).max(8192)).min(1).max(max),
  )
export const optionalCommaList = (max: number) => commaList(max).optional()
