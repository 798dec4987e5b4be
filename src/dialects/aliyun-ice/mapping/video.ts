import type {
  CropRegion,
  FrameSize,
  RateControl,
  VideoCodec,
  VideoSpec,
} from '../../../domain/output-spec.ts'
import { fail } from '../../../domain/problem.ts'
import { kbps, seconds } from '../../../domain/units.ts'
import { pictureWishes, readRegion } from '../../../wire/aliyun/picture-wishes.ts'
import { pictureChecks } from '../../../wire/aliyun/source-checks.ts'
import { videoProfile } from '../../../wire/aliyun/video-profile.ts'
import { exactRate } from '../../../wire/exact-rate.ts'
import type { TemplateConfig, VideoConfig } from '../schema/template-config.ts'

/** Those that the service names, and those of containers that it names. */
export type IceVideoCodec = Exclude<VideoCodec, 'mpeg2video'>

/** Constant quality where no bitrate is named: the service's own numbers, and the usual ones of codecs it has not. */
const DEFAULT_CRF: Readonly<Record<IceVideoCodec, number>> = { h264: 23, hevc: 26, av1: 32, vp9: 31, vp8: 20 }

/** The service's buffer where none is named, in kbit. */
const DEFAULT_BUFFER = 6000

const CODECS = {
  ...{ 'H.264': 'h264', H264: 'h264', 'H.265': 'hevc', H265: 'hevc', AV1: 'av1', VP9: 'vp9', VP8: 'vp8' },
} as const satisfies Record<string, IceVideoCodec>

/** A template's picture as a spec; `usual` is the codec where none is named. @throws DomainError invalid-parameter, value-out-of-range */
export const toVideoSpec = (
  video: VideoConfig,
  trans: TemplateConfig['TransConfig'],
  usual: IceVideoCodec,
  at: string,
): VideoSpec => {
  if (video.Codec === 'copy') {
    refuseChanges(video, 'Video that is copied', at)
    return { codec: 'h264', rate: { mode: 'crf', crf: 23 }, size: { by: 'source' }, copy: 'always' }
  }
  if (video.Codec === 'GIF' || video.Codec === 'WEBP')
    throw fail('invalid-parameter', `${video.Codec} is a container of its own: set Container.Format.`, {
      path: `${at}.Codec`,
    })
  const codec = video.Codec === undefined ? usual : CODECS[video.Codec]
  const rate = rateControl(video, trans?.TransMode, codec, at)
  return {
    codec,
    rate,
    size: frameSize(video, trans),
    ...(video.Fps === undefined ? {} : { frameRate: exactRate(video.Fps) }),
    ...(video.MaxFps === undefined ? {} : { maxFrameRate: exactRate(video.MaxFps) }),
    gop: gop(video.Gop, at),
    ...videoProfile(video.Profile, codec, at),
    ...pictureWishes(video),
    ...pictureChecks(trans),
    ...(video.Crop === undefined ? {} : { crop: cropOf(video.Crop, `${at}.Crop`) }),
    ...(video.Pad === undefined ? {} : { ground: readRegion(video.Pad, `${at}.Pad`) }),
    ...(video.Preset === undefined ? {} : { speed: video.Preset }),
    copy: rate.mode === 'abr' ? 'if-fits' : 'never',
  }
}

/** What `kind` of picture is not cut, laid on a ground or turned. @throws DomainError unsupported-parameter */
export const refuseChanges = ({ Crop, Pad, Rotate = 0 }: VideoConfig, kind: string, at: string): void => {
  const asked = Object.entries({ Crop, Pad, ...(Rotate % 360 === 0 ? {} : { Rotate }) })
  const odd = asked.find(([, value]) => value !== undefined)?.[0]
  if (odd === undefined) return
  throw fail('unsupported-parameter', `${kind} is not changed by ${odd} here.`, { path: `${at}.${odd}` })
}

/** @throws DomainError value-out-of-range, unsupported-parameter */
const cropOf = (text: string, path: string): CropRegion => {
  if (text !== 'border') return readRegion(text, path)
  throw fail('unsupported-parameter', 'Black borders are not looked for; name width:height:left:top.', {
    path,
  })
}

const rateControl = (
  video: VideoConfig,
  mode: 'CBR' | 'onepass' | 'twopass' | 'fixCRF' | undefined,
  codec: IceVideoCodec,
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
    if (mode === 'CBR' || mode === 'twopass')
      throw fail('invalid-parameter', `TransMode ${mode} needs a bitrate: set ${at}.Bitrate.`, {
        path: `${at}.Bitrate`,
      })
    return { mode: 'crf', crf: Crf ?? DEFAULT_CRF[codec], ...cap }
  }
  if (mode === 'CBR')
    return { mode: 'cbr', bitrate: kbps(kbit), ...(Bufsize !== undefined && { buffer: Bufsize * 1000 }) }
  return { mode: 'abr', bitrate: kbps(kbit), ...(mode === 'twopass' && { passes: 2 }), ...cap }
}

const FILLS = { rescale: 'stretch', crop: 'crop', pad: 'pad-black', none: 'fit' } as const

/** The frame that is asked for. */
export const frameSize = (
  video: Pick<VideoConfig, 'Width' | 'Height' | 'LongShortMode'>,
  trans: TemplateConfig['TransConfig'],
): FrameSize => {
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
