import { type DomainError, fail } from './problem.ts'

/** Names that begin like this are files on their way in; no object is called so. */
export const STAGED_PREFIX = '.pentode-tmp-'

const MAX_KEY_BYTES = 1024
/** What file systems take as one name. */
const MAX_SEGMENT_BYTES = 255
const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/

/** Rules shared by the clouds: 3 to 63 of `a-z 0-9 . -`, a letter or digit at both ends, no `..`. */
export const isBucketName = (text: string): boolean => BUCKET.test(text) && !text.includes('..')

/** The name itself. @throws DomainError invalid-parameter */
export const parseBucketName = (text: string): string => {
  if (isBucketName(text)) return text
  throw fail(
    'invalid-parameter',
    `${shown(text)} is not a bucket name: 3 to 63 of a-z, 0-9, "." and "-", a letter or digit at both ends, no "..".`,
  )
}

/**
 * The key's segments, exactly as they were written: a key that is not clean is refused, never cleaned, so that two keys
 * never mean one object and none leads out of its bucket.
 * @throws DomainError invalid-object-key
 */
export const parseObjectKey = (text: string): readonly string[] => {
  const whole = wholeFault(text)
  if (whole !== undefined) throw refuse(text, whole)
  const segments = text.split('/')
  for (const segment of segments) {
    const fault = segmentFault(segment)
    if (fault !== undefined) throw refuse(text, fault)
  }
  return segments
}

/** Why this cannot be one segment of a key; undefined when it can. */
export const segmentFault = (segment: string): string | undefined => {
  if (segment === '') return 'a segment is empty'
  if (segment === '.' || segment === '..') return `a segment is "${segment}"`
  if (segment.startsWith(STAGED_PREFIX)) return `names that begin with "${STAGED_PREFIX}" are reserved`
  if (Buffer.byteLength(segment) > MAX_SEGMENT_BYTES)
    return `a segment is longer than ${MAX_SEGMENT_BYTES} bytes`
  return characterFault(segment)
}

const wholeFault = (text: string): string | undefined => {
  if (text === '') return 'it is empty'
  if (Buffer.byteLength(text) > MAX_KEY_BYTES) return `it is longer than ${MAX_KEY_BYTES} bytes`
  if (text.startsWith('/')) return 'it begins with "/"'
  if (text.endsWith('/')) return 'it ends with "/"'
  return characterFault(text)
}

const characterFault = (text: string): string | undefined => {
  if (CONTROL.test(text)) return 'it has a control character'
  if (text.includes('\\')) return 'it has a backslash'
  if (!text.isWellFormed()) return 'it is not well-formed Unicode'
  return undefined
}

const refuse = (text: string, why: string): DomainError =>
  fail('invalid-object-key', `${shown(text)} cannot be an object key: ${why}.`)

const shown = (text: string): string =>
  JSON.stringify(text.length > 100 ? `${text.slice(0, 100).toWellFormed()}…` : text)
