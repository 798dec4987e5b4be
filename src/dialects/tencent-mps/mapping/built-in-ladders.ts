import type { JsonObject } from '../../../domain/json.ts'
import type { StreamSpec } from '../../../domain/output-spec.ts'
import { kbps, rational, seconds } from '../../../domain/units.ts'
import { DEFAULT_SEGMENT } from './output-spec.ts'

/** Short side, video kbit/s and frames a second, smallest first. A rendition's place is its name: {subStreamNumber}. */
const LADDER = [
  [240, 256, 24],
  [480, 512, 24],
  [720, 1024, 24],
  [1080, 2500, 24],
  [1440, 3072, 30],
  [2160, 6144, 30],
] as const

/** The built-in HLS ladder. It never enlarges: sizes above the source's are left out. */
export const HLS_LADDER: StreamSpec = {
  kind: 'stream',
  protocol: 'hls',
  segmentFormat: 'ts',
  segmentDuration: seconds(DEFAULT_SEGMENT),
  master: true,
  renditions: LADDER.map(([short, kbit, fps], i) => ({
    name: String(i),
    video: {
      codec: 'h264',
      rate: { mode: 'abr', bitrate: kbps(kbit) },
      size: { by: 'long-short', second: short, fill: 'fit', upscale: false },
      frameRate: rational(fps),
      copy: 'never',
    },
  })),
  audio: { codec: 'aac', bitrate: kbps(48), sampleRate: 44_100, channels: 2, copy: 'if-fits' },
  audioPlacement: 'muxed',
}

/** The same sizes for MPEG-DASH. */
export const DASH_LADDER: StreamSpec = {
  ...HLS_LADDER,
  protocol: 'dash',
  segmentFormat: 'fmp4',
  audioPlacement: 'separate',
}

export const HLS_PRESET = 10
export const DASH_PRESET = 20

/** A built-in ladder in the words of its template. */
export const describeLadder = (Format: 'HLS' | 'MPEG-DASH'): JsonObject => ({
  Format,
  StreamInfos: LADDER.map(([Height, Bitrate, Fps]) => ({
    ...{ RemoveAudio: 0, RemoveVideo: 0 },
    Video: {
      Codec: 'libx264',
      Fps,
      Bitrate,
      ResolutionAdaptive: 'open',
      Width: 0,
      Height,
      FillType: 'black',
    },
    Audio: { Codec: 'libfdk_aac', Bitrate: 48, SampleRate: 44_100, AudioChannel: 2 },
  })),
  ...{ DisableHigherVideoBitrate: 0, DisableHigherVideoResolution: 1, PureAudio: 0 },
  SegmentType: Format === 'HLS' ? 'ts-segment' : 'mp4-segment',
})
