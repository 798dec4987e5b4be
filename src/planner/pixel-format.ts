import type { Chroma, VideoSpec } from '../domain/output-spec.ts'
import type { ProfileRule } from './encoders/encoder.ts'
import { ENCODERS } from './encoders/index.ts'
import type { PixelFormat } from './tracks.ts'

/** The samples a wish asks for, by name or by its profile: 8 bits and 4:2:0 when it says nothing. */
export const pixelsOf = (
  spec: Pick<VideoSpec, 'codec' | 'profile' | 'bitDepth' | 'chroma'>,
): { readonly chroma: Chroma; readonly depth: 8 | 10; readonly format: PixelFormat } => {
  const profile = profileRule(spec)
  const chroma = spec.chroma ?? profile?.chromas.at(-1) ?? '4:2:0'
  const depth = spec.bitDepth ?? profile?.depths.at(-1) ?? 8
  const planes = { '4:2:0': '420', '4:2:2': '422', '4:4:4': '444' } as const
  return { chroma, depth, format: `yuv${planes[chroma]}p${depth === 10 ? '10le' : ''}` }
}

export const profileRule = ({
  codec,
  profile,
}: Pick<VideoSpec, 'codec' | 'profile'>): ProfileRule | undefined =>
  ENCODERS[codec].profiles.find(({ name }) => name === profile)

/** ffprobe's names of the profiles that meet the wish: its own, and where they nest those that every such decoder plays too. */
export const fittingProfiles = ({
  codec,
  profile,
}: Pick<VideoSpec, 'codec' | 'profile'>): readonly string[] | undefined => {
  const { profiles, nested } = ENCODERS[codec]
  const at = profiles.findIndex(({ name }) => name === profile)
  if (at < 0) return undefined
  return profiles.slice(nested ? 0 : at, at + 1).flatMap(({ probed }) => probed)
}
