import type { PlannedPart } from '../domain/plan.ts'
import type { Warning } from '../domain/warning.ts'
import type { VerifiedPart } from '../media/verified.ts'

/** An average over a short clip, of any encoder, is off by so much: more is told. */
const USUAL = 1.15

/** What is said of pictures that came out at more bits per second than asked. */
export const bitrateWarnings = (
  planned: readonly PlannedPart[],
  found: readonly VerifiedPart[],
): readonly Warning[] =>
  planned.flatMap((part, i): Warning[] => {
    const expect = 'expect' in part ? part.expect : undefined
    const asked = expect?.video?.bitrate
    const media = found[i]?.media
    // Not every container says it of each stream; of a file with nothing else it is the file's.
    const has = media?.video[0]?.bitrate ?? (media?.audio.length === 0 ? media.bitrate : undefined)
    if (asked === undefined || has === undefined || has <= asked * USUAL) return []
    const name = part.role === 'rendition' ? part.name : undefined
    const kbit = (bits: number) => Math.round(bits / 1000)
    return [
      {
        code: 'bitrate-missed',
        message: `The picture${name === undefined ? '' : ` of "${name}"`} has ${kbit(has)} kbit/s, where ${kbit(asked)} were asked: it is too hard, too small or too short for the encoder to come lower.`,
        detail: { asked, actual: has, ...(name !== undefined && { rendition: name }) },
      },
    ]
  })
