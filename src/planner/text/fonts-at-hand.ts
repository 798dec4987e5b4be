import type { Font } from '../../domain/font.ts'
import { refuse } from '../draft.ts'

/** Where nobody names a font. It has Latin, Greek, Cyrillic, Arabic, Hebrew and many signs. */
export const USUAL_FONT = 'DejaVu Sans'
/** So many characters are named in a message. */
const NAMED = 10

/** The plainest of those that are called so, however it is spelt: `DejaVu Sans Bold`, `dejavusans-bold`. */
export const findFont = (fonts: readonly Font[], name: string): Font | undefined => {
  const wanted = spelling(name)
  const [plainest] = fonts
    .filter(({ names }) => names.some((known) => spelling(known) === wanted))
    .sort((a, b) => a.fancy - b.fancy)
  return plainest
}

const spelling = (name: string): string => name.replace(/[\s_-]/g, '').toLowerCase()

/** `what` is to be drawn: `Text` or `Subtitles`; `font` was to be used. */
export const noFont = (what: string, font: string) =>
  refuse(
    'encoder-missing',
    `${what} cannot be drawn: there is no font in /usr/share/fonts. Install one, such as the package fonts-dejavu-core.`,
    { detail: { font } },
  )

export const unknownFont = (name: string, fonts: readonly Font[]) =>
  refuse(
    'encoder-missing',
    `There is no font ${JSON.stringify(name)} here; there are ${[...new Set(fonts.map(({ family }) => family))].join(', ') || 'none'}.`,
    { detail: { font: name } },
  )

/** Characters by their names, the first ones of many: `中 (U+4E2D), U+200B and 3 more`. */
export const nameCharacters = (characters: readonly string[]): string => {
  const named = characters.slice(0, NAMED).map((char) => {
    const code = `U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
    return /^[\p{L}\p{N}\p{S}\p{P}]$/u.test(char) ? `${char} (${code})` : code
  })
  const more = characters.length - named.length
  return `${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}
