import type { ImageFormat } from './image-info.ts'

/**
 * What FFmpeg may read, and how to tell it. The source is untrusted: a 95-byte "video" can be a playlist that names
 * other files, a 22-byte one can ask for a gigabyte. Lists are allow-lists; what is not named is refused.
 */
export interface InputPolicy {
  readonly demuxers: readonly string[]
  readonly decoders: readonly string[]
  readonly maxPixels: number
  readonly maxStreams: number
  /** Seconds. */
  readonly maxDuration: number
}

export const DEFAULT_INPUT_POLICY: InputPolicy = {
  // No playlist, script, text, device or image-sequence demuxers: they open other files or turn any text into pictures.
  // A `_pipe` reads the one picture of one file.
  demuxers: [
    ...[
      'mov',
      'matroska',
      'mpegts',
      'mpeg',
      'avi',
      'flv',
      'asf',
      'ogg',
      'wav',
      'mp3',
      'flac',
      'aac',
      'ac3',
      'eac3',
    ],
    ...[
      'h264',
      'hevc',
      'm4v',
      'mpegvideo',
      'ivf',
      'obu',
      'mxf',
      'aiff',
      'w64',
      'caf',
      'amr',
      'dts',
      'truehd',
      'gxf',
    ],
    ...['rm', 'nut', 'dv', 'yuv4mpegpipe', 'gif', 'apng', 'png_pipe', 'jpeg_pipe', 'webp_pipe'],
  ],
  decoders: [
    ...[
      'h264',
      'hevc',
      'libdav1d',
      'av1',
      'vp8',
      'vp9',
      'mpeg1video',
      'mpeg2video',
      'mpeg4',
      'h263',
      'prores',
      'dnxhd',
    ],
    ...[
      'mjpeg',
      'wmv1',
      'wmv2',
      'wmv3',
      'vc1',
      'theora',
      'flv',
      'vp6',
      'vp6f',
      'msmpeg4v2',
      'msmpeg4',
      'dvvideo',
      'rawvideo',
      'ffv1',
      'cinepak',
    ],
    ...[
      'aac',
      'aac_latm',
      'mp1',
      'mp1float',
      'mp2',
      'mp2float',
      'mp3',
      'mp3float',
      'ac3',
      'eac3',
      'opus',
      'libopus',
      'vorbis',
      'flac',
      'alac',
      'dca',
    ],
    ...[
      'truehd',
      'mlp',
      'wmav1',
      'wmav2',
      'wmapro',
      'amrnb',
      'amrwb',
      'adpcm_ms',
      'adpcm_ima_wav',
      'adpcm_ima_qt',
    ],
    ...[
      'pcm_s16le',
      'pcm_s16be',
      'pcm_s24le',
      'pcm_s24be',
      'pcm_s32le',
      'pcm_s32be',
      'pcm_u8',
      'pcm_s8',
      'pcm_f32le',
      'pcm_f32be',
      'pcm_f64le',
      'pcm_f64be',
      'pcm_alaw',
      'pcm_mulaw',
      'pcm_bluray',
      'pcm_dvd',
    ],
    ...['mov_text', 'srt', 'subrip', 'ass', 'ssa', 'webvtt', 'pgssub', 'dvdsub', 'dvbsub', 'png'],
    ...['gif', 'apng', 'webp'],
  ],
  maxPixels: 8192 * 8192,
  maxStreams: 32,
  maxDuration: 12 * 3600,
}

/** The same for a playlist that this server wrote, which leads to other files that it wrote. */
export const playlistPolicy = (policy: InputPolicy): InputPolicy => ({
  ...policy,
  demuxers: ['hls', 'mov', 'mpegts'],
})

/** The options that stand before `-i`, for ffmpeg and ffprobe alike. They cover inputs only. */
export const inputOptions = (policy: InputPolicy, protocols = 'file,pipe'): string[] => [
  ...['-protocol_whitelist', protocols],
  ...['-format_whitelist', policy.demuxers.join(',')],
  ...['-codec_whitelist', policy.decoders.join(',')],
  ...['-max_pixels', String(policy.maxPixels)],
  ...['-max_streams', String(policy.maxStreams)],
  ...['-probesize', '50M', '-analyzeduration', '30M'],
]

/** How each format of image is read: by one demuxer that never looks at other files, and the decoders it can lead to. */
const IMAGE_READERS: Readonly<Record<ImageFormat, readonly [demuxer: string, decoder: string]>> = {
  png: ['png_pipe', 'png'],
  apng: ['apng', 'apng'],
  jpeg: ['jpeg_pipe', 'mjpeg'],
  webp: ['webp_pipe', 'webp'],
  gif: ['gif', 'gif'],
}
const MAX_IMAGE_PIXELS = 4096 * 4096

/** The options that stand before `-i` of an image to lay over a picture. Its format is told by its first bytes, never guessed. */
export const imageInputOptions = (format: ImageFormat): string[] => {
  const [demuxer, decoder] = IMAGE_READERS[format]
  return [
    ...['-protocol_whitelist', 'file,pipe'],
    ...['-format_whitelist', demuxer],
    ...['-codec_whitelist', decoder],
    ...['-max_pixels', String(MAX_IMAGE_PIXELS)],
    ...['-max_streams', '1'],
    ...['-f', demuxer],
  ]
}
