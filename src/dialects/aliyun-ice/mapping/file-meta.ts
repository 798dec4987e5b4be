import type { AudioStream, MediaInfo, VideoStream } from '../../../domain/media-info.ts'
import { aspects, fraction, kbit, known, rate, time } from '../../../wire/aliyun/stream-texts.ts'
import type { OutFileMeta } from '../schema/job.ts'
import { type OssObject, spellObject } from './locations.ts'

/** FFmpeg names HLS by its demuxer alone; the service carries the older, longer name. */
const FORMAT_NAMES: Readonly<Record<string, string>> = { hls: 'hls,applehttp' }

const videoOf = (v: VideoStream) =>
  known({
    Index: v.index,
    Codec_name: v.codec,
    Codec_long_name: v.facts?.codecName,
    Codec_tag: v.facts?.tag?.hex,
    Codec_tag_string: v.facts?.tag?.text,
    Time_base: fraction(v.facts?.timeBase),
    Has_b_frames: v.reorderedFrames,
    Profile: v.profile,
    Level: v.level,
    Width: v.width,
    Height: v.height,
    ...aspects(v),
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
    CodecLongName: a.facts?.codecName,
    CodecTag: a.facts?.tag?.hex,
    CodecTagString: a.facts?.tag?.text,
    Timebase: fraction(a.facts?.timeBase),
    SampleFmt: a.sampleFormat,
    SampleRate: a.sampleRate,
    Channels: a.channels,
    ChannelLayout: a.layout,
    Bitrate: kbit(a.bitrate),
    Duration: time(a.duration),
    StartTime: time(a.startTime),
    Lang: a.language,
  }) as OutFileMeta['AudioStreamInfoList'][number]

/**
 * A file, measured. What there is none of here is absent: MediaId, Region, a codec's own time base. @param size in bytes, of all its files @param bitrate in bit/s
 */
export const describeFile = (
  media: MediaInfo,
  target: OssObject,
  size: number,
  bitrate: number,
  FileType: OutFileMeta['FileBasicInfo']['FileType'] = 'transcode_file',
): OutFileMeta => {
  const video = media.video[0]
  return {
    FileBasicInfo: {
      FileName: target.key.split('/').at(-1) ?? target.key,
      FileStatus: 'Normal',
      FileType,
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
