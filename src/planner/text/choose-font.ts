import { type Font, lacking } from '../../domain/font.ts'
import type { TextOverlay } from '../../domain/overlay-spec.ts'
import type { Capabilities } from '../../domain/plan.ts'
import type { Problem } from '../../domain/problem.ts'
import type { Warning } from '../../domain/warning.ts'
import { refuse } from '../draft.ts'

/** Where nobody names a font. It has Latin, Greek, Cyrillic, Arabic, Hebrew and many signs. */
const USUAL = 'DejaVu Sans'
const EAST_ASIAN = /\p{sc=Han}|\p{sc=Hira}|\p{sc=Kana}|\p{sc=Hang}/u
/** So many characters are named in a message. */
const NAMED = 10

/** A text as it is drawn: lines end alike, and letters with marks are one character where there is one. */
export const asDrawn = (text: string): string => text.replace(/\r\n?/g, '\n').normalize('NFC')

/** The font that a text is drawn in: it has every character of it. */
export const chooseFont = (
  { text: said, font: name, replaceable }: Pick<TextOverlay, 'text' | 'font' | 'replaceable'>,
  { fonts = [] }: Pick<Capabilities, 'fonts'>,
): { readonly font: Font; readonly warning?: Warning } | { readonly problem: Problem } => {
  const text = asDrawn(said)
  if (fonts.length === 0)
    return refuse(
      'encoder-missing',
      'Text cannot be drawn: there is no font in /usr/share/fonts. Install one, such as the package fonts-dejavu-core, and start the server again.',
      { detail: { font: name ?? USUAL } },
    )
  const named = name === undefined ? undefined : findFont(fonts, name)
  const lacks = named && lacking(named, text)
  if (named && lacks?.length === 0) return { font: named }
  if (name !== undefined && !replaceable) return unfit(name, lacks, fonts)
  const usual = findFont(fonts, USUAL)
  const plainFirst = fonts.toSorted((a, b) => a.fancy - b.fancy)
  const other = [...(usual ? [usual] : []), ...plainFirst].find((font) => lacking(font, text).length === 0)
  if (other) return { font: other, ...(name !== undefined && replaced(name, lacks, other)) }
  const best = usual ?? fonts[0]
  const missing = best ? lacking(best, text) : []
  const hint = missing.some((char) => EAST_ASIAN.test(char)) ? ', such as the package fonts-wqy-zenhei,' : ''
  return refuse(
    'encoder-missing',
    `No font here has all characters of the text; ${best?.family} lacks ${list(missing)}. Install a font that has them${hint} and start the server again.`,
    { detail: { font: best?.family ?? USUAL } },
  )
}

/** The plainest of those that are called so, however it is spelt: `DejaVu Sans Bold`, `dejavusans-bold`, `DejaVuSans-Bold.ttf`. */
const findFont = (fonts: readonly Font[], name: string): Font | undefined => {
  const wanted = spelling(name)
  const [plainest] = fonts
    .filter(({ names }) => names.some((known) => spelling(known) === wanted))
    .sort((a, b) => a.fancy - b.fancy)
  return plainest
}

const spelling = (name: string): string =>
  name
    .replace(/\.[to]t[fc]$/i, '')
    .replace(/[\s_-]/g, '')
    .toLowerCase()

const unfit = (name: string, lacks: readonly string[] | undefined, fonts: readonly Font[]) =>
  lacks
    ? refuse('unsupported-parameter', `The font ${JSON.stringify(name)} lacks ${list(lacks)}.`, {
        detail: { font: name },
      })
    : refuse(
        'encoder-missing',
        `There is no font ${JSON.stringify(name)} here; there are ${[...new Set(fonts.map(({ family }) => family))].join(', ')}.`,
        { detail: { font: name } },
      )

const replaced = (name: string, lacks: readonly string[] | undefined, other: Font) => ({
  warning: {
    code: 'font-replaced' as const,
    message: `Text is drawn in ${other.family}: ${
      lacks
        ? `the font ${JSON.stringify(name)} lacks ${list(lacks)}`
        : `there is no font ${JSON.stringify(name)} here`
    }.`,
    detail: { asked: name, used: other.family },
  },
})

/** `中 (U+4E2D), …` */
const list = (characters: readonly string[]): string => {
  const named = characters.slice(0, NAMED).map((char) => {
    const code = `U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
    return /^[\p{L}\p{N}\p{S}\p{P}]$/u.test(char) ? `${char} (${code})` : code
  })
  const more = characters.length - named.length
  return `${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}
