import { createHash } from 'node:crypto'
import { pipeline, type Readable, Transform } from 'node:stream'
import { fail } from '../../../domain/problem.ts'

const HEADER = 'Content-MD5'

/**
 * The body, which fails at its end when it is not the one that the header was computed of (RFC 1864): 16 bytes in base64.
 * @throws DomainError invalid-parameter for a header that is no digest; so does reading the body, for another body
 */
export const withDigest = (body: Readable, header: string | undefined): Readable => {
  if (header === undefined) return body
  const wanted = header.trim()
  if (!/^[A-Za-z0-9+/]{21}[AQgw]==$/.test(wanted))
    throw fail('invalid-parameter', `${HEADER} is not the base64 of 16 bytes.`, { path: HEADER })
  const hash = createHash('md5')
  const check = new Transform({
    transform: (chunk, _encoding, done) => {
      hash.update(chunk)
      done(null, chunk)
    },
    flush: (done) =>
      done(
        hash.digest('base64') === wanted
          ? null
          : fail('invalid-parameter', `The body is not the one that ${HEADER} was computed of.`, {
              path: HEADER,
            }),
      ),
  })
  // What breaks the body breaks what is read here; there is nothing more to do about it.
  return pipeline(body, check, () => {})
}
