import { fail } from '../../domain/problem.ts'

/** Deeper nesting serves no request and overflows recursive readers. */
const MAX_DEPTH = 64
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype'])

/** Only such a text can hold a forbidden key, in plain or escaped letters; looking at each key of every body costs. */
const SUSPECT = /__proto__|constructor|prototype|\\u/

const decoder = new TextDecoder('utf-8', { fatal: true })

/**
 * Reads a JSON body. Nesting is bounded before parsing; keys that reach an object's prototype are refused.
 * An empty body is an empty object.
 * @throws DomainError malformed-request
 */
export const readJson = (body: Uint8Array): unknown => {
  if (body.length === 0) return {}
  const text = decode(body)
  checkDepth(text)
  try {
    return SUSPECT.test(text) ? JSON.parse(text, refuseForbidden) : JSON.parse(text)
  } catch (cause) {
    const reason = cause instanceof SyntaxError ? cause.message : 'a key is not allowed'
    throw fail('malformed-request', `The body is not valid JSON: ${reason}.`, { cause })
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

const refuseForbidden = (key: string, value: unknown): unknown => {
  if (FORBIDDEN_KEYS.has(key)) throw new Error(`key ${key}`)
  return value
}

const checkDepth = (text: string): void => {
  let depth = 0
  let inString = false
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (inString) {
      if (c === 0x5c) i++
      else if (c === 0x22) inString = false
    } else if (c === 0x22) inString = true
    else if (c === 0x7b || c === 0x5b) {
      if (++depth > MAX_DEPTH)
        throw fail('malformed-request', `The body nests deeper than ${MAX_DEPTH} levels.`)
    } else if (c === 0x7d || c === 0x5d) depth--
  }
}
