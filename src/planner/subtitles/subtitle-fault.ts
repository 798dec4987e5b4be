import type { Capabilities } from '../../domain/plan.ts'
import { type Problem, problem } from '../../domain/problem.ts'
import type { SubtitleWishes } from '../../domain/subtitle-spec.ts'
import { lacks } from '../capabilities.ts'
import { lookOf } from './look.ts'

const DRAWING = [
  ...['split', 'crop', 'format', 'lutrgb', 'pad', 'setsar', 'settb', 'setpts', 'ass', 'unpremultiply'],
  ...['scale', 'overlay'],
]

/** Why subtitles cannot be part of a picture here, on no source at all. */
export const burnFault = ({ burn }: SubtitleWishes, has: Capabilities): Problem | undefined => {
  if (!burn) return undefined
  const lack = lacks({ filters: DRAWING }, has)
  if (lack) return lack
  const look = lookOf(burn.style ?? {}, { width: 16, height: 16 }, { fonts: has.fonts ?? [] })
  return 'problem' in look ? look.problem : undefined
}

/** Why they cannot be tracks of a file, whatever they are. */
export const carryFault = (
  { subtitles, subtitleFiles = [] }: SubtitleWishes,
  { subtitles: known }: { readonly subtitles?: { readonly text: readonly string[] } },
  place: string,
): Problem | undefined => {
  if (!subtitles && subtitleFiles.length === 0) return undefined
  if (!known) return problem('unsupported-parameter', `Subtitles cannot be put into ${place}.`)
  return subtitleFiles.length > 0 && known.text.length === 0
    ? problem('unsupported-parameter', `Subtitles that are text cannot be put into ${place}.`)
    : undefined
}
