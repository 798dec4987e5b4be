import type { VideoSpec } from '../domain/output-spec.ts'
import { type Problem, problem } from '../domain/problem.ts'
import { type Seconds, toNumber } from '../domain/units.ts'
import type { EncoderRun, EncodeSettings } from './encoders/encoder.ts'
import { ENCODERS } from './encoders/index.ts'
import { framedSize, resolveFraming } from './frame-size.ts'
import { keyFrames } from './key-frames.ts'
import { levelMisfit } from './levels.ts'
import { pixelsOf } from './pixel-format.ts'
import { type SourceVideo, targetRate } from './source.ts'
import type { Option } from './tee.ts'
import type { VideoEncode } from './tracks.ts'
import { encoderFault } from './video-wish.ts'

export interface EncodePlace {
  /** Length of a stream's segments: key frames then stand on their grid. */
  readonly segment?: Seconds
  /** The container has room for padding that keeps a bitrate constant. */
  readonly padded: boolean
}

/** The encoder settings for a wish. */
export const videoEncode = (
  spec: VideoSpec,
  video: SourceVideo,
  { segment, padded }: EncodePlace,
): { readonly encode: VideoEncode } | { readonly problem: Problem } => {
  const rule = ENCODERS[spec.codec]
  const fault = encoderFault(spec)
  if (fault) return { problem: fault }
  const framing = resolveFraming(spec.size, video.display)
  const { width, height } = framedSize(framing)
  if (Math.max(width, height, framing.scaled.width, framing.scaled.height) > rule.maxSide)
    return {
      problem: problem(
        'value-out-of-range',
        `A picture of ${width}x${height} is over ${rule.maxSide} pixels a side.`,
        { detail: { width, height, limit: rule.maxSide } },
      ),
    }
  const low = tooLow(spec, video, { width, height })
  if (low !== undefined) return { problem: problem('unsupported-parameter', low) }
  const frameRate = targetRate(spec.frameRate, video)
  const grid = keyFrames(spec, video, segment)
  const { rate, profile, level, tune, bFrames, references } = spec
  const settings: EncodeSettings = {
    rate,
    speed: spec.speed ?? 'veryfast',
    ...(profile !== undefined && { profile }),
    ...(level !== undefined && { level }),
    ...(tune !== undefined && { tune }),
    ...(bFrames !== undefined && { bFrames }),
    ...(references !== undefined && { references }),
    openGop: (spec.openGop ?? false) && segment === undefined,
    padded: padded && rate.mode === 'cbr',
    fineClock: video.variable && !frameRate,
  }
  return {
    encode: {
      type: 'video',
      codec: spec.codec,
      encoder: rule.encoder,
      target: { framing, ...(frameRate && { frameRate }), pixelFormat: pixelsOf(spec).format },
      settings,
      passes: rule.passes(rate),
      ...(grid && { keyFrames: grid }),
    },
  }
}

const tooLow = (
  spec: VideoSpec,
  video: SourceVideo,
  size: { readonly width: number; readonly height: number },
): string | undefined => {
  const { levels } = ENCODERS[spec.codec]
  if (spec.level === undefined || !levels) return undefined
  const { rate, profile } = spec
  const bitrate =
    rate.mode === 'cbr' ? rate.bitrate : (rate.maxBitrate ?? (rate.mode === 'abr' ? rate.bitrate : undefined))
  return levelMisfit(spec.level, levels, {
    ...size,
    rate: toNumber(spec.frameRate ?? video.stream.frameRate),
    ...(bitrate !== undefined && { bitrate }),
    ...(profile !== undefined && { profile }),
  })
}

/** Everything the encoder is told, in FFmpeg's words. */
export const encoderOptions = (
  { codec, target, settings, keyFrames: grid }: VideoEncode,
  run: Pick<EncoderRun, 'pass' | 'threads'> = {},
): readonly Option[] => [
  ['fps_mode', 'vfr'],
  ...ENCODERS[codec].options(settings, {
    ...run,
    ...(grid && { keyFrames: grid }),
    width: framedSize(target.framing).width,
  }),
]
