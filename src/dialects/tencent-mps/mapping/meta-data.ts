import type { z } from 'zod'
import type { AudioStream, MediaInfo, VideoStream } from '../../../domain/media-info.ts'
import { toNumber } from '../../../domain/units.ts'
import type { audioStreamItem, mediaMetaData, videoStreamItem } from '../schema/media.ts'

type VideoItem = z.input<typeof videoStreamItem>
type AudioItem = z.input<typeof audioStreamItem>

const HDR_TYPES = {
  sdr: '',
  hdr10: 'HDR10',
  hlg: 'HLG',
  'dolby-vision': 'DolbyVision',
} as const satisfies Record<VideoStream['hdr'], string>

/** FFmpeg names HLS by its demuxer alone; the service carries the older, longer name. */
const CONTAINER_NAMES: Readonly<Record<string, string>> = { hls: 'hls,applehttp' }
export const HLS_CONTAINER = 'hls,applehttp'

const whole = (n: number | undefined): number | null => (n === undefined ? null : Math.round(n))

/** Integers where strict clients decode integers: the rate is floored, its exact value stands beside it. */
export const describeVideo = (video: VideoStream): VideoItem => ({
  Bitrate: whole(video.bitrate),
  Codec: video.codec,
  Fps: Math.floor(toNumber(video.frameRate)),
  Height: video.height,
  Width: video.width,
  HdrType: HDR_TYPES[video.hdr],
  ColorPrimaries: video.color.primaries ?? '',
  ColorSpace: video.color.space ?? '',
  ColorTransfer: video.color.transfer ?? '',
  Codecs: video.codecString ?? '',
  FpsNumerator: video.frameRate.num,
  FpsDenominator: video.frameRate.den,
})

export const describeAudio = (audio: AudioStream): AudioItem => ({
  Channel: audio.channels,
  Bitrate: whole(audio.bitrate),
  Codec: audio.codec,
  SamplingRate: audio.sampleRate,
  Codecs: audio.codecString ?? '',
  Loudness: null,
})

/** A source file, measured. Width and height are the largest picture's as stored; `Rotate` turns it. */
export const describeMedia = (media: MediaInfo): z.input<typeof mediaMetaData> => {
  const largest = [...media.video].sort((a, b) => b.width * b.height - a.width * a.height)[0]
  return {
    Size: media.size,
    Container: CONTAINER_NAMES[media.container] ?? media.container,
    Bitrate: Math.round(media.bitrate),
    Height: largest?.height ?? 0,
    Width: largest?.width ?? 0,
    Duration: media.duration,
    Rotate: largest?.rotation ?? 0,
    VideoStreamSet: media.video.map(describeVideo),
    AudioStreamSet: media.audio.map(describeAudio),
    VideoDuration: media.video[0] ? (media.video[0].duration ?? media.duration) : 0,
    AudioDuration: media.audio[0] ? (media.audio[0].duration ?? media.duration) : 0,
  }
}
