import type { Container } from '../../../domain/output-spec.ts'
import type { AnimationFormat } from '../../../domain/picture-spec.ts'
import type { CONTAINERS } from '../schema/template-config.ts'
import type { toAudioSpec } from './audio.ts'
import type { IceVideoCodec } from './video.ts'

export type Format = (typeof CONTAINERS)[number]
type AudioCodec = Parameters<typeof toAudioSpec>[1]

/** What a format is made of, and what it takes. */
export type Rule =
  | {
      readonly kind: 'file'
      readonly container: Container
      /** The codec taken where none is named; absent: sound alone. */
      readonly video?: IceVideoCodec
      /** Likewise the first. */
      readonly audio: readonly [AudioCodec, ...AudioCodec[]]
    }
  | {
      readonly kind: 'stream'
      readonly protocol: 'hls' | 'dash' | 'hls+dash'
      readonly segments: 'ts' | 'fmp4'
      readonly video: IceVideoCodec
      readonly audio: readonly [AudioCodec, ...AudioCodec[]]
    }
  | { readonly kind: 'animation'; readonly format: AnimationFormat }

const file = (container: Container, audio: readonly [AudioCodec, ...AudioCodec[]]) =>
  ({ kind: 'file', container, video: 'h264', audio }) as const
const sound = (container: Container, audio: readonly [AudioCodec, ...AudioCodec[]]) =>
  ({ kind: 'file', container, audio }) as const
const fragments = {
  kind: 'stream',
  segments: 'fmp4',
  video: 'h264',
  audio: ['AAC', 'AC3', 'EAC3', 'OPUS'],
} as const

export const RULES: Readonly<Record<Format, Rule>> = {
  mp4: file('mp4', ['AAC', 'MP3', 'AC3', 'EAC3', 'MP2', 'OPUS']),
  mov: file('mov', ['AAC', 'MP3', 'AC3', 'EAC3', 'MP2', 'pcm_s16le']),
  mkv: file('mkv', ['AAC', 'MP3', 'AC3', 'EAC3', 'MP2', 'OPUS', 'VORBIS', 'FLAC', 'pcm_s16le']),
  webm: { kind: 'file', container: 'webm', video: 'vp9', audio: ['OPUS', 'VORBIS'] },
  flv: file('flv', ['AAC', 'MP3']),
  mxf: file('mxf', ['pcm_s16le']),
  ts: file('ts', ['AAC', 'MP3', 'MP2', 'AC3', 'EAC3']),
  m3u8: {
    ...{ kind: 'stream', protocol: 'hls', segments: 'ts', video: 'h264' },
    audio: ['AAC', 'MP3', 'AC3', 'EAC3'],
  },
  'hls-fmp4': { ...fragments, protocol: 'hls' },
  mpd: { ...fragments, protocol: 'dash' },
  cmaf: { ...fragments, protocol: 'hls+dash' },
  mp3: sound('mp3', ['MP3']),
  m4a: sound('m4a', ['AAC', 'AC3']),
  aac: sound('adts', ['AAC']),
  ogg: sound('ogg', ['OPUS', 'VORBIS', 'FLAC']),
  flac: sound('flac', ['FLAC']),
  wav: sound('wav', ['pcm_s16le']),
  gif: { kind: 'animation', format: 'gif' },
  webp: { kind: 'animation', format: 'webp' },
}
