import type { EncoderSpeed, VideoCodec } from '../domain/output-spec.ts'
import { toNumber } from '../domain/units.ts'
import type { Decode } from './decode-groups.ts'
import { framedSize, type Size } from './frame-size.ts'
import type { SourceVideo } from './source.ts'
import type { Track, VideoEncode } from './tracks.ts'

/**
 * How long work takes beside other work, in decoded megapixels: for weighing, not for knowing. What it really takes is
 * measured while it runs.
 */
export type Effort = number

/** Encoding a pixel of H.264, beside decoding one. */
const ENCODING: Readonly<Record<EncoderSpeed, number>> = {
  ...{ ultrafast: 1.5, superfast: 2.5, veryfast: 4, faster: 6, fast: 7, medium: 9 },
  ...{ slow: 15, slower: 30, veryslow: 60 },
}
/** The other codecs, beside H.264. */
const CODECS: Readonly<Record<VideoCodec, number>> = { h264: 1, vp8: 2, av1: 3, hevc: 4, vp9: 6 }
/** A second of sound, and a second of streams that are copied. */
const SOUND = 5
const COPY = 0.5
/** Of a source of which only key frames are decoded. */
const KEY_FRAMES = 0.05

/** Of a second of a picture. */
export const pictureEffort = ({ width, height }: Size, rate: number): Effort => (width * height * rate) / 1e6

/** A source that does not say how fast it is. */
const USUAL_RATE = 25
export const rateOf = (video: SourceVideo, encode?: VideoEncode): number =>
  toNumber(encode?.target.frameRate ?? video.stream.frameRate) || USUAL_RATE

/** Of a second of the part of a source that a process reads, for all it makes of it. */
export const stepEffort = (
  video: SourceVideo | undefined,
  tracks: readonly Track[],
  decode: Decode,
  pictures: boolean,
): Effort => {
  const encodes = tracks.filter((track) => track.type === 'video')
  const decoded = video && (encodes.length > 0 || pictures) ? pictureEffort(video.decoded, rateOf(video)) : 0
  const encoded = encodes.reduce((sum, encode) => {
    const { codec, settings, target } = encode
    const picture = video ? pictureEffort(framedSize(target.framing), rateOf(video, encode)) : 0
    return sum + picture * CODECS[codec] * ENCODING[settings.speed]
  }, 0)
  const sounds = tracks.filter((track) => track.type === 'audio').length * SOUND
  return COPY + decoded * (decode === 'all' ? 1 : KEY_FRAMES) + encoded + sounds
}
