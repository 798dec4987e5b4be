import type { AudioStream } from '../domain/media-info.ts'
import type { AudioCodec, AudioSpec } from '../domain/output-spec.ts'
import { layoutFor } from './channel-layout.ts'
import type { ContainerRule } from './containers.ts'
import type { VolumeChange } from './loudness.ts'
import { type SoundTarget, soundFilters } from './sound-filters.ts'
import type { AudioEncode, TrackLabel } from './tracks.ts'

interface AudioRule {
  readonly encoder: string
  /** Highest first; absent takes any. */
  readonly sampleRates?: readonly number[]
  /** Default bit/s for one channel, two, and each pair beyond. Absent: the codec has no bitrate to set. */
  readonly bitrate?: { readonly mono: number; readonly stereo: number; readonly pair: number }
}

const DOLBY_RATES = [48000, 44100, 32000]
const MPEG_RATES = [48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000]

export const AUDIO_RULES: Readonly<Record<AudioCodec, AudioRule>> = {
  aac: {
    ...{ encoder: 'aac', sampleRates: [96000, 88200, 64000, ...MPEG_RATES, 7350] },
    bitrate: { mono: 64_000, stereo: 128_000, pair: 128_000 },
  },
  mp3: {
    ...{ encoder: 'libmp3lame', sampleRates: MPEG_RATES },
    bitrate: { mono: 64_000, stereo: 128_000, pair: 0 },
  },
  opus: {
    ...{ encoder: 'libopus', sampleRates: [48000, 24000, 16000, 12000, 8000] },
    bitrate: { mono: 64_000, stereo: 96_000, pair: 80_000 },
  },
  ac3: {
    ...{ encoder: 'ac3', sampleRates: DOLBY_RATES },
    bitrate: { mono: 96_000, stereo: 192_000, pair: 128_000 },
  },
  eac3: {
    ...{ encoder: 'eac3', sampleRates: DOLBY_RATES },
    bitrate: { mono: 64_000, stereo: 128_000, pair: 96_000 },
  },
  mp2: {
    ...{ encoder: 'mp2', sampleRates: [48000, 44100, 32000, 24000, 22050, 16000] },
    bitrate: { mono: 128_000, stereo: 256_000, pair: 0 },
  },
  vorbis: {
    ...{ encoder: 'libvorbis' },
    bitrate: { mono: 64_000, stereo: 128_000, pair: 96_000 },
  },
  flac: { encoder: 'flac' },
  alac: { encoder: 'alac' },
  pcm_s16le: { encoder: 'pcm_s16le' },
  pcm_s24le: { encoder: 'pcm_s24le' },
}

/** FFmpeg's own AAC is LC; the two that spend less on high tones are those of a library that most builds lack. */
const HE_AAC = { he: 'aac_he', 'he-v2': 'aac_he_v2' } as const
export const audioEncoder = ({ codec, profile = 'lc' }: Pick<AudioSpec, 'codec' | 'profile'>): string =>
  codec === 'aac' && profile !== 'lc' ? 'libfdk_aac' : AUDIO_RULES[codec].encoder

/** Bit/s an encode has when nobody asks for a figure; undefined for lossless codecs. */
export const defaultBitrate = (codec: AudioCodec, channels: number): number | undefined => {
  const rule = AUDIO_RULES[codec].bitrate
  if (!rule) return undefined
  return channels === 1 ? rule.mono : rule.stereo + rule.pair * Math.max(0, Math.ceil(channels / 2) - 1)
}

/** `volume` changes what the encoder gets; `label` is written beside it. */
export const audioEncode = (
  spec: AudioSpec,
  source: AudioStream,
  target: SoundTarget,
  volume: VolumeChange,
  label: TrackLabel,
): AudioEncode => {
  const rule = AUDIO_RULES[spec.codec]
  const { channels } = target.layout
  const bitrate = rule.bitrate && Math.round(spec.bitrate ?? defaultBitrate(spec.codec, channels) ?? 0)
  return {
    type: 'audio',
    index: source.index,
    codec: spec.codec,
    encoder: audioEncoder(spec),
    sampleRate: target.sampleRate,
    channels,
    filters: soundFilters(source, target, volume),
    ...(target.until !== undefined && { asPicture: true }),
    options: [
      ...(spec.profile !== undefined && spec.profile !== 'lc'
        ? [['profile', HE_AAC[spec.profile]] as const]
        : []),
      ...(bitrate ? [['b', String(bitrate)] as const] : []),
    ],
    ...(Object.keys(label).length > 0 && { label }),
  }
}

/** What the encoder is to get: as asked, as near as codec and container can say it. */
export const soundTarget = (
  spec: AudioSpec,
  source: AudioStream,
  container: ContainerRule,
  place: Pick<SoundTarget, 'soxr' | 'late' | 'held' | 'until'>,
): SoundTarget => ({
  layout: layoutFor(spec.codec, spec.channels ?? source.channels, source),
  sampleRate: nearest(
    spec.sampleRate ?? source.sampleRate,
    container.sampleRates?.[spec.codec] ?? AUDIO_RULES[spec.codec].sampleRates,
  ),
  ...place,
})

/** The rate itself, or the closest the codec can say; of two equally close ones the higher. */
const nearest = (wanted: number, rates: readonly number[] | undefined): number =>
  rates?.reduce((best, rate) => (Math.abs(rate - wanted) < Math.abs(best - wanted) ? rate : best)) ?? wanted
