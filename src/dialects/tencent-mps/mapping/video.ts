import type {
  FrameSize,
  RateControl,
  VideoCodec,
  VideoProfile,
  VideoSpec,
} from '../../../domain/output-spec.ts'
import { fail } from '../../../domain/problem.ts'
import { kbps, rational, seconds } from '../../../domain/units.ts'
import type { VideoTemplate } from '../schema/transcode-parameters.ts'

/** The service's codec names and the encoders' behind them, which it accepts too. */
const CODECS = {
  ...{ h264: 'h264', libx264: 'h264' },
  ...{ h265: 'hevc', libx265: 'hevc', hevc: 'hevc' },
  ...{ av1: 'av1', vp9: 'vp9', vp8: 'vp8', mpeg2: 'mpeg2video' },
} as const satisfies Record<string, VideoCodec>

/** Constant quality where the template names neither bitrate nor quality: "as the source" is no number before it was probed. */
const DEFAULT_QUALITY = {
  ...{ h264: 23, hevc: 26, av1: 35, vp9: 33, vp8: 20 },
} as const satisfies Record<Exclude<VideoCodec, 'mpeg2video'>, number>

/** In an override, the value that takes the template's quality back to automatic. */
const AUTOMATIC_VCRF = 100

/**
 * A video template as a spec. @throws DomainError missing-parameter, invalid-parameter, unsupported-parameter
 * @param at dotted path of the template in the request, for messages
 */
export const toVideoSpec = (template: VideoTemplate, at: string): VideoSpec => {
  const name = template.Codec
  if (name === undefined) throw fail('missing-parameter', `Missing: ${at}.Codec.`, { path: `${at}.Codec` })
  if (name === 'copy')
    return {
      codec: 'h264',
      rate: { mode: 'crf', crf: DEFAULT_QUALITY.h264 },
      size: { by: 'source' },
      copy: 'always',
    }
  const codec = CODECS[name]
  const rate = rateControl(template, codec, at)
  return {
    codec,
    rate,
    size: frameSize(template, at),
    ...frameRate(template, at),
    ...(template.Gop ? { gop: gop(template.Gop, template.GopUnit) } : {}),
    ...profile(template, codec, at),
    ...level(template, codec, at),
    ...(template.Bframes === undefined || template.Bframes < 0 ? {} : { bFrames: template.Bframes }),
    ...(template.NoScenecut === undefined ? {} : { sceneCut: template.NoScenecut === 1 }),
    copy: rate.mode === 'abr' ? 'if-fits' : 'never',
  }
}

const rateControl = (template: VideoTemplate, codec: VideoCodec, at: string): RateControl => {
  const { Mode: mode = 'VBR', Bitrate: kbit = 0 } = template
  const crf = template.Vcrf === AUTOMATIC_VCRF ? undefined : template.Vcrf
  if (crf !== undefined && crf > 51)
    throw fail('value-out-of-range', `Wrong value of the parameter "${at}.Vcrf": 0 to 51.`, {
      path: `${at}.Vcrf`,
    })
  if (codec === 'mpeg2video') return bitrateAlone(template, at)
  const quality = { mode: 'crf', crf: crf ?? DEFAULT_QUALITY[codec] } as const
  if (mode === 'VCRF' || mode === 'CRF') return quality
  if (kbit === 0) {
    if (mode === 'CBR')
      throw fail('invalid-parameter', `Mode CBR needs a Bitrate: set ${at}.Bitrate.`, {
        path: `${at}.Bitrate`,
      })
    return quality
  }
  const bitrate = kbps(kbit)
  if (mode === 'CBR') return { mode: 'cbr', bitrate }
  if (mode === 'VBR' && crf !== undefined) return { ...quality, maxBitrate: bitrate }
  return { mode: 'abr', bitrate }
}

/** MPEG-2 has no constant quality. */
const bitrateAlone = ({ Mode: mode, Bitrate: kbit = 0, Vcrf }: VideoTemplate, at: string): RateControl => {
  if (kbit === 0 || mode === 'VCRF' || mode === 'CRF' || (Vcrf !== undefined && Vcrf !== AUTOMATIC_VCRF))
    throw fail('invalid-parameter', `mpeg2 holds a bitrate, not a quality: set ${at}.Bitrate alone.`, {
      path: `${at}.Bitrate`,
    })
  return { mode: mode === 'CBR' ? 'cbr' : 'abr', bitrate: kbps(kbit) }
}

const FILLS = { stretch: 'stretch', black: 'pad-black', white: 'pad-white', gauss: 'pad-blur' } as const

/** What templates of all kinds say of a size. */
export type SizeWish = Pick<VideoTemplate, 'Width' | 'Height' | 'ResolutionAdaptive' | 'FillType'>

/** Sizes are targets: a smaller source is enlarged, as the service does. */
export const frameSize = (template: SizeWish, at: string): FrameSize => {
  const { Width: first = 0, Height: second = 0, ResolutionAdaptive: adaptive = 'open' } = template
  if (first === 0 && second === 0) return { by: 'source' }
  if (adaptive === 'open' && first > 0 && second > first)
    throw fail(
      'invalid-parameter',
      'With ResolutionAdaptive open, Width is the long side and must not be below Height.',
      {
        path: at === '' ? 'Width' : `${at}.Width`,
      },
    )
  return {
    by: adaptive === 'open' ? 'long-short' : 'sides',
    ...(first > 0 ? { first } : {}),
    ...(second > 0 ? { second } : {}),
    fill: FILLS[template.FillType ?? 'black'],
    upscale: true,
  }
}

const MAX_FPS = 120

const frameRate = (template: VideoTemplate, at: string): Pick<VideoSpec, 'frameRate'> => {
  const num = template.Fps ?? 0
  if (num === 0) return {}
  const den = template.FpsDenominator || 1
  if (num / den > MAX_FPS)
    throw fail(
      'value-out-of-range',
      `Wrong value of the parameter "${at}.Fps": at most ${MAX_FPS} frames a second.`,
      {
        path: `${at}.Fps`,
      },
    )
  return { frameRate: rational(num, den) }
}

const gop = (length: number, unit: VideoTemplate['GopUnit']): NonNullable<VideoSpec['gop']> =>
  unit === 'second' ? { seconds: seconds(length) } : { frames: length }

const profile = (
  template: VideoTemplate,
  codec: VideoCodec,
  at: string,
): Pick<VideoSpec, 'profile' | 'bitDepth'> => {
  const asked = template.VideoProfile === 'default' ? undefined : template.VideoProfile
  if (template.BitDepth === 10) {
    if (codec === 'av1') return { bitDepth: 10 }
    const deep = DEEP_PROFILES[codec]
    if (deep) return { profile: deep }
    throw fail('invalid-parameter', `A picture in ${codec} has 8 bits; BitDepth 10 needs another Codec.`, {
      path: `${at}.BitDepth`,
    })
  }
  if (asked === undefined) return {}
  if (codec !== 'h264' && (asked !== 'main' || codec === 'vp9' || codec === 'vp8'))
    throw fail('invalid-parameter', `The VideoProfile ${asked} is one of H.264; H.265 and AV1 have main.`, {
      path: `${at}.VideoProfile`,
    })
  return { profile: asked }
}

/** What 10 bits a sample are called; AV1 has them in its one profile. */
const DEEP_PROFILES: Readonly<Partial<Record<VideoCodec, VideoProfile>>> = {
  h264: 'high10',
  hevc: 'main10',
  vp9: 'profile2',
}

const LEVELS: Readonly<Partial<Record<VideoCodec, readonly string[]>>> = {
  h264: [
    ...['1', '1.1', '1.2', '1.3', '2', '2.1', '2.2', '3', '3.1', '3.2'],
    ...['4', '4.1', '4.2', '5', '5.1'],
  ],
  hevc: ['1', '2', '2.1', '3', '3.1', '4', '4.1', '5', '5.1', '5.2', '6', '6.1', '6.2'],
}

const level = (template: VideoTemplate, codec: VideoCodec, at: string): Pick<VideoSpec, 'level'> => {
  const asked = template.VideoLevel
  if (asked === undefined) return {}
  const levels = LEVELS[codec]
  if (!levels?.includes(asked))
    throw fail(
      'value-out-of-range',
      levels
        ? `Wrong value of the parameter "${at}.VideoLevel": one of ${levels.join(', ')}.`
        : `Wrong value of the parameter "${at}.VideoLevel": it is for H.264 and H.265.`,
      {
        path: `${at}.VideoLevel`,
      },
    )
  return { level: asked }
}
