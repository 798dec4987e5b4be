import { type AudioStream, displaySize, type MediaInfo, type VideoStream } from '../domain/media-info.ts'
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

/** The first video stream; the default audio stream, or the first. */
export const pickSource = (media: MediaInfo): Source => {
  const video = media.video[0]
  const audio = media.audio.find((a) => a.default) ?? media.audio[0]
  return { media, ...(video && { video: describe(video) }), ...(audio && { audio }) }
}

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
    variable: average <= 0 || Math.abs(toNumber(stream.baseFrameRate) - average) > average / 1000,
  }
}

/** The rate an output has: what is asked, unless the source runs at it already. */
export const targetRate = (asked: Rational | undefined, video: SourceVideo): Rational | undefined => {
  if (!asked) return undefined
  const kept = !video.variable && sameRate(asked, video.stream.frameRate)
  return kept ? undefined : asked
}

/** Equal as people write rates: 29.97 is 30000/1001. */
export const sameRate = (a: Rational, b: Rational): boolean =>
  Math.abs(toNumber(a) - toNumber(b)) <= toNumber(b) / 10_000
