import { type Font, lacking } from '../../domain/font.ts'
import type { TextOverlay } from '../../domain/overlay-spec.ts'
import type { Capabilities } from '../../domain/plan.ts'
import type { Problem } from '../../domain/problem.ts'
import type { Warning } from '../../domain/warning.ts'
import { refuse } from '../draft.ts'
import { findFont, nameCharacters, noFont, USUAL_FONT, unknownFont } from './fonts-at-hand.ts'

const EAST_ASIAN = /\p{sc=Han}|\p{sc=Hira}|\p{sc=Kana}|\p{sc=Hang}/u

/** A text as it is drawn: lines end alike, and letters with marks are one character where there is one. */
export const asDrawn = (text: string): string => text.replace(/\r\n?/g, '\n').normalize('NFC')

/** The font that a text is drawn in: it has every character of it. */
export const chooseFont = (
  { text: said, font: name, replaceable }: Pick<TextOverlay, 'text' | 'font' | 'replaceable'>,
  { fonts = [] }: Pick<Capabilities, 'fonts'>,
): { readonly font: Font; readonly warning?: Warning } | { readonly problem: Problem } => {
  const text = asDrawn(said)
  if (fonts.length === 0) return noFont('Text', name ?? USUAL_FONT)
  const named = name === undefined ? undefined : findFont(fonts, withoutExtension(name))
  const lacks = named && lacking(named, text)
  if (named && lacks?.length === 0) return { font: named }
  if (name !== undefined && !replaceable) return unfit(name, lacks, fonts)
  const usual = findFont(fonts, USUAL_FONT)
  const plainFirst = fonts.toSorted((a, b) => a.fancy - b.fancy)
  const other = [...(usual ? [usual] : []), ...plainFirst].find((font) => lacking(font, text).length === 0)
  if (other) return { font: other, ...(name !== undefined && replaced(name, lacks, other)) }
  const best = usual ?? fonts[0]
  const missing = best ? lacking(best, text) : []
  const hint = missing.some((char) => EAST_ASIAN.test(char)) ? ', such as the package fonts-wqy-zenhei' : ''
  return refuse(
    'encoder-missing',
    `No font here has all characters of the text; ${best?.family} lacks ${nameCharacters(missing)}. Install a font that has them${hint}.`,
    { detail: { font: best?.family ?? USUAL_FONT } },
  )
}

/** Some name a font by its file: `DejaVuSans-Bold.ttf`. */
const withoutExtension = (name: string): string => name.replace(/\.[to]t[fc]$/i, '')

const unfit = (name: string, lacks: readonly string[] | undefined, fonts: readonly Font[]) =>
  lacks
    ? refuse('unsupported-parameter', `The font ${JSON.stringify(name)} lacks ${nameCharacters(lacks)}.`, {
        detail: { font: name },
      })
    : unknownFont(name, fonts)

const replaced = (name: string, lacks: readonly string[] | undefined, other: Font) => ({
  warning: {
    code: 'font-replaced' as const,
    message: `Text is drawn in ${other.family}: ${
      lacks
        ? `the font ${JSON.stringify(name)} lacks ${nameCharacters(lacks)}`
        : `there is no font ${JSON.stringify(name)} here`
    }.`,
    detail: { asked: name, used: other.family },
  },
})
