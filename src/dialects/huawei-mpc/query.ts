import { fail } from '../../domain/problem.ts'
import type { Pair } from '../../wire/codecs/form.ts'

/**
 * Decodes `a=1&a=2`, in the order sent: a list is a name given several times.
 * @throws DomainError malformed-request for broken percent-encoding
 */
export const readQuery = (query: string): readonly Pair[] =>
  query
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const at = part.indexOf('=')
      return at < 0
        ? { key: decode(part), value: '' }
        : { key: decode(part.slice(0, at)), value: decode(part.slice(at + 1)) }
    })

/** Percent-decodes. @throws DomainError malformed-request */
export const decode = (text: string): string => {
  try {
    return decodeURIComponent(text.replaceAll('+', '%20'))
  } catch (cause) {
    throw fail('malformed-request', 'The URL has broken percent-encoding.', { cause })
  }
}

/** RFC 3986: everything but letters, digits and `-._~`. */
export const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
