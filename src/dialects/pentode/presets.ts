import type { AudioSpec, OutputSpec, RenditionSpec, StreamSpec, VideoSpec } from '../../domain/output-spec.ts'
import type { Template } from '../../domain/template.ts'
import { instant, kbps, rational, seconds } from '../../domain/units.ts'
import { DIALECT } from './paths.ts'

/** Highest bitrate in kbit/s by short side: quality decides, the cap keeps players fed. */
const H264_CAPS = { 2160: 20_000, 1080: 6000, 720: 3500, 480: 1800, 360: 1000 } as const
const HEVC_CAPS = { 1080: 4000, 720: 2200 } as const
const VP9_CAPS = { 1080: 4000, 720: 2200 } as const
const AV1_CAPS = { 1080: 3000, 720: 1600 } as const
const LADDER_CAPS = { 1080: 5000, 720: 2800, 480: 1400, 360: 800 } as const

/** Never above the source; `short` turns with a portrait picture. */
const sized = (short: number) => ({ by: 'long-short', second: short, fill: 'fit', upscale: false }) as const

const capped = (codec: VideoSpec['codec'], crf: number, short: number, cap: number): VideoSpec => ({
  codec,
  rate: { mode: 'crf', crf, maxBitrate: kbps(cap) },
  size: sized(short),
  speed: 'veryfast',
  copy: 'if-fits',
})

const aac = (kbit: number): AudioSpec => ({ codec: 'aac', bitrate: kbps(kbit), copy: 'if-fits' })

const mp4 = (video: VideoSpec): OutputSpec => ({ kind: 'file', container: 'mp4', video, audio: aac(128) })

const rung = (short: keyof typeof LADDER_CAPS): RenditionSpec => ({
  name: `${short}p`,
  video: { ...capped('h264', 23, short, LADDER_CAPS[short]), copy: 'never' },
})

const preset = (name: string, description: string, spec: OutputSpec): Template => ({
  dialect: DIALECT,
  id: name,
  name,
  description,
  spec,
  createdAt: instant(0),
  updatedAt: instant(0),
})

const keysOf = <T extends Readonly<Record<number, number>>>(caps: T) =>
  Object.keys(caps)
    .map(Number)
    .sort((a, b) => b - a) as (keyof T & number)[]

/** The ladder over one set of segments, with one AAC rendition. */
const ladder = (protocol: StreamSpec['protocol']): StreamSpec => ({
  kind: 'stream',
  protocol,
  segmentFormat: 'fmp4',
  segmentDuration: seconds(4),
  master: true,
  renditions: keysOf(LADDER_CAPS).map(rung),
  audio: aac(128),
  audioPlacement: 'separate',
})

/** The templates that are always there. */
export const presets: readonly Template[] = [
  ...keysOf(H264_CAPS).map((short) =>
    preset(
      `mp4-${short}p`,
      `MP4, H.264 up to ${short}p (CRF 23, at most ${H264_CAPS[short]} kbit/s), AAC 128 kbit/s. What already fits is copied.`,
      mp4(capped('h264', 23, short, H264_CAPS[short])),
    ),
  ),
  ...keysOf(HEVC_CAPS).map((short) =>
    preset(
      `hevc-${short}p`,
      `MP4, H.265 up to ${short}p (CRF 26, at most ${HEVC_CAPS[short]} kbit/s), AAC 128 kbit/s. What already fits is copied.`,
      mp4(capped('hevc', 26, short, HEVC_CAPS[short])),
    ),
  ),
  ...keysOf(AV1_CAPS).map((short) =>
    preset(
      `av1-${short}p`,
      `MP4, AV1 up to ${short}p (CRF 35, at most ${AV1_CAPS[short]} kbit/s), AAC 128 kbit/s. What already fits is copied.`,
      mp4(capped('av1', 35, short, AV1_CAPS[short])),
    ),
  ),
  ...keysOf(VP9_CAPS).map((short) =>
    preset(
      `webm-${short}p`,
      `WebM, VP9 up to ${short}p (CRF 33, at most ${VP9_CAPS[short]} kbit/s, two passes), Opus 96 kbit/s. What already fits is copied.`,
      {
        kind: 'file',
        container: 'webm',
        video: capped('vp9', 33, short, VP9_CAPS[short]),
        audio: { codec: 'opus', bitrate: kbps(96), copy: 'if-fits' },
      },
    ),
  ),
  preset(
    'hls-ladder',
    'HLS in 1080p, 720p, 480p and 360p: H.264, fMP4 segments of 4 s, one AAC rendition.',
    ladder('hls'),
  ),
  preset(
    'dash-ladder',
    'DASH in 1080p, 720p, 480p and 360p: H.264, segments of 4 s, one AAC rendition.',
    ladder('dash'),
  ),
  preset(
    'cmaf-ladder',
    'HLS and DASH over one set of CMAF segments: H.264 in 1080p, 720p, 480p and 360p, every sound and every text subtitle of the source, key frames for winding.',
    { ...ladder('hls+dash'), audioTracks: 'all', subtitles: 'all', iFrames: true },
  ),
  preset('hls-720p', 'HLS in 720p: H.264 and AAC in MPEG-TS segments of 6 s, one playlist.', {
    kind: 'stream',
    protocol: 'hls',
    segmentFormat: 'ts',
    segmentDuration: seconds(6),
    master: false,
    renditions: [rung(720)],
    audio: aac(128),
    audioPlacement: 'muxed',
  }),
  preset('audio-m4a', 'The sound alone: AAC 128 kbit/s in M4A.', {
    kind: 'file',
    container: 'm4a',
    audio: aac(128),
  }),
  preset('audio-mp3', 'The sound alone: MP3 192 kbit/s.', {
    kind: 'file',
    container: 'mp3',
    audio: { codec: 'mp3', bitrate: kbps(192), copy: 'if-fits' },
  }),
  preset('remux-mp4', 'The streams as they are, in an MP4. Nothing is encoded.', {
    kind: 'file',
    container: 'mp4',
    video: { codec: 'h264', rate: { mode: 'crf', crf: 23 }, size: { by: 'source' }, copy: 'always' },
    audio: { codec: 'aac', copy: 'always' },
  }),
  preset('snapshots', 'Ten pictures spread evenly over the film, JPEG, at most 1280 wide.', {
    kind: 'snapshots',
    at: { by: 'count', count: 10 },
    format: 'jpeg',
    size: { by: 'sides', first: 1280, fill: 'fit', upscale: false },
  }),
  preset(
    'cover',
    'One good picture of the first minute, JPEG, at most 1280 wide; never black if it can be helped.',
    {
      kind: 'snapshots',
      at: { by: 'cover' },
      format: 'jpeg',
      size: { by: 'sides', first: 1280, fill: 'fit', upscale: false },
    },
  ),
  preset('gif', 'An animated GIF of the first five seconds, 10 frames a second, at most 480 wide.', {
    kind: 'animation',
    format: 'gif',
    frameRate: rational(10),
    size: { by: 'sides', first: 480, fill: 'fit', upscale: false },
    plays: 0,
    range: { start: seconds(0), end: seconds(5) },
  }),
  preset('sprite', 'A picture every 10 s on sheets of 10 × 10, with a WebVTT index for seek bars.', {
    kind: 'sprite',
    every: { seconds: 10 },
    columns: 10,
    rows: 10,
    tileWidth: 160,
    tileHeight: 90,
  }),
]
