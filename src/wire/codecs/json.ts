import { fail } from '../../domain/problem.ts'
import { shapeFault } from './json-shape.ts'

const decoder = new TextDecoder('utf-8', { fatal: true })

/**
 * Reads a JSON body. Nesting is bounded before parsing; keys given twice or reaching an object's prototype are refused.
 * An empty body is an empty object.
 * @throws DomainError malformed-request
 */
export const readJson = (body: Uint8Array): unknown => {
  if (body.length === 0) return {}
  const text = decode(body)
  const fault = shapeFault(text)
  if (fault !== undefined) throw fail('malformed-request', `The body cannot be taken: ${fault}.`)
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw fail('malformed-request', `The body is not valid JSON: ${(cause as SyntaxError).message}.`, {
      cause,
    })
  }
}

/** @throws DomainError malformed-request for bytes that are not UTF-8 */
export const decode = (body: Uint8Array): string => {
  try {
    return decoder.decode(body)
  } catch (cause) {
    throw fail('malformed-request', 'The body is not valid UTF-8.', { cause })
  }
}
