import { fail } from '../../domain/problem.ts'
import type { RawRequest } from '../request.ts'
import type { Pair } from './form.ts'
import { decode } from './json.ts'

const MAX_FIELDS = 1000

/**
 * The fields of a multipart/form-data body, as text. Files are read as text too: no action takes bytes.
 * @throws DomainError malformed-request for a body that is not well-formed, or a name given twice
 */
export const readMultipart = (raw: RawRequest): readonly Pair[] => {
  const boundary = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(raw.headers['content-type'] ?? '')
  const name = boundary?.[1] ?? boundary?.[2]
  if (name === undefined) throw broken('it has no boundary')
  const parts = split(Buffer.from(raw.body), `--${name}`)
  if (parts.length > MAX_FIELDS) throw broken(`it has more than ${MAX_FIELDS} fields`)
  const pairs = parts.map(readPart)
  if (new Set(pairs.map(({ key }) => key)).size < pairs.length) throw broken('a name is given twice')
  return pairs
}

const broken = (why: string) => fail('malformed-request', `The multipart body cannot be read: ${why}.`)

/** What stands between the delimiters, each still with its headers. */
const split = (body: Buffer, delimiter: string): readonly Buffer[] => {
  const parts: Buffer[] = []
  let at = body.indexOf(delimiter)
  if (at < 0) throw broken('the boundary does not occur')
  for (;;) {
    const start = at + delimiter.length
    if (body.subarray(start, start + 2).toString() === '--') return parts
    if (body.subarray(start, start + 2).toString() !== '\r\n') throw broken('a boundary line is not whole')
    const end = body.indexOf(`\r\n${delimiter}`, start)
    if (end < 0) throw broken('it does not end')
    parts.push(body.subarray(start + 2, end))
    at = end + 2
  }
}

const readPart = (part: Buffer): Pair => {
  const blank = part.indexOf('\r\n\r\n')
  if (blank < 0) throw broken('a field has no headers')
  const key = /^content-disposition:\s*form-data\b[^\r\n]*?;\s*name="([^"\r\n]+)"/im.exec(
    part.subarray(0, blank).toString(),
  )?.[1]
  if (key === undefined) throw broken('a field has no name')
  return { key, value: decode(part.subarray(blank + 4)) }
}
