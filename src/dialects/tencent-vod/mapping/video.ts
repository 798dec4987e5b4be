import type { FrameSize, RateControl, VideoCodec, VideoSpec } from '../../../domain/output-spec.ts'
import { fail } from '../../../domain/problem.ts'
import { kbps, seconds } from '../../../domain/units.ts'
import { exactRate } from '../../../wire/exact-rate.ts'
import type { Parameters } from '../schema/transcode-template.ts'

type Video = NonNullable<Parameters['video']>

const CODECS = { libx264: 'h264', libx265: 'hevc' } as const satisfies Record<string, VideoCodec>

/** Constant quality where the template names no bitrate. */
const DEFAULT_QUALITY = { h264: 23, hevc: 26 } as const

/** @throws DomainError missing-parameter, invalid-parameter */
export const toVideoSpec = (video: Video): VideoSpec => {
  if (video.codec === undefined) throw missing('video.codec')
  if (video.codec === 'copy')
    return {
      codec: 'h264',
      rate: { mode: 'crf', crf: DEFAULT_QUALITY.h264 },
      size: { by: 'source' },
      copy: 'always',
    }
  if (video.fps === undefined) throw missing('video.fps')
  const codec = CODECS[video.codec]
  const rate = rateControl(video, codec)
  return {
    codec,
    rate,
    size: frameSize(video),
    frameRate: exactRate(video.fps),
    ...keyFrames(video),
    ...profile(video, codec),
    copy: rate.mode === 'abr' ? 'if-fits' : 'never',
  }
}

const rateControl = ({ bitrate, videoRateControl }: Video, codec: 'h264' | 'hevc'): RateControl => {
  const twice = videoRateControl === 1
  if (bitrate !== undefined) return { mode: 'abr', bitrate: kbps(bitrate), ...(twice ? { passes: 2 } : {}) }
  if (!twice) return { mode: 'crf', crf: DEFAULT_QUALITY[codec] }
  throw fail('invalid-parameter', 'Two passes are for a bitrate: set video.bitrate.', {
    path: 'video.videoRateControl',
  })
}

const missing = (path: string) => fail('missing-parameter', `Missing: the parameter "${path}".`, { path })

/** Width and height are the most the picture may have; it keeps its shape. */
const frameSize = ({ width = 0, height = 0, resolutionSelfAdapting = 'open' }: Video): FrameSize => {
  const [first, second] = [Math.abs(width), Math.abs(height)]
  if (first === 0 && second === 0) return { by: 'source' }
  if (resolutionSelfAdapting === 'open' && first > 0 && second > first)
    throw fail(
      'invalid-parameter',
      'With resolutionSelfAdapting open, video.width is the long side and must not be below video.height.',
      { path: 'video.width' },
    )
  if (width * height < 0)
    throw fail(
      'unsupported-parameter',
      'video.width and video.height must both be "not above", or neither.',
      {
        path: 'video.height',
      },
    )
  return {
    by: resolutionSelfAdapting === 'open' ? 'long-short' : 'sides',
    ...(first > 0 ? { first } : {}),
    ...(second > 0 ? { second } : {}),
    fill: 'fit',
    upscale: width > 0 || height > 0,
  }
}

const LONGEST_GOP = 10

/** With a least distance given, key frames come at the greatest one exactly, and never at scene changes in between. */
const keyFrames = ({ minGop, maxGop }: Video): Pick<VideoSpec, 'gop' | 'sceneCut'> => {
  if (minGop !== undefined && maxGop !== undefined && minGop > maxGop)
    throw fail('invalid-parameter', 'video.minGop must not be above video.maxGop.', { path: 'video.minGop' })
  const longest = maxGop ?? (minGop === undefined ? undefined : LONGEST_GOP)
  return {
    ...(longest === undefined ? {} : { gop: { seconds: seconds(longest) } }),
    ...(minGop === undefined ? {} : { sceneCut: false }),
  }
}

const profile = ({ videoProfile, colorSpace }: Video, codec: VideoCodec): Pick<VideoSpec, 'profile'> => {
  if (codec === 'h264') {
    if (colorSpace === 'yuv420p10le')
      throw fail('invalid-parameter', 'libx264 takes yuv420p only.', { path: 'video.colorSpace' })
    return videoProfile === undefined ? {} : { profile: videoProfile }
  }
  if (videoProfile !== undefined && videoProfile !== 'main')
    throw fail('invalid-parameter', `The profile ${videoProfile} is one of H.264; libx265 has main.`, {
      path: 'video.videoProfile',
    })
  return colorSpace === 'yuv420p10le'
    ? { profile: 'main10' }
    : videoProfile === undefined
      ? {}
      : { profile: videoProfile }
}
