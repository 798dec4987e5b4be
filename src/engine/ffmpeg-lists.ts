import type { Capabilities } from '../domain/plan.ts'

/** What `-version` says: the name of the build, and the library version that tells how old a nameless build is. */
export interface FfmpegVersion {
  /** e.g. `5.1.9-0+deb12u1`, or `N-121000-gabcdef` for a build from git. */
  readonly text: string
  readonly avutil: readonly [major: number, minor: number]
}

/** libavutil of FFmpeg 5.1. */
const OLDEST = [57, 28] as const

export const versionOf = (output: string): FfmpegVersion | undefined => {
  const text = /^ffmpeg version (\S+)/.exec(output)?.[1]
  const avutil = /^libavutil\s+(\d+)\.\s*(\d+)\./m.exec(output)
  if (text === undefined || avutil === null) return undefined
  return { text, avutil: [Number(avutil[1]), Number(avutil[2])] }
}

export const isOldVersion = ({ avutil: [major, minor] }: FfmpegVersion): boolean =>
  major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])

/** The names in a list such as `-encoders` prints: flags, name, description. One line may hold names joined by commas. */
export const namesOf = (output: string): ReadonlySet<string> =>
  new Set(
    output.split('\n').flatMap((line) => {
      const [, flags, names] = /^ ([A-Z.| ]{1,8}) (\S+)\s/.exec(line) ?? []
      return flags === undefined || names === undefined || names === '=' ? [] : names.split(',')
    }),
  )

/** What Pentode makes use of, and what cannot be made without it. */
const WANTED = {
  encoders: {
    ...{ libx264: 'H.264', libx265: 'H.265', libsvtav1: 'AV1', 'libvpx-vp9': 'VP9', libvpx: 'VP8' },
    ...{ aac: 'AAC', libmp3lame: 'MP3', libopus: 'Opus', libvorbis: 'Vorbis', mp2: 'MP2' },
    ...{ ac3: 'AC-3', eac3: 'E-AC-3', flac: 'FLAC', alac: 'ALAC' },
    ...{ pcm_s16le: 'PCM', pcm_s24le: 'PCM of 24 bits', mjpeg: 'pictures and sprite sheets' },
  },
  filters: {
    ...{ scale: 'other sizes', split: 'several sizes from one decode', fps: 'other frame rates' },
    ...{ tile: 'sprite sheets', crop: 'cropping', pad: 'padding', setsar: 'square pixels' },
    ...{
      format: 'other pixel formats',
      bwdif: 'deinterlacing',
      estdif: 'deinterlacing of single pictures',
      aresample: 'other sample rates',
    },
    ...{ zscale: 'HDR shown as SDR', tonemap: 'HDR shown as SDR' },
    ...{
      overlay: 'watermarks',
      drawtext: 'text watermarks',
      unpremultiply: 'text watermarks',
      ass: 'burnt-in subtitles',
      alphamerge: 'burnt-in subtitles that light shines through',
    },
    ...{ aformat: 'other sample formats', pan: 'other channel counts', volume: 'other volumes' },
    ...{ alimiter: 'peaks that do not clip', loudnorm: 'loudness', ebur128: 'loudness' },
    ...{ ssim: 'quality by SSIM', psnr: 'quality by PSNR' },
  },
  muxers: {
    ...{ mp4: 'MP4', mov: 'MOV', matroska: 'MKV', webm: 'WebM', flv: 'FLV', mpegts: 'TS', hls: 'HLS' },
    ...{ ipod: 'M4A', mp3: 'MP3', flac: 'FLAC', ogg: 'Ogg', wav: 'WAV', adts: 'AAC files' },
    ...{ image2: 'pictures and sprite sheets', tee: 'one encode for several files', null: 'two passes' },
  },
} as const

/** Parts that most builds do without. */
const WELCOME = { libfdk_aac: 'HE-AAC' } as const

export interface FfmpegReport {
  readonly version: string
  readonly encoders: Presence
  readonly filters: Presence
  readonly muxers: Presence
}
export interface Presence {
  readonly present: readonly string[]
  readonly missing: readonly Missing[]
  /** Not there, and seldom anywhere. */
  readonly absent: readonly Missing[]
}
export interface Missing {
  readonly name: string
  /** What cannot be made. */
  readonly costs: string
}

/** Which of the wanted parts this FFmpeg has. */
export const describeFfmpeg = (capabilities: Capabilities): FfmpegReport => ({
  version: capabilities.version,
  encoders: {
    ...presence(WANTED.encoders, capabilities.encoders),
    absent: without(WELCOME, capabilities.encoders),
  },
  filters: presence(WANTED.filters, capabilities.filters),
  muxers: presence(WANTED.muxers, capabilities.muxers),
})

const presence = (wanted: Readonly<Record<string, string>>, there: ReadonlySet<string>): Presence => ({
  present: [...Object.keys(wanted), ...Object.keys(WELCOME)].filter((name) => there.has(name)),
  missing: without(wanted, there),
  absent: [],
})

const without = (wanted: Readonly<Record<string, string>>, there: ReadonlySet<string>): readonly Missing[] =>
  Object.entries(wanted)
    .filter(([name]) => !there.has(name))
    .map(([name, costs]) => ({ name, costs }))
