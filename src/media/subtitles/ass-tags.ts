import { printable } from './bounds.ts'

/** The largest figures that tags may say, by what they are for; the drawing of larger ones takes what time it wants. */
export interface TagLimits {
  /** Heights of text and lengths, in the document's own resolution. */
  readonly size: number
}

/** Longer names before those that they begin with. */
const NAMES =
  /^(?:i?clip|[1-4]?c|[1-4]a|alpha|an|a|[xy]?bord|[xy]?shad|be|blur|b|i|u|fade|fad|fn|fscx|fscy|fsp|fs|fr[xyz]?|fa[xy]|K|kf|ko|k|move|org|pos|pbo|p|q|r|s|t)/
const NUMBER = /^[-+]?\d{1,5}(?:\.\d{1,4})?$/
const COLOR = /^&?H?[0-9A-Fa-f]{1,8}&?$/

/**
 * A line of ASS with those of its tags that are known and within bounds. Drawings go, with the paths they are made of.
 * Braces that open no tags are comments there, and go too.
 */
export const safeAssText = (text: string, limits: TagLimits): string => {
  let drawing = false
  let out = ''
  for (const [whole, block] of text.matchAll(/\{([^{}]*)\}|[^{}]+/g)) {
    if (block === undefined) {
      if (!drawing) out += printable(whole).replaceAll('\n', '')
      continue
    }
    const tags = tagsOf(block)
    for (const { name, value } of tags) if (name === 'p') drawing = Number(value) > 0
    const kept = tags.map((tag) => safeTag(tag, limits)).join('')
    if (kept !== '') out += `{${kept}}`
  }
  return out
}

interface Tag {
  readonly name: string
  readonly value: string
}

const tagsOf = (block: string): readonly Tag[] =>
  // A value ends at the next tag, except within brackets.
  [...block.matchAll(/\\([^\\()]*(?:\([^()]*(?:\([^()]*\)[^()]*)*\)?)?)/g)].flatMap(([, said = '']) => {
    const name = NAMES.exec(said.trim())?.[0]
    return name === undefined ? [] : [{ name, value: said.trim().slice(name.length).trim() }]
  })

const safeTag = ({ name, value }: Tag, limits: TagLimits): string => {
  const limit = limitOf(name, limits)
  switch (name) {
    case 'p':
    case 'pbo':
      return ''
    case 't':
      return animation(value, limits)
    case 'fn':
    case 'r':
      return /^[\p{L}\p{N} _@.-]{0,64}$/u.test(value) ? `\\${name}${value}` : ''
    case 'pos':
    case 'org':
      return listed(name, value, [2])
    case 'move':
      return listed(name, value, [4, 6])
    case 'fad':
    case 'fade':
      return listed(name, value, [2, 7])
    case 'clip':
    case 'iclip':
      return listed(name, value, [4])
    default:
      if (/^(?:[1-4]?c|[1-4]a|alpha)$/.test(name))
        return value === '' || COLOR.test(value) ? `\\${name}${value}` : ''
      if (value === '') return `\\${name}`
      if (!NUMBER.test(value)) return ''
      return `\\${name}${Math.abs(Number(value)) > limit ? limit : value}`
  }
}

const limitOf = (name: string, { size }: TagLimits): number => {
  if (name === 'fs') return size
  if (/^[xy]?(?:bord|shad)$/.test(name)) return size / 8
  if (/^fsc/.test(name)) return 400
  if (/^(?:be|blur)$/.test(name)) return 10
  if (name === 'fsp') return size
  if (/^fa[xy]$/.test(name)) return 4
  return 99_999
}

const listed = (name: string, value: string, counts: readonly number[]): string => {
  const numbers =
    /^\(([^()]*)\)?$/
      .exec(value)?.[1]
      ?.split(',')
      .map((each) => each.trim()) ?? []
  return counts.includes(numbers.length) && numbers.every((each) => NUMBER.test(each))
    ? `\\${name}(${numbers.join(',')})`
    : ''
}

/** `\t(times, tags)`: what changes over time, one level deep. */
const animation = (value: string, limits: TagLimits): string => {
  const [, times = '', tags = ''] = /^\(([^\\]*)(\\.*?)\)?$/.exec(value) ?? []
  const numbers = times
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '')
  if (numbers.length > 3 || !numbers.every((each) => NUMBER.test(each))) return ''
  const kept = tagsOf(tags)
    .filter(({ name }) => name !== 't')
    .map((tag) => safeTag(tag, limits))
    .join('')
  return kept === '' ? '' : `\\t(${numbers.map((each) => `${each},`).join('')}${kept})`
}
