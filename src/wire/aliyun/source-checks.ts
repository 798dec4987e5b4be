import type { AboveSource, AudioSpec, VideoSpec } from '../../domain/output-spec.ts'
import { fail } from '../../domain/problem.ts'
import { honoured } from '../fields.ts'
import { optionalBool } from './scalars.ts'

/** What the vendor's services say alike of wishes for more than the source has: to fail wins over to keep what it has. */
export const sourceChecks = {
  IsCheckReso: honoured(optionalBool()),
  IsCheckResoFail: honoured(optionalBool()),
  IsCheckVideoBitrate: honoured(optionalBool()),
  IsCheckVideoBitrateFail: honoured(optionalBool()),
  IsCheckAudioBitrate: honoured(optionalBool()),
  IsCheckAudioBitrateFail: honoured(optionalBool()),
}
type Checks = { readonly [name in keyof typeof sourceChecks]?: boolean | undefined }

const rule = (keep: boolean | undefined, refuse: boolean | undefined): AboveSource | undefined =>
  refuse ? 'refuse' : keep ? 'keep' : undefined

export const pictureChecks = (checks: Checks = {}): Pick<VideoSpec, 'ifAboveSource'> => {
  const bitrate = rule(checks.IsCheckVideoBitrate, checks.IsCheckVideoBitrateFail)
  if (bitrate === undefined && !checks.IsCheckResoFail) return {}
  return {
    ifAboveSource: {
      ...(checks.IsCheckResoFail ? { size: 'refuse' } : {}),
      ...(bitrate === undefined ? {} : { bitrate }),
    },
  }
}

/** An animation has no bitrate; its size is kept or made, but not refused. @throws DomainError unsupported-parameter */
export const animationChecks = ({ IsCheckResoFail }: Checks = {}, at: string): void => {
  if (IsCheckResoFail)
    throw fail('unsupported-parameter', 'Animations are not refused for their size here.', {
      path: `${at}.IsCheckResoFail`,
    })
}

export const soundChecks = (checks: Checks = {}): Pick<AudioSpec, 'ifAboveSource'> => {
  const bitrate = rule(checks.IsCheckAudioBitrate, checks.IsCheckAudioBitrateFail)
  return bitrate === undefined ? {} : { ifAboveSource: { bitrate } }
}
