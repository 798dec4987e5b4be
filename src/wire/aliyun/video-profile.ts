import type { VideoCodec, VideoSpec } from '../../domain/output-spec.ts'
import { fail } from '../../domain/problem.ts'

/** The vendor's profiles are those of H.264. @param at dotted path of the picture @throws DomainError invalid-parameter */
export const videoProfile = (
  asked: 'baseline' | 'main' | 'high' | undefined,
  codec: VideoCodec,
  at: string,
): Pick<VideoSpec, 'profile'> => {
  if (asked === undefined) return {}
  if (codec === 'hevc' && asked !== 'main')
    throw fail('invalid-parameter', `The profile ${asked} is one of H.264; H.265 has main.`, {
      path: `${at}.Profile`,
    })
  return { profile: asked }
}
