import type { AudioStream } from '../domain/media-info.ts'
import type { AudioCodec } from '../domain/output-spec.ts'

/** FFmpeg's names, by channel count from 1. A count that is `undefined` cannot be said. */
type Layouts = readonly (string | undefined)[]

const COMMON: Layouts = ['mono', 'stereo', '3.0', 'quad', '5.0', '5.1', '6.1', '7.1']
const DOLBY: Layouts = ['mono', 'stereo', '3.0', 'quad', '5.0(side)', '5.1(side)']
const ALAC: Layouts = ['mono', 'stereo', '3.0', '4.0', '5.0', '5.1', '6.1(back)', '7.1(wide)']

/**
 * What players of each codec understand. FFmpeg's AAC encoder would write other layouts as a table of its own that most
 * players do not read, its Opus encoder refuses them; and AC-3 has its surrounds at the sides.
 */
const LAYOUTS: Readonly<Record<AudioCodec, Layouts>> = {
  aac: ['mono', 'stereo', '3.0', '4.0', '5.0', '5.1', undefined, '7.1'],
  mp3: ['mono', 'stereo'],
  mp2: ['mono', 'stereo'],
  opus: COMMON,
  vorbis: COMMON,
  ac3: DOLBY,
  eac3: DOLBY,
  flac: COMMON,
  alac: ALAC,
  pcm_s16le: COMMON,
  pcm_s24le: COMMON,
}
/** Codecs that store the channels of any layout as they come. */
const ANY_LAYOUT: ReadonlySet<AudioCodec> = new Set(['pcm_s16le', 'pcm_s24le'])

export interface ChannelLayout {
  readonly channels: number
  readonly name: string
}

/** The layout for so many channels, or for the largest count below that the codec can say. */
export const layoutFor = (codec: AudioCodec, wanted: number, source: AudioStream): ChannelLayout => {
  const names = LAYOUTS[codec]
  let channels = Math.min(Math.max(1, wanted), names.length)
  while (channels > 1 && names[channels - 1] === undefined) channels--
  const keeps = ANY_LAYOUT.has(codec) && source.channels === channels && source.layout !== undefined
  return { channels, name: (keeps ? source.layout : undefined) ?? names[channels - 1] ?? 'mono' }
}
