import type { TextOverlay } from '../../domain/overlay-spec.ts'
import type { Capabilities } from '../../domain/plan.ts'
import { type Problem, problem } from '../../domain/problem.ts'
import { lacks } from '../capabilities.ts'
import { chooseFont } from './choose-font.ts'

/** Letters of these change their order or melt together: drawn one after the other they cannot be read. */
const SHAPED =
  /[\p{sc=Deva}\p{sc=Beng}\p{sc=Guru}\p{sc=Gujr}\p{sc=Orya}\p{sc=Taml}\p{sc=Telu}\p{sc=Knda}\p{sc=Mlym}\p{sc=Sinh}\p{sc=Khmr}\p{sc=Mymr}\p{sc=Tibt}]/u

const FILTERS = ['drawtext', 'color', 'format', 'unpremultiply', 'colorchannelmixer', 'scale', 'overlay']

/** Why a text cannot be drawn here, on no picture at all. */
export const textFault = (wish: TextOverlay, has: Capabilities): Problem | undefined => {
  const lack = lacks({ filters: FILTERS }, has)
  if (lack) return lack
  const letter = has.shapesText ? undefined : SHAPED.exec(wish.text)?.[0]
  if (letter !== undefined)
    return problem(
      'encoder-missing',
      `FFmpeg ${has.version} here draws letters one by one, and text with ${letter} has to be shaped; one of version 6.1 or newer with libharfbuzz does.`,
      { detail: { library: 'libharfbuzz' } },
    )
  const chosen = chooseFont(wish, has)
  return 'problem' in chosen ? chosen.problem : undefined
}
