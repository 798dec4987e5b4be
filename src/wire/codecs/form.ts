import { fail } from '../../domain/problem.ts'

export interface Pair {
  readonly key: string
  readonly value: string
}

/**
 * Decodes `a=1&b=2`, in the order sent; `+` is a space. Duplicate names are refused: signer and handler could take
 * different ones.
 * @throws DomainError malformed-request for broken percent-encoding, invalid UTF-8 or a name given twice
 */
export const readPairs = (text: string): readonly Pair[] => {
  const seen = new Set<string>()
  return text
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const at = part.indexOf('=')
      const key = decodePart(at < 0 ? part : part.slice(0, at))
      if (seen.has(key))
        throw fail('malformed-request', `The parameter ${JSON.stringify(key)} is given twice.`)
      seen.add(key)
      return { key, value: decodePart(at < 0 ? '' : part.slice(at + 1)) }
    })
}

const decodePart = (text: string): string => {
  try {
    return decodeURIComponent(text.replaceAll('+', '%20'))
  } catch (cause) {
    throw fail('malformed-request', 'A parameter has broken percent-encoding.', { cause })
  }
}

const MAX_PARTS = 32
const MAX_INDEX = 1000
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype'])

type Tree = { [key: string]: Tree | string }

/**
 * Rebuilds nested values from dotted names: `A.0.B=x` becomes `{A: [{B: 'x'}]}`. Where every name at one level is a
 * number the level is a list, in numeric order, gaps closed: clients count from 0 or 1, and some leave holes.
 * @throws DomainError malformed-request for prototype names, indexes above 1000, or a name that is value and parent at once
 */
export const nest = (pairs: readonly Pair[]): unknown => {
  const root: Tree = Object.create(null) as Tree
  for (const { key, value } of pairs) {
    const parts = key.split('.')
    if (parts.length > MAX_PARTS) throw fail('malformed-request', 'A parameter name has too many parts.')
    let node = root
    for (const [i, part] of parts.entries()) {
      if (FORBIDDEN.has(part))
        throw fail('malformed-request', `The parameter name ${JSON.stringify(key)} is not allowed.`)
      if (/^\d+$/.test(part) && Number(part) > MAX_INDEX)
        throw fail('malformed-request', `The list index in ${JSON.stringify(key)} is above ${MAX_INDEX}.`)
      const last = i === parts.length - 1
      const there = node[part]
      if (last) {
        if (there !== undefined) throw clash(key)
        node[part] = value
      } else if (typeof there === 'string') throw clash(key)
      else {
        const next = there ?? (Object.create(null) as Tree)
        node[part] = next
        node = next
      }
    }
  }
  return shape(root)
}

const clash = (key: string) =>
  fail('malformed-request', `The parameter ${JSON.stringify(key)} clashes with another one.`)

const shape = (node: Tree | string): unknown => {
  if (typeof node === 'string') return node
  const keys = Object.keys(node)
  if (keys.length > 0 && keys.every((key) => /^\d+$/.test(key)))
    return keys.sort((a, b) => Number(a) - Number(b)).map((key) => shape(node[key] ?? ''))
  return Object.fromEntries(keys.map((key) => [key, shape(node[key] ?? '')]))
}
