import type { FrameSize, RateControl, VideoSpec } from '../../../domain/output-spec.ts'
import { fail } from '../../../domain/problem.ts'
import { kbps, seconds } from '../../../domain/units.ts'
import { exactRate } from '../../../wire/aliyun/exact-rate.ts'
import { videoProfile } from '../../../wire/aliyun/video-profile.ts'
import type { TemplateConfig, VideoConfig } from '../schema/template-config.ts'

/** Constant quality where no bitrate is named: the service's own numbers. */
const DEFAULT_CRF = { h264: 23, hevc: 26 } as const satisfies Partial<Record<VideoSpec['codec'], number>>
type VideoCodec = keyof typeof DEFAULT_CRF

/** The service's buffer where none is named, in kbit. */
const DEFAULT_BUFFER = 6000

/** A template's picture as a spec. @throws DomainError invalid-parameter, value-out-of-range */
export const toVideoSpec = (
  video: VideoConfig,
  trans: TemplateConfig['TransConfig'],
  at: string,
): VideoSpec => {
  if (video.Codec === 'copy')
    return { codec: 'h264', rate: { mode: 'crf', crf: 23 }, size: { by: 'source' }, copy: 'always' }
  const codec = video.Codec === 'H.265' || video.Codec === 'H265' ? 'hevc' : 'h264'
  const rate = rateControl(video, trans?.TransMode, codec, at)
  return {
    codec,
    rate,
    size: frameSize(video, trans),
    ...(video.Fps === undefined ? {} : { frameRate: exactRate(video.Fps) }),
    gop: gop(video.Gop, at),
    ...videoProfile(video.Profile, codec, at),
    ...(video.Preset === undefined ? {} : { speed: video.Preset }),
    copy: rate.mode === 'abr' ? 'if-fits' : 'never',
  }
}

const rateControl = (
  video: VideoConfig,
  mode: 'CBR' | 'onepass' | 'fixCRF' | undefined,
  codec: VideoCodec,
  at: string,
): RateControl => {
  const { Maxrate, Bufsize, Crf } = video
  const kbit = video.Bitrate === -1 ? undefined : video.Bitrate
  if (kbit !== undefined && kbit < 10)
    throw fail('value-out-of-range', `Wrong value of the parameter "${at}.Bitrate": -1, or 10 to 50000.`, {
      path: `${at}.Bitrate`,
    })
  const cap =
    Maxrate === undefined ? {} : { maxBitrate: kbps(Maxrate), buffer: (Bufsize ?? DEFAULT_BUFFER) * 1000 }
  // Without a mode a bitrate means one pass, and no bitrate a constant quality.
  if (mode === 'fixCRF' || (mode === undefined && kbit === undefined))
    return { mode: 'crf', crf: Crf ?? DEFAULT_CRF[codec], ...cap }
  if (kbit === undefined) {
    if (mode === 'CBR')
      throw fail('invalid-parameter', `TransMode CBR needs a bitrate: set ${at}.Bitrate.`, {
        path: `${at}.Bitrate`,
      })
    return { mode: 'crf', crf: Crf ?? DEFAULT_CRF[codec], ...cap }
  }
  if (mode === 'CBR') return { mode: 'cbr', bitrate: kbps(kbit) }
  return { mode: 'abr', bitrate: kbps(kbit), ...cap }
}

const FILLS = { rescale: 'stretch', crop: 'crop', pad: 'pad-black', none: 'fit' } as const

const frameSize = (video: VideoConfig, trans: TemplateConfig['TransConfig']): FrameSize => {
  const { Width: first, Height: second } = video
  if (first === undefined && second === undefined) return { by: 'source' }
  // With the mode of sides, Width is the long side of the picture and Height the short one, whichever way it stands.
  return {
    by: video.LongShortMode ? 'long-short' : 'sides',
    ...(first === undefined ? {} : { first }),
    ...(second === undefined ? {} : { second }),
    fill: FILLS[trans?.AdjDarMethod ?? 'none'],
    upscale: trans?.IsCheckReso !== true,
  }
}

const DEFAULT_GOP = 10

/** A count of frames, or a time such as `10s`. */
const gop = (value: string | number | undefined, at: string): NonNullable<VideoSpec['gop']> => {
  if (value === undefined) return { seconds: seconds(DEFAULT_GOP) }
  const [, digits, unit] = /^(\d+(?:\.\d+)?)(s?)$/.exec(String(value)) ?? []
  const n = Number(digits)
  if (unit === 's' && n > 0 && n <= 1000) return { seconds: seconds(n) }
  if (unit === '' && Number.isInteger(n) && n >= 1 && n <= 100_000) return { frames: n }
  throw fail(
    'value-out-of-range',
    `Wrong value of the parameter "${at}.Gop": 1 to 100000 frames, or seconds such as "10s".`,
    { path: `${at}.Gop` },
  )
}
