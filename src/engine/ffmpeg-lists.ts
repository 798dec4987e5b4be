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

/** What Pentode makes use of, and what for. */
const WANTED = {
  encoders: [
    'libx264',
    'libx265',
    'aac',
    'libmp3lame',
    'libopus',
    'flac',
    'ac3',
    'pcm_s16le',
    'pcm_s24le',
    'mjpeg',
  ],
  filters: [
    'scale',
    'split',
    'fps',
    'tile',
    'crop',
    'pad',
    'setsar',
    'format',
    'bwdif',
    'zscale',
    'tonemap',
    'aresample',
  ],
  muxers: ['mp4', 'mov', 'matroska', 'flv', 'mpegts', 'ipod', 'mp3', 'flac', 'ogg', 'wav', 'hls', 'image2'],
} as const

export interface FfmpegReport {
  readonly version: string
  readonly encoders: Presence
  readonly filters: Presence
  readonly muxers: Presence
}
export interface Presence {
  readonly present: readonly string[]
  readonly missing: readonly string[]
}

/** Which of the wanted parts this FFmpeg has. */
export const describeFfmpeg = (capabilities: Capabilities): FfmpegReport => ({
  version: capabilities.version,
  encoders: presence(WANTED.encoders, capabilities.encoders),
  filters: presence(WANTED.filters, capabilities.filters),
  muxers: presence(WANTED.muxers, capabilities.muxers),
})

const presence = (wanted: readonly string[], there: ReadonlySet<string>): Presence => ({
  present: wanted.filter((name) => there.has(name)),
  missing: wanted.filter((name) => !there.has(name)),
})
