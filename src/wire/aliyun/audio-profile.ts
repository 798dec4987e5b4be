import type { AudioCodec, AudioSpec } from '../../domain/output-spec.ts'
import { fail } from '../../domain/problem.ts'

const PROFILES = { aac_low: 'lc', aac_he: 'he', aac_he_v2: 'he-v2' } as const

/** The vendor's profiles are those of AAC. @param at dotted path of the sound @throws DomainError invalid-parameter */
export const audioProfile = (
  asked: keyof typeof PROFILES | undefined,
  codec: AudioCodec,
  at: string,
): Pick<AudioSpec, 'profile'> => {
  if (asked === undefined) return {}
  if (codec === 'aac') return { profile: PROFILES[asked] }
  throw fail('invalid-parameter', `The profile ${asked} is one of AAC.`, { path: `${at}.Profile` })
}
