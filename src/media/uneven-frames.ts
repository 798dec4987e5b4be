import { isImage, type MediaInfo, type VideoStream } from '../domain/media-info.ts'
import { rational, toNumber } from '../domain/units.ts'
import { FIRST_FRAMES, type PacketFacts } from './packets.ts'

/** Seconds that a time may be off: Matroska counts in milliseconds. */
const ROUNDING = 0.0025
/** Of the frames, how many may be off all the same. */
const FEW = 0.02
/** Of the frames that the rate promises, how many must be there. */
const MOST = 0.9
/** Frames may be stored before others that are shown earlier, which were not read. */
const REORDERED = 16

/**
 * Whether FFmpeg's word on the frame rate may hide that frames come unevenly: Matroska says how long each frame lasts, and many
 * writers say the average; moving images say it of each picture, which FFmpeg makes a rate of.
 */
export const mayBeUneven = (media: MediaInfo): boolean =>
  media.video.length > 0 && (media.container.startsWith('matroska') || isImage(media))

/** With the rate of frames that do not come as evenly as their container says. */
export const withUnevenRates = (media: MediaInfo, first: ReadonlyMap<number, PacketFacts>): MediaInfo => ({
  ...media,
  video: media.video.map((stream) => ({ ...stream, ...unevenRate(stream, first.get(stream.index)) })),
})

const unevenRate = (
  { frameRate }: VideoStream,
  facts: PacketFacts | undefined,
): Pick<VideoStream, 'frameRate' | 'baseFrameRate'> | undefined => {
  const all = facts?.firstTimes.toSorted((a, b) => a - b) ?? []
  const times = all.length < FIRST_FRAMES ? all : all.slice(0, -REORDERED)
  const [from = 0] = times
  const length = (times.at(-1) ?? from) - from
  const rate = toNumber(frameRate)
  if (!(rate > 0) || !(length > 0)) return undefined
  const off = times.filter((time) => {
    const frames = (time - from) * rate
    return Math.abs(frames - Math.round(frames)) / rate > ROUNDING
  })
  const average = (times.length - 1) / length
  if (off.length <= times.length * FEW && average > rate * MOST) return undefined
  return { frameRate: rational(Math.round(average * 1000), 1000), baseFrameRate: rational(1000) }
}
