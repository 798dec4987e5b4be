import type { AudioStream, MediaInfo, VideoStream } from '../../../domain/media-info.ts'
import { type Rational, toNumber } from '../../../domain/units.ts'
import type { OutFileMeta } from '../schema/job.ts'
import { type OssObject, spellObject } from './locations.ts'

const LONG_NAMES: Readonly<Record<string, string>> = {
  h264: 'H.264 / AVC / MPEG-4 AVC / MPEG-4 part 10',
  hevc: 'H.265 / HEVC (High Efficiency Video Coding)',
  aac: 'AAC (Advanced Audio Coding)',
  mp3: 'MP3 (MPEG audio layer 3)',
  ac3: 'ATSC A/52A (AC-3)',
  flac: 'FLAC (Free Lossless Audio Codec)',
  opus: 'Opus (Opus Interactive Audio Codec)',
}

/** FFmpeg names HLS by its demuxer alone; the service carries the older, longer name. */
const FORMAT_NAMES: Readonly<Record<string, string>> = { hls: 'hls,applehttp' }

type Texts = Record<string, string>
/** Members whose value is known, as text. */
const known = (members: Record<string, string | number | undefined>): Texts =>
  Object.fromEntries(
    Object.entries(members).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]])),
  )

const time = (seconds: number | undefined) => seconds?.toFixed(6)
const kbit = (bps: number | undefined) => (bps === undefined ? undefined : (bps / 1000).toFixed(3))
/** `25.0`, `29.97`. */
const rate = (fps: Rational): string => {
  const n = Math.round(toNumber(fps) * 1000) / 1000
  return Number.isInteger(n) ? n.toFixed(1) : String(n)
}

const ratio = (num: number, den: number): string | undefined => {
  if (num <= 0 || den <= 0) return undefined
  let [a, b] = [num, den]
  while (b > 0) [a, b] = [b, a % b]
  return `${num / a}:${den / a}`
}

const videoOf = (v: VideoStream) =>
  known({
    Index: v.index,
    Codec_name: v.codec,
    Codec_long_name: LONG_NAMES[v.codec],
    Profile: v.profile,
    Level: v.level,
    Width: v.width,
    Height: v.height,
    Sar: ratio(v.sampleAspect.num, v.sampleAspect.den),
    Dar: ratio(v.width * (v.sampleAspect.num || 1), v.height * (v.sampleAspect.den || 1)),
    PixFmt: v.pixelFormat,
    Rotate: v.rotation,
    Fps: rate(v.frameRate),
    Avg_fps: rate(v.frameRate),
    Bit_rate: kbit(v.bitrate),
    Duration: time(v.duration),
    Start_time: time(v.startTime),
    NumFrames: v.frames,
    Lang: v.language,
  }) as OutFileMeta['VideoStreamInfoList'][number]

const audioOf = (a: AudioStream) =>
  known({
    Index: a.index,
    CodecName: a.codec,
    CodecLongName: LONG_NAMES[a.codec],
    SampleRate: a.sampleRate,
    Channels: a.channels,
    ChannelLayout: a.layout,
    Bitrate: kbit(a.bitrate),
    Duration: time(a.duration),
    StartTime: time(a.startTime),
    Lang: a.language,
  }) as OutFileMeta['AudioStreamInfoList'][number]

/**
 * A finished file, measured. What was not measured is absent: codec tags, time bases, sample format, count of B-frames; and
 * what there is none of here: MediaId, Region. @param size in bytes, of all its files @param bitrate in bit/s
 */
export const describeFile = (
  media: MediaInfo,
  target: OssObject,
  size: number,
  bitrate: number,
): OutFileMeta => {
  const video = media.video[0]
  return {
    FileBasicInfo: {
      FileName: target.key.split('/').at(-1) ?? target.key,
      FileStatus: 'Normal',
      FileType: 'transcode_file',
      FileUrl: spellObject(target),
      FileSize: String(size),
      FormatName: FORMAT_NAMES[media.container] ?? media.container,
      Duration: media.duration.toFixed(6),
      Bitrate: (bitrate / 1000).toFixed(3),
      ...(video ? { Width: String(video.width), Height: String(video.height) } : {}),
    },
    VideoStreamInfoList: media.video.map(videoOf),
    AudioStreamInfoList: media.audio.map(audioOf),
  }
}
