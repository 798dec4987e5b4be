import type { AudioSpec, FileSpec, FrameSize, StreamSpec, VideoSpec } from '../../../domain/output-spec.ts'
import type { Rational } from '../../../domain/units.ts'

/** A spec in the words of RawTranscodeParameter, for tasks that came through another API. */
export const describeSpec = (spec: FileSpec | StreamSpec): Record<string, unknown> => {
  const video = spec.kind === 'file' ? spec.video : spec.renditions[0]?.video
  return {
    Container: spec.kind === 'file' ? spec.container : 'hls',
    RemoveVideo: video ? 0 : 1,
    RemoveAudio: spec.audio ? 0 : 1,
    VideoTemplate: video ? describeVideoSpec(video, spec) : null,
    AudioTemplate: spec.audio ? describeAudioSpec(spec.audio) : null,
    TEHDConfig: null,
  }
}

const VIDEO_NAMES = {
  ...{ h264: 'h264', hevc: 'h265', av1: 'av1', vp9: 'vp9', vp8: 'vp8', mpeg2video: 'mpeg2' },
} as const satisfies Record<VideoSpec['codec'], string>
/** Those the service has a word for. */
const PROFILES: ReadonlySet<VideoSpec['profile']> = new Set(['baseline', 'main', 'high'])
const AUDIO_NAMES = {
  ...{ aac: 'aac', mp3: 'mp3', flac: 'flac', ac3: 'ac3', opus: 'opus' },
  ...{ mp2: 'mp2', vorbis: 'vorbis', eac3: 'eac3', alac: 'alac' },
  ...{ pcm_s16le: 'pcm16', pcm_s24le: 'pcm24' },
} as const satisfies Record<AudioSpec['codec'], string>

const describeVideoSpec = (video: VideoSpec, spec: FileSpec | StreamSpec): Record<string, unknown> => {
  const { rate } = video
  return {
    Codec: video.copy === 'always' ? 'copy' : VIDEO_NAMES[video.codec],
    ...describeRate(video.frameRate),
    Bitrate: Math.round((rate.mode === 'crf' ? (rate.maxBitrate ?? 0) : rate.bitrate) / 1000),
    ...(rate.mode === 'crf' ? { Vcrf: Math.round(rate.crf) } : {}),
    Mode: rate.mode === 'cbr' ? 'CBR' : rate.mode === 'abr' ? 'ABR' : rate.maxBitrate ? 'VBR' : 'VCRF',
    ...describeSize(video.size),
    ...(video.gop === undefined
      ? { Gop: 0, GopUnit: 'frame' }
      : 'frames' in video.gop
        ? { Gop: Math.round(video.gop.frames), GopUnit: 'frame' }
        : { Gop: Math.round(video.gop.seconds), GopUnit: 'second' }),
    ...(PROFILES.has(video.profile) ? { VideoProfile: video.profile } : {}),
    ...(video.profile === 'main10' || video.bitDepth === 10 ? { BitDepth: 10 } : {}),
    ...(spec.kind === 'stream'
      ? { HlsTime: Math.round(spec.segmentDuration), SegmentType: spec.segmentFormat === 'fmp4' ? 7 : 0 }
      : {}),
  }
}

const describeRate = (rate: Rational | undefined): Record<string, number> =>
  rate === undefined
    ? { Fps: 0 }
    : rate.den === 1
      ? { Fps: rate.num }
      : { Fps: rate.num, FpsDenominator: rate.den }

const FILLS: Readonly<Record<string, string>> = {
  stretch: 'stretch',
  'pad-black': 'black',
  'pad-white': 'white',
  'pad-blur': 'gauss',
}

const describeSize = (size: FrameSize): Record<string, unknown> =>
  size.by === 'source'
    ? { ResolutionAdaptive: 'open', Width: 0, Height: 0 }
    : {
        ResolutionAdaptive: size.by === 'sides' ? 'close' : 'open',
        Width: size.first ?? 0,
        Height: size.second ?? 0,
        ...(FILLS[size.fill] === undefined ? {} : { FillType: FILLS[size.fill] }),
      }

const describeAudioSpec = (audio: AudioSpec): Record<string, unknown> => ({
  Codec: audio.copy === 'always' ? 'copy' : AUDIO_NAMES[audio.codec],
  Bitrate: Math.round((audio.bitrate ?? 0) / 1000),
  SampleRate: audio.sampleRate ?? 0,
  AudioChannel: audio.channels ?? 0,
})
