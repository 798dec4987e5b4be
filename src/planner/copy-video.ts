import type { VideoSpec } from '../domain/output-spec.ts'
import { toNumber } from '../domain/units.ts'
import { sourceColors, targetColors } from './colors.ts'
import { rangeOf } from './dynamic-range.ts'
import { framedSize, type Size, same } from './frame-size.ts'
import { videoFraming } from './framing.ts'
import { fittingProfiles, pixelsOf } from './pixel-format.ts'
import { type Source, type SourceVideo, sameRate, targetRate } from './source.ts'

export interface CopyContext {
  readonly source: Source
  /** A part of the source is asked for: a copy could start only at a key frame. */
  readonly cut: boolean
  /** Seconds; of a stream's segments. */
  readonly segment?: number
}

const kbps = (n: number): string => `${Math.round(n / 1000)} kbit/s`

/** The first thing about the source's video that is not as asked, for people; undefined when it can be copied. */
export const videoMisfit = (spec: VideoSpec, video: SourceVideo, ctx: CopyContext): string | undefined => {
  const { stream } = video
  const range = rangeOf(spec, video)
  if ('problem' in range) return 'its dynamic range is not as asked'
  if (ctx.cut) return 'a part of the source is asked for'
  if (stream.codec !== spec.codec) return `it is ${stream.codec}, not ${spec.codec}`
  if (stream.rotation !== 0) return `it is stored rotated by ${stream.rotation}°`
  if (!video.squarePixels) return 'its pixels are not square'
  if (stream.mirrored) return 'it is stored mirrored'
  if (stream.interlaced && spec.deinterlace !== 'never') return 'it is interlaced'
  if (spec.deinterlace === 'always') return 'deinterlacing is asked for'
  const framing = videoFraming(spec, video)
  if ('outside' in framing || framing.region) return 'a part of the picture is asked for'
  if (framing.turn) return 'the picture is to be turned'
  const size = framedSize(framing)
  if (!same(size, video.decoded) || !same(framing.scaled, size))
    return `it is ${stream.width}x${stream.height}, not ${size.width}x${size.height}`
  if (spec.frameRate && (video.variable || !sameRate(spec.frameRate, stream.frameRate)))
    return `its frame rate is ${rate(toNumber(stream.frameRate), video.variable)}, not ${rate(toNumber(spec.frameRate))}`
  if (spec.maxFrameRate && targetRate(spec, video))
    return `its frame rate is ${rate(toNumber(stream.frameRate))}, above ${rate(toNumber(spec.maxFrameRate))}`
  return (
    colorMisfit(video, size, range.keepHdr) ??
    pixelMisfit(range.spec, video) ??
    profileMisfit(spec, video) ??
    bitrateMisfit(spec, ctx, video) ??
    keyMisfit(spec, video, ctx)
  )
}

const rate = (n: number, variable = false): string =>
  `${variable ? 'variable, on average ' : ''}${Math.round(n * 1000) / 1000}`

const colorMisfit = ({ stream }: SourceVideo, size: Size, keepHdr: boolean): string | undefined => {
  const own = sourceColors(stream)
  const wanted = targetColors(own, size, keepHdr)
  if (wanted.transfer !== own.transfer)
    return `its brightness is coded as ${own.transfer}, not ${wanted.transfer}`
  const kept =
    wanted.matrix === own.matrix && wanted.primaries === own.primaries && wanted.range === own.range
  return kept
    ? undefined
    : `its colours are ${own.matrix} at range ${own.range}, not ${wanted.matrix} at ${wanted.range}`
}

/** A profile that may have 10 bits may have 8; a depth asked for by name is exact. */
const pixelMisfit = (spec: VideoSpec, { stream }: SourceVideo): string | undefined => {
  const fits = [spec, ...(spec.bitDepth === undefined ? [{ ...spec, bitDepth: 8 as const }] : [])]
  return fits.some((wish) => pixelsOf(wish).format === stream.pixelFormat)
    ? undefined
    : `its pixel format is ${stream.pixelFormat}`
}

const profileMisfit = (spec: VideoSpec, { stream }: SourceVideo): string | undefined => {
  const profiles = fittingProfiles(spec)
  if (profiles && !profiles.includes(stream.profile ?? ''))
    return `its profile is ${stream.profile ?? 'unknown'}, not ${spec.profile}`
  if (spec.level !== undefined) {
    const asked = probedLevel(spec.codec, spec.level)
    if (asked === undefined || stream.level === undefined || stream.level > asked + 0.5)
      return `its level is ${stream.level ?? 'unknown'}, above ${spec.level}`
  }
  return undefined
}

/** A level as ffprobe counts it; undefined where it does not. */
const probedLevel = (codec: VideoSpec['codec'], level: string): number | undefined => {
  const [major = 0, minor = 0] = level.split('.').map(Number)
  switch (codec) {
    case 'h264':
      return major * 10 + minor
    case 'hevc':
      return 30 * major + 3 * minor
    case 'av1':
      return (major - 2) * 4 + minor
    default:
      return undefined
  }
}

const bitrateMisfit = (
  { rate: wish }: VideoSpec,
  { source }: CopyContext,
  { stream }: SourceVideo,
): string | undefined => {
  const limit = wish.mode === 'crf' ? wish.maxBitrate : wish.bitrate
  if (limit === undefined) return 'a quality is asked for, with no bitrate to compare'
  // The whole file's bitrate is above its video's: when even that fits, the video does.
  const has = stream.bitrate ?? source.media.bitrate
  if (has <= 0) return 'its bitrate is not known'
  return has <= limit ? undefined : `its bitrate is ${kbps(has)}, above ${kbps(limit)}`
}

const keyMisfit = (
  spec: VideoSpec,
  { stream }: SourceVideo,
  { segment }: CopyContext,
): string | undefined => {
  const gop =
    spec.gop &&
    ('seconds' in spec.gop ? spec.gop.seconds : spec.gop.frames / (toNumber(stream.frameRate) || 25))
  const asked = Math.min(segment ?? Number.POSITIVE_INFINITY, gop ?? Number.POSITIVE_INFINITY)
  if (asked === Number.POSITIVE_INFINITY) return undefined
  const has = stream.maxKeyframeInterval
  if (has === undefined) return 'the distance of its key frames is not known'
  return has <= asked * 1.5 ? undefined : `its key frames are up to ${has} s apart, for ${asked} s asked`
}
