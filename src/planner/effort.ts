import type { EncoderSpeed, VideoCodec } from '../domain/output-spec.ts'
import type { Effort } from '../domain/plan.ts'
import { toNumber } from '../domain/units.ts'
import type { Decode } from './decode-groups.ts'
import { framedSize, type Size } from './frame-size.ts'
import type { SourceVideo } from './source.ts'
import type { Track, VideoEncode } from './tracks.ts'

/**
 * How long work takes beside other work, in decoded megapixels: for weighing, not for knowing. What it really takes is
 * measured while it runs, and remembered of what is alike.
 */
type Megapixels = number

/** Encoding a pixel of H.264, beside decoding one. */
const ENCODING: Readonly<Record<EncoderSpeed, number>> = {
  ...{ ultrafast: 1.5, superfast: 2.5, veryfast: 4, faster: 6, fast: 7, medium: 9 },
  ...{ slow: 15, slower: 30, veryslow: 60 },
}
/** The other codecs, beside H.264. */
const CODECS: Readonly<Record<VideoCodec, number>> = {
  ...{ mpeg2video: 0.5, h264: 1, vp8: 2, av1: 3, hevc: 4, vp9: 6 },
}
/** A second of sound, and a second of streams that are copied. */
const SOUND = 5
const COPY = 0.5
/** Starting a program of FFmpeg's. */
const START = 30
/** An encoder's first pass, beside its only one: it searches less. */
const FIRST_PASS = 0.5
/** Of a source of which only key frames are decoded. */
const KEY_FRAMES = 0.05

/** Of a second of a picture. */
export const pictureEffort = ({ width, height }: Size, rate: number): Megapixels =>
  (width * height * rate) / 1e6

/** A source that does not say how fast it is. */
const USUAL_RATE = 25
export const rateOf = (video: SourceVideo, encode?: VideoEncode): number =>
  toNumber(encode?.target.frameRate ?? video.stream.frameRate) || USUAL_RATE

/** What a process reads of a source. */
export interface ReadPart {
  readonly video: SourceVideo | undefined
  readonly decode: Decode
  readonly duration: number
}

/** Of the process that makes the tracks, and pictures. */
export const makeEffort = (tracks: readonly Track[], pictures: boolean, part: ReadPart): Effort => {
  const encodes = tracks.filter((track) => track.type === 'video')
  const sounds = tracks.filter((track) => track.type === 'audio')
  const decoded = encodes.length > 0 || pictures ? decodeEffort(part) : 0
  return {
    alike: codecsOf(encodes) || (pictures ? 'pictures' : sounds.length > 0 ? 'sound' : 'copy'),
    weight: overAll(part, COPY + decoded + encodeEffort(encodes, part) + sounds.length * SOUND),
  }
}

/** Of the process in which encoders see the pictures before they encode them. */
export const firstPassEffort = (tracks: readonly Track[], part: ReadPart): Effort => {
  const encodes = tracks.filter((track) => track.type === 'video')
  return {
    alike: `first pass of ${codecsOf(encodes)}`,
    weight: overAll(part, decodeEffort(part) + encodeEffort(encodes, part) * FIRST_PASS),
  }
}

const overAll = ({ duration }: ReadPart, each: Megapixels): Megapixels => START + Math.max(1, duration) * each

const codecsOf = (encodes: readonly VideoEncode[]): string =>
  [...new Set(encodes.map(({ codec, settings }) => `${codec} ${settings.speed}`))].sort().join(', ')

const decodeEffort = ({ video, decode }: ReadPart): Megapixels =>
  video ? pictureEffort(video.decoded, rateOf(video)) * (decode === 'all' ? 1 : KEY_FRAMES) : 0

const encodeEffort = (encodes: readonly VideoEncode[], { video }: ReadPart): Megapixels =>
  encodes.reduce((sum, encode) => {
    const { codec, settings, target } = encode
    const picture = video ? pictureEffort(framedSize(target.framing), rateOf(video, encode)) : 0
    return sum + picture * CODECS[codec] * ENCODING[settings.speed]
  }, 0)
