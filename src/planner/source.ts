import { type AudioStream, displaySize, type MediaInfo, type VideoStream } from '../domain/media-info.ts'
import type { VideoSpec } from '../domain/output-spec.ts'
import { type Rational, toNumber } from '../domain/units.ts'
import type { Size } from './frame-size.ts'

/** The streams of the source that outputs are made of. */
export interface Source {
  readonly media: MediaInfo
  readonly video?: SourceVideo
  readonly audio?: AudioStream
}

export interface SourceVideo {
  readonly stream: VideoStream
  /** As a viewer sees it. */
  readonly display: Size
  /** As the decoder hands it on: turned upright, sample aspect not applied. */
  readonly decoded: Size
  readonly squarePixels: boolean
  /** Frames do not come at one steady rate. */
  readonly variable: boolean
}

/** The default stream of each kind, or the first. A picture that nobody could look into comes after all others. */
export const pickSource = (media: MediaInfo): Source => {
  const seen = media.video.filter((stream) => stream.pixelFormat !== '')
  const pictures = seen.length > 0 ? seen : media.video
  const video = pictures.find(isDefault) ?? pictures[0]
  const audio = media.audio.find((a) => a.default) ?? media.audio[0]
  return { media, ...(video && { video: describe(video) }), ...(audio && { audio }) }
}

const isDefault = ({ facts }: VideoStream): boolean => facts?.dispositions?.includes('default') === true

const describe = (stream: VideoStream): SourceVideo => {
  const turned = stream.rotation === 90 || stream.rotation === 270
  const { num, den } = stream.sampleAspect
  const average = toNumber(stream.frameRate)
  return {
    stream,
    display: displaySize(stream),
    decoded: turned
      ? { width: stream.height, height: stream.width }
      : { width: stream.width, height: stream.height },
    squarePixels: num === den || num <= 0 || den <= 0,
    variable:
      average <= 0 ||
      ![1, ...(stream.interlaced ? [2] : [])].some((k) => near(toNumber(stream.baseFrameRate), k * average)),
  }
}

/** A base rate of fields, twice that of frames, is as steady. */
const near = (a: number, b: number): boolean => Math.abs(a - b) <= b / 1000

/**
 * The rate an output has: what is asked, unless the source runs at it already. A cap is a wish only for a source above it:
 * for a whole part of the source's rate when that is nearly as much (50 becomes 25 under a cap of 30), which drops frames
 * evenly, and for the cap itself otherwise.
 */
export const targetRate = (
  { frameRate, maxFrameRate }: Pick<VideoSpec, 'frameRate' | 'maxFrameRate'>,
  video: SourceVideo,
): Rational | undefined => {
  const own = video.stream.frameRate
  const kept = (rate: Rational): boolean => !video.variable && sameRate(rate, own)
  const capped = (rate: Rational): Rational => {
    if (!maxFrameRate || toNumber(rate) <= toNumber(maxFrameRate) * 1.0001) return rate
    const part = Math.ceil(toNumber(rate) / (toNumber(maxFrameRate) * 1.0001))
    const even = { num: rate.num, den: rate.den * part }
    return !video.variable && toNumber(even) >= toNumber(maxFrameRate) * NEARLY ? even : maxFrameRate
  }
  if (frameRate) {
    const rate = capped(frameRate)
    return kept(rate) ? undefined : rate
  }
  const rate = capped(own)
  return rate === own ? undefined : rate
}

const NEARLY = 0.8

/** Equal as people write rates: 29.97 is 30000/1001. */
export const sameRate = (a: Rational, b: Rational): boolean =>
  Math.abs(toNumber(a) - toNumber(b)) <= toNumber(b) / 10_000
