import { type Font, lacking } from '../../domain/font.ts'
import { type Problem, problem } from '../../domain/problem.ts'
import type { SubtitleDocument } from '../../domain/subtitle-document.ts'
import { nameCharacters, noFont } from '../text/fonts-at-hand.ts'
import { plainCues, textOf } from './plain-cues.ts'

/** Why a text cannot be drawn with the fonts at hand: a character that none of them has would be an empty box. */
export const undrawable = (document: SubtitleDocument, fonts: readonly Font[]): Problem | undefined => {
  if (fonts.length === 0) return noFont('Subtitles', 'any').problem
  const used = new Set(plainCues(document).cues.flatMap((cue) => [...textOf(cue)]))
  const letters = [...used].filter((char) => /[\p{L}\p{N}\p{P}\p{S}]/u.test(char)).join('')
  const left = fonts.reduce((rest, font) => (rest === '' ? '' : lacking(font, rest).join('')), letters)
  if (left === '') return undefined
  const missing = [...left]
  return problem(
    'encoder-missing',
    `No font here has ${nameCharacters(missing)}, which the subtitles are written in. Install one that does.`,
    { detail: { characters: missing.length } },
  )
}
