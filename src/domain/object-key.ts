import { fail } from './problem.ts'

const MAX_KEY_BYTES = 1024
const MAX_SEGMENT_BYTES = 255

/**
 * Refuses an object key that could mean two things or leave its bucket. Nothing is cleaned: a key is good as it is or an error.
 * Keys have no leading slash; segments are separated by `/`.
 * @throws DomainError invalid-object-key, naming the fault
 */
export const checkObjectKey = (key: string): void => {
  const why = keyFault(key)
  if (why)
    throw fail(
      'invalid-object-key',
      `The object key ${JSON.stringify(key.slice(0, 200))} is not allowed: ${why}.`,
    )
}

const keyFault = (key: string): string | undefined => {
  if (key === '') return 'it is empty'
  if (!key.isWellFormed()) return 'it is not valid Unicode'
  if (utf8Length(key) > MAX_KEY_BYTES) return `it is longer than ${MAX_KEY_BYTES} bytes`
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  if (/[\u0000-\u001f\u007f\\]/.test(key)) return 'it holds a control character or a backslash'
  for (const segment of key.split('/')) {
    if (segment === '') return 'it begins or ends with "/", or holds "//"'
    if (segment === '.' || segment === '..') return `it holds the folder name "${segment}"`
    if (utf8Length(segment) > MAX_SEGMENT_BYTES)
      return `one of its parts is longer than ${MAX_SEGMENT_BYTES} bytes`
  }
  return undefined
}

/** Names that every cloud here allows: 3 to 63 of `a-z 0-9 . -`, starting and ending with a letter or digit, no `..`. */
const BUCKET = /^[a-z0-9](?:[a-z0-9.-]{1,61})[a-z0-9]$/

/** @throws DomainError invalid-parameter */
export const checkBucketName = (name: string): void => {
  if (!BUCKET.test(name) || name.includes('..'))
    throw fail(
      'invalid-parameter',
      `${JSON.stringify(name.slice(0, 100))} is not a bucket name: 3 to 63 lower-case letters, digits, "." and "-", starting and ending with a letter or digit.`,
    )
}

const utf8Length = (text: string): number => new TextEncoder().encode(text).length
