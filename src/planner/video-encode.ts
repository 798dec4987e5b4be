import type { RateControl, VideoSpec } from '../domain/output-spec.ts'
import { type Problem, problem } from '../domain/problem.ts'
import type { Seconds } from '../domain/units.ts'
import { framedSize, resolveFraming } from './frame-size.ts'
import { keyFrames } from './key-frames.ts'
import { type SourceVideo, targetRate } from './source.ts'
import type { Option } from './tee.ts'
import type { VideoEncode } from './tracks.ts'

/** The longest side x264 and x265 take. */
const MAX_SIDE = 16_384

export const ENCODERS = { h264: 'libx264', hevc: 'libx265' } as const
const PROFILES = { h264: ['baseline', 'main', 'high'], hevc: ['main', 'main10'] } as const

/**
 * The encoder settings for a wish. `segment` is the length of a stream's segments: key frames then stand on their grid.
 */
export const videoEncode = (
  spec: VideoSpec,
  video: SourceVideo,
  segment?: Seconds,
): { readonly encode: VideoEncode } | { readonly problem: Problem } => {
  const framing = resolveFraming(spec.size, video.display)
  const { width, height } = framedSize(framing)
  if (Math.max(width, height, framing.scaled.width, framing.scaled.height) > MAX_SIDE)
    return {
      problem: problem(
        'value-out-of-range',
        `A picture of ${width}x${height} is over ${MAX_SIDE} pixels a side.`,
        {
          detail: { width, height, limit: MAX_SIDE },
        },
      ),
    }
  const profiles: readonly string[] = PROFILES[spec.codec]
  if (spec.profile !== undefined && !profiles.includes(spec.profile))
    return {
      problem: problem(
        'unsupported-parameter',
        `${spec.codec} has no profile "${spec.profile}" here; it has ${profiles.join(', ')}.`,
      ),
    }
  const frameRate = targetRate(spec.frameRate, video)
  const grid = keyFrames(spec, video, segment)
  // The frame rate is the encoder's clock by default; frames of an uneven source would be pushed onto its ticks.
  const clock: readonly Option[] = video.variable && !frameRate ? [['enc_time_base', '1/90000']] : []
  return {
    encode: {
      type: 'video',
      codec: spec.codec,
      encoder: ENCODERS[spec.codec],
      target: {
        framing,
        ...(frameRate && { frameRate }),
        pixelFormat: spec.profile === 'main10' ? 'yuv420p10le' : 'yuv420p',
      },
      options: [
        ['preset', spec.speed ?? 'veryfast'],
        ...rateOptions(spec.rate),
        ...(spec.profile === undefined ? [] : [['profile', spec.profile] as const]),
        ...(spec.bFrames === undefined ? [] : [['bf', String(spec.bFrames)] as const]),
        ...clock,
      ],
      ...(spec.level !== undefined && { level: spec.level }),
      ...(grid && { keyFrames: grid }),
    },
  }
}

/** Everything the encoder is told, in FFmpeg's words. */
export const encoderOptions = ({
  codec,
  options,
  level,
  keyFrames: grid,
}: VideoEncode): readonly Option[] => {
  const all = [['fps_mode', 'vfr'] as const, ...options, ...(grid?.options ?? [])]
  const quiet = grid?.sceneCut === false
  if (codec === 'h264')
    return [
      ...all,
      ...(quiet ? [['sc_threshold', '0'] as const] : []),
      ...(level === undefined ? [] : [['level', level] as const]),
    ]
  // FFmpeg has no options of its own for these; and forced key frames are IDR only when told so.
  const params = [
    ...['open-gop=0', 'log-level=error'],
    ...(quiet ? ['scenecut=0'] : []),
    ...(level === undefined ? [] : [`level-idc=${level}`]),
  ]
  return [...all, ['forced-idr', '1'], ['x265-params', params.join(':')]]
}

const rateOptions = (rate: RateControl): readonly Option[] => {
  const capped = (max: number | undefined, buffer: number | undefined): readonly Option[] =>
    max === undefined
      ? []
      : [
          ['maxrate', String(Math.round(max))],
          ['bufsize', String(Math.round(buffer ?? 2 * max))],
        ]
  switch (rate.mode) {
    case 'crf':
      return [['crf', String(rate.crf)], ...capped(rate.maxBitrate, rate.buffer)]
    case 'abr':
      return [['b', String(Math.round(rate.bitrate))], ...capped(rate.maxBitrate, rate.buffer)]
    case 'cbr':
      return [
        ['b', String(Math.round(rate.bitrate))],
        ['minrate', String(Math.round(rate.bitrate))],
        ...capped(rate.bitrate, undefined),
      ]
  }
}
