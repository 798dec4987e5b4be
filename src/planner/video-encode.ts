import type { VideoSpec } from '../domain/output-spec.ts'
import { type Problem, problem } from '../domain/problem.ts'
import { type Rational, type Seconds, toNumber } from '../domain/units.ts'
import { clockOf } from './clock.ts'
import { sourceColors, targetColors } from './colors.ts'
import { deinterlaceFor } from './deinterlace.ts'
import { refuse } from './draft.ts'
import { rangeOf } from './dynamic-range.ts'
import type { EncoderRun, EncodeSettings } from './encoders/encoder.ts'
import { ENCODERS } from './encoders/index.ts'
import { listedRate, ratesUpTo, runsAtListed } from './frame-rates.ts'
import { framedSize } from './frame-size.ts'
import { videoFraming } from './framing.ts'
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
  /** Those that the container can say. Absent: any. */
  readonly frameRates?: readonly Rational[]
  /** Of the picture in the part that is read, in seconds; negative when it began before. */
  readonly start: number
}

/** The encoder settings for a wish. */
export const videoEncode = (
  wish: VideoSpec,
  video: SourceVideo,
  { segment, padded, start, frameRates }: EncodePlace,
): { readonly encode: VideoEncode } | { readonly problem: Problem } => {
  const listed = rateOnList(wish, video, ENCODERS[wish.codec].frameRates ?? frameRates)
  const range = rangeOf({ ...wish, ...(listed && { frameRate: listed }) }, video)
  if ('problem' in range) return range
  const { spec, keepHdr } = range
  const rule = ENCODERS[spec.codec]
  const fault = encoderFault(spec)
  if (fault) return { problem: fault }
  const framing = videoFraming(spec, video)
  if ('outside' in framing) return refuse('value-out-of-range', framing.outside)
  const { width, height } = framedSize(framing)
  if (Math.max(width, height, framing.scaled.width, framing.scaled.height) > rule.maxSide)
    return {
      problem: problem(
        'value-out-of-range',
        `A picture of ${width}x${height} is over ${rule.maxSide} pixels a side.`,
        { detail: { width, height, limit: rule.maxSide } },
      ),
    }
  const frameRate = listed ?? targetRate(spec, video)
  const low = tooLow(spec, { width, height, rate: toNumber(frameRate ?? video.stream.frameRate) })
  if (low !== undefined) return refuse('unsupported-parameter', low)
  const scan = deinterlaceFor(spec, video, frameRate)
  if ('problem' in scan) return scan
  const clock = frameRate ? undefined : clockOf(video, start)
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
    ...(clock && { clock }),
    ...(scan.interlaced && { interlaced: scan.interlaced }),
    ...(keepHdr && video.stream.hdrMetadata && { hdr: video.stream.hdrMetadata }),
  }
  return {
    encode: {
      type: 'video',
      codec: spec.codec,
      encoder: rule.encoder,
      target: {
        framing,
        ...(frameRate && { frameRate }),
        pixelFormat: pixelsOf(spec).format,
        colors: targetColors(sourceColors(video.stream), { width, height }, keepHdr),
        deinterlace: scan.deinterlace,
        ...(clock?.even && { clock }),
      },
      settings,
      passes: rule.passes(rate),
      ...(grid && { keyFrames: grid }),
    },
  }
}

/** What a picture gets whose own rate cannot be said. */
const rateOnList = (
  wish: VideoSpec,
  video: SourceVideo,
  list: readonly Rational[] | undefined,
): Rational | undefined => {
  const made = targetRate(wish, video)
  if (!list || (made === undefined && runsAtListed(video, list))) return undefined
  return listedRate(made ?? video.stream.frameRate, ratesUpTo(list, wish.maxFrameRate))
}

const tooLow = (
  spec: VideoSpec,
  picture: { readonly width: number; readonly height: number; readonly rate: number },
): string | undefined => {
  const { levels } = ENCODERS[spec.codec]
  if (spec.level === undefined || !levels) return undefined
  const { rate, profile } = spec
  const bitrate =
    rate.mode === 'cbr' ? rate.bitrate : (rate.maxBitrate ?? (rate.mode === 'abr' ? rate.bitrate : undefined))
  return levelMisfit(spec.level, levels, {
    ...picture,
    ...(bitrate !== undefined && { bitrate }),
    ...(profile !== undefined && { profile }),
  })
}

/** FFmpeg's encoders know the curves of analogue television by other names than its decoders and filters. */
const ENCODERS_TRANSFER: Readonly<Record<string, string>> = { bt470m: 'gamma22', bt470bg: 'gamma28' }

/** Everything the encoder is told, in FFmpeg's words. */
export const encoderOptions = (
  { codec, target, settings, keyFrames: grid }: VideoEncode,
  run: Pick<EncoderRun, 'pass' | 'processors'> = {},
): readonly Option[] => [
  ['fps_mode', 'vfr'],
  ...ENCODERS[codec].options(settings, {
    ...run,
    ...(grid && { keyFrames: grid }),
    width: framedSize(target.framing).width,
  }),
  // FFmpeg hands the colours of the picture on to its encoders only when told.
  ['color_primaries', target.colors.primaries],
  ['color_trc', ENCODERS_TRANSFER[target.colors.transfer] ?? target.colors.transfer],
  ['colorspace', target.colors.matrix],
  ['color_range', target.colors.range],
]
