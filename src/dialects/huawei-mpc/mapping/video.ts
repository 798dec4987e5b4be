import type { FrameSize, RateControl, VideoSpec } from '../../../domain/output-spec.ts'
import { kbps, rational, seconds } from '../../../domain/units.ts'
import type { VideoParameters, VideoProcess } from '../schema/parameters.ts'
import { invalid } from './invalid.ts'

const CODECS = { 1: 'h264', 2: 'hevc' } as const satisfies Record<number, VideoSpec['codec']>
type VideoCodec = (typeof CODECS)[keyof typeof CODECS]
/** Constant quality where no bitrate is named: "adaptive" is no number before the source was probed. */
const DEFAULT_QUALITY = { h264: 23, hevc: 26 } as const satisfies Record<VideoCodec, number>
/** The service's speed presets; 2 is not in use. */
const SPEEDS = { 1: 'veryfast', 3: 'slow', 4: 'medium', 5: 'fast' } as const
const DEFAULT_KEY_FRAME_INTERVAL = 5

/**
 * Video parameters as a spec.
 * @param at dotted path of the parameters in the request, for messages
 * @throws DomainError invalid-parameter
 */
export const toVideoSpec = (video: VideoParameters, process: VideoProcess, at: string): VideoSpec => {
  if (video.output_policy === 'copy') {
    if (process?.rotate) throw invalid('video_process.rotate', 'a picture that is copied is not turned')
    return {
      codec: 'h264',
      rate: { mode: 'crf', crf: DEFAULT_QUALITY.h264 },
      size: { by: 'source' },
      copy: 'always',
    }
  }
  const codec = CODECS[video.codec ?? 1]
  const rate = rateControl(video, codec)
  const profile = profileOf(video.profile, codec, at)
  return {
    codec,
    rate,
    size: frameSize(video, process, codec, at),
    ...(process?.rotate ? { turn: { rotation: TURNS[process.rotate] ?? 0, mirrored: false } } : {}),
    ...frameRate(video),
    gop: { seconds: seconds(video.max_iframes_interval ?? DEFAULT_KEY_FRAME_INTERVAL) },
    profile,
    ...level(video.level, codec, at),
    speed: SPEEDS[video.preset ?? 1],
    ...(video.bframes_count === undefined || profile === 'baseline' ? {} : { bFrames: video.bframes_count }),
    copy: 'never',
  }
}

const rateControl = (video: VideoParameters, codec: VideoCodec): RateControl => {
  const cap = {
    ...(video.max_bitrate ? { maxBitrate: kbps(video.max_bitrate) } : {}),
    ...(video.buf_size ? { buffer: video.buf_size * 1000 } : {}),
  }
  if (video.crf !== undefined) return { mode: 'crf', crf: video.crf, ...cap }
  if (!video.bitrate) return { mode: 'crf', crf: DEFAULT_QUALITY[codec], ...cap }
  return { mode: 'abr', bitrate: kbps(video.bitrate), ...cap }
}

/**
 * Width and height are a wish for the short side, unless `adaptation` says otherwise: the other side follows from the source.
 * Nothing is enlarged unless `upsample` says so.
 */
const frameSize = (
  { width = 0, height = 0 }: VideoParameters,
  process: VideoProcess,
  codec: VideoCodec,
  at: string,
): FrameSize => {
  const step = codec === 'h264' ? 2 : 4
  for (const [name, value] of [
    ['width', width],
    ['height', height],
  ] as const)
    if (value % step !== 0) throw invalid(`${at}.${name}`, `it must be a multiple of ${step}`)
  const upscale = process?.upsample === 1
  if (width === 0 && height === 0) return { by: 'source' }
  if (width === 0) return { by: 'sides', second: height, fill: 'fit', upscale }
  if (height === 0) return { by: 'sides', first: width, fill: 'fit', upscale }
  switch (process?.adaptation ?? 'SHORT') {
    case 'SHORT':
      return { by: 'long-short', second: Math.min(width, height), fill: 'fit', upscale }
    case 'LONG':
      return { by: 'long-short', first: Math.max(width, height), fill: 'fit', upscale }
    case 'NONE':
      return {
        by: 'sides',
        first: width,
        second: height,
        fill: FILLS[process?.fill_type ?? 'stretch'],
        upscale,
      }
  }
}

const FILLS = { stretch: 'stretch', black: 'pad-black', white: 'pad-white', gauss: 'pad-blur' } as const
/** Clockwise, by the number in `rotate`. */
const TURNS = [0, 90, 180, 270] as const

/** Rates outside of 5 to 60 mean "as the source", as the service has it. */
const frameRate = ({ frame_rate, frame_rate_float }: VideoParameters): Pick<VideoSpec, 'frameRate'> => {
  if (frame_rate_float) return { frameRate: rational(Math.round(frame_rate_float * 1000), 1000) }
  return frame_rate !== undefined && frame_rate >= 5 && frame_rate <= 60
    ? { frameRate: rational(frame_rate) }
    : {}
}

const PROFILES = { 1: 'baseline', 2: 'main', 3: 'high' } as const

/** 3, H.264 High, is what clients send by default, with H.265 too. */
const profileOf = (
  asked: VideoParameters['profile'] = 3,
  codec: VideoCodec,
  at: string,
): NonNullable<VideoSpec['profile']> => {
  if (codec === 'hevc') {
    if (asked >= 3) return 'main'
    throw invalid(`${at}.profile`, `${asked} is a profile of H.264; H.265 has 4`)
  }
  if (asked === 4) throw invalid(`${at}.profile`, '4 is a profile of H.265')
  return PROFILES[asked]
}

const LEVELS = [
  ...['1', '1.1', '1.2', '1.3', '2', '2.1', '2.2', '3', '3.1', '3.2'],
  ...['4', '4.1', '4.2', '5', '5.1'],
] as const
const H264_ONLY = new Set<string>(['1.1', '1.2', '1.3', '2.2', '3.2', '4.2'])

/** 16 leaves it to the encoder, and so does none: a level of its own would refuse what is beyond it. */
const level = (number = 16, codec: VideoCodec, at: string): Pick<VideoSpec, 'level'> => {
  const named = LEVELS[number - 1]
  if (named === undefined) return {}
  if (codec === 'hevc' && H264_ONLY.has(named))
    throw invalid(`${at}.level`, `${named} is a level of H.264 only`)
  return { level: named }
}
