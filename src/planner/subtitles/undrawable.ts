import { type Font, lacking } from '../../domain/font.ts'
import { type Problem, problem } from '../../domain/problem.ts'
import type { SubtitleDocument } from '../../domain/subtitle-document.ts'
import { plainCues, textOf } from './plain-cues.ts'

/** So many characters are named in a message. */
const NAMED = 10

/** Why a text cannot be drawn with the fonts at hand: a character that none of them has would be an empty box. */
export const undrawable = (document: SubtitleDocument, fonts: readonly Font[]): Problem | undefined => {
  if (fonts.length === 0)
    return problem(
      'encoder-missing',
      'Subtitles cannot be drawn: there is no font in /usr/share/fonts. Install one, such as the package fonts-dejavu-core, and start the server again.',
      { detail: { font: 'any' } },
    )
  const used = new Set(plainCues(document).cues.flatMap((cue) => [...textOf(cue)]))
  const letters = [...used].filter((char) => /[\p{L}\p{N}\p{P}\p{S}]/u.test(char)).join('')
  const left = fonts.reduce((rest, font) => (rest === '' ? '' : lacking(font, rest).join('')), letters)
  if (left === '') return undefined
  const missing = [...left]
  const named = missing
    .slice(0, NAMED)
    .map((char) => `${char} (U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')})`)
  const more = missing.length - named.length
  return problem(
    'encoder-missing',
    `No font here has ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}, which the subtitles are written in. Install one that does and start the server again.`,
    { detail: { characters: missing.length } },
  )
}
