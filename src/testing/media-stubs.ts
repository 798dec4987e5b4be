import type { AudioStream, MediaInfo, VideoStream } from '../domain/media-info.ts'
import type { Capabilities } from '../domain/plan.ts'
import { bps, bytes, rational, seconds } from '../domain/units.ts'

/** Frozen measurements of typical sources, as ffprobe gives them, for tests of whatever decides from them. */

const VIDEO: VideoStream = {
  index: 0,
  codec: 'h264',
  profile: 'High',
  level: 40,
  codecString: 'avc1.640028',
  width: 1920,
  height: 1080,
  sampleAspect: rational(1),
  rotation: 0,
  frameRate: rational(30),
  baseFrameRate: rational(30),
  pixelFormat: 'yuv420p',
  bitDepth: 8,
  interlaced: false,
  color: { primaries: 'bt709', transfer: 'bt709', space: 'bt709', range: 'tv' },
  hdr: 'sdr',
  bitrate: bps(5_000_000),
  duration: seconds(60),
  startTime: seconds(0),
  frames: 1800,
}

const AUDIO: AudioStream = {
  index: 1,
  codec: 'aac',
  profile: 'LC',
  codecString: 'mp4a.40.2',
  sampleRate: 48_000,
  channels: 2,
  layout: 'stereo',
  bitrate: bps(128_000),
  duration: seconds(60),
  startTime: seconds(0),
  default: true,
}

const MEDIA: MediaInfo = {
  container: 'mov,mp4,m4a,3gp,3g2,mj2',
  size: bytes(38_475_000),
  duration: seconds(60),
  startTime: seconds(0),
  bitrate: bps(5_130_000),
  video: [VIDEO],
  audio: [AUDIO],
  subtitles: [],
  pictures: 0,
  tags: {},
}

const withVideo = (video: Partial<VideoStream>, media: Partial<MediaInfo> = {}): MediaInfo => ({
  ...MEDIA,
  video: [{ ...VIDEO, ...video }],
  ...media,
})

const frozen = <T extends object>(value: T): T => {
  for (const inner of Object.values(value)) if (typeof inner === 'object' && inner !== null) frozen(inner)
  return Object.freeze(value)
}

export const mediaStubs = frozen({
  /** 1920x1080 at 30 frames/s, H.264 and stereo AAC, one minute. */
  hd30: MEDIA,
  /** The same with key frames known to be 2 s apart. */
  hd30ShortGop: withVideo({ maxKeyframeInterval: seconds(2) }),
  /** 30000/1001 frames/s. */
  ntsc: withVideo({ frameRate: rational(30_000, 1001), baseFrameRate: rational(30_000, 1001), frames: 1798 }),
  /** A telephone held upright: stored 1920x1080, turned by 90 degrees. */
  portrait: withVideo({ rotation: 90 }),
  /** PAL DVD shape: 720x576 stored, 1024x576 shown. */
  anamorphic: withVideo({
    width: 720,
    height: 576,
    sampleAspect: rational(64, 45),
    frameRate: rational(25),
    baseFrameRate: rational(25),
    frames: 1500,
  }),
  /** 1080i, top field first, 25 frames/s. */
  interlaced: withVideo({
    interlaced: true,
    frameRate: rational(25),
    baseFrameRate: rational(25),
    frames: 1500,
  }),
  /** Both sides odd. */
  odd: withVideo({ width: 853, height: 479 }),
  /** A telephone's uneven rate. */
  variableRate: withVideo({ frameRate: rational(51_600, 1841), baseFrameRate: rational(30), frames: 1682 }),
  /** HEVC Main 10 with PQ. */
  hdr10: withVideo({
    ...{ codec: 'hevc', profile: 'Main 10', level: 150, codecString: 'hvc1.2.4.L150.90' },
    ...{ width: 3840, height: 2160, pixelFormat: 'yuv420p10le', bitDepth: 10, hdr: 'hdr10' },
    color: { primaries: 'bt2020', transfer: 'smpte2084', space: 'bt2020nc', range: 'tv' },
  }),
  audioOnly: {
    ...MEDIA,
    container: 'mp3',
    video: [],
    audio: [{ ...AUDIO, index: 0, codec: 'mp3', sampleRate: 44_100 }],
  },
  videoOnly: { ...MEDIA, audio: [] },
  /** 5.1 AC-3 beside a second, default, stereo track. */
  twoAudios: {
    ...MEDIA,
    audio: [
      { ...AUDIO, codec: 'ac3', channels: 6, layout: '5.1(side)', bitrate: bps(448_000), default: false },
      { ...AUDIO, index: 2 },
    ],
  },
} satisfies Record<string, MediaInfo>)

/** An FFmpeg that has everything Pentode uses. */
export const fullCapabilities: Capabilities = Object.freeze({
  version: '5.1.9',
  encoders: new Set([
    'mov_text',
    'libx264',
    'libx265',
    'libsvtav1',
    'libvpx-vp9',
    'libvpx',
    'mpeg2video',
    'aac',
    'mp2',
    'eac3',
    'alac',
    'libvorbis',
    'libmp3lame',
    'libopus',
    'flac',
    'pcm_s16le',
    'pcm_s24le',
    'ac3',
    'mjpeg',
    'png',
    'libwebp',
    'libwebp_anim',
    'gif',
  ]),
  filters: new Set([
    ...[
      'scale',
      'split',
      'setsar',
      'format',
      'null',
      'bwdif',
      'estdif',
      'setfield',
      'fps',
      'pad',
      'crop',
      'tile',
      'tpad',
      'trim',
      'select',
    ],
    ...['metadata', 'blackframe', 'thumbnail', 'concat', 'palettegen', 'paletteuse', 'estdif'],
    ...['overlay', 'colorchannelmixer', 'loop', 'setpts', 'gblur', 'drawtext', 'unpremultiply'],
    ...['negate', 'blend', 'extractplanes', 'alphamerge'],
    ...['ass', 'lutrgb'],
    ...['aresample', 'aformat', 'pan', 'volume', 'alimiter', 'loudnorm', 'ebur128'],
    ...['zscale', 'tonemap', 'transpose', 'hflip', 'vflip', 'premultiply'],
    ...['ssim', 'psnr', 'settb'],
    ...['setparams', 'color', 'apad', 'atrim', 'asetpts', 'anullsrc', 'asplit'],
  ]),
  soxr: true,
  vmaf: true,
  fonts: [
    {
      ...{ family: 'DejaVu Sans', style: 'Book', names: ['DejaVu Sans'], fancy: 0 },
      ...{ path: '/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf', characters: '20-7e a0-17f 20ac' },
    },
  ],
  muxers: new Set([
    'webvtt',
    'mp4',
    'mov',
    'ipod',
    'matroska',
    'webm',
    'null',
    'adts',
    'mxf',
    'flv',
    'mpegts',
    'hls',
    'tee',
    'image2',
    'gif',
    'webp',
    'mp3',
    'flac',
    'ogg',
    'wav',
  ]),
})
