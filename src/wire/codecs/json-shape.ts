/** Deeper nesting serves no request and overflows recursive readers. */
const MAX_DEPTH = 64
/** Values of a whole text. Each costs a schema far more than the parser: a million wrong ones would hold the server up. */
const MAX_VALUES = 20_000
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype'])

const QUOTE = 0x22
const BACKSLASH = 0x5c
const COLON = 0x3a
const COMMA = 0x2c

/**
 * What is wrong with a JSON text that a parser would let pass: depth and length without bound, keys that reach an object's
 * prototype, and keys given twice, of which signer, log and handler could each take another. Undefined when nothing is.
 * Looks at each character once and builds nothing; whether the text is JSON at all is the parser's to say.
 */
export const shapeFault = (text: string): string | undefined => {
  /** Keys seen in each open object or list; a list never gets one. */
  const open: (Set<string> | undefined)[] = []
  let commas = 0
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (c === QUOTE) {
      const end = endOfString(text, i)
      if (text.charCodeAt(afterSpace(text, end + 1)) === COLON && open.length > 0) {
        const key = keyOf(text.slice(i + 1, end))
        if (FORBIDDEN_KEYS.has(key)) return `the key ${JSON.stringify(key)} is not allowed`
        const level = open.length - 1
        const keys = open[level]
        if (keys?.has(key)) return `the key ${JSON.stringify(key.slice(0, 100))} is given twice`
        if (keys) keys.add(key)
        else open[level] = new Set([key])
      }
      i = end
    } else if (c === 0x7b || c === 0x5b) {
      if (open.push(undefined) > MAX_DEPTH) return `it nests deeper than ${MAX_DEPTH} levels`
    } else if (c === 0x7d || c === 0x5d) open.pop()
    else if (c === COMMA && ++commas >= MAX_VALUES) return `it holds more than ${MAX_VALUES} values`
  }
  return undefined
}

/** Position of the closing quote of the string that opens at `start`; the text's length when there is none. */
const endOfString = (text: string, start: number): number => {
  for (let i = start + 1; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (c === BACKSLASH) i++
    else if (c === QUOTE) return i
  }
  return text.length
}

const afterSpace = (text: string, start: number): number => {
  let i = start
  while (i < text.length && ' \t\n\r'.includes(text.charAt(i))) i++
  return i
}

/** The same key may be written with and without escapes. */
const keyOf = (written: string): string => {
  if (!written.includes('\\')) return written
  try {
    return JSON.parse(`"${written}"`) as string
  } catch {
    return written
  }
}
