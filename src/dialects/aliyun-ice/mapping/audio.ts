import type { AudioCodec, AudioSpec } from '../../../domain/output-spec.ts'
import { fail } from '../../../domain/problem.ts'
import { kbps } from '../../../domain/units.ts'
import { audioProfile } from '../../../wire/aliyun/audio-profile.ts'
import { toVolume } from '../../../wire/aliyun/volume.ts'
import type { AudioConfig } from '../schema/template-config.ts'

const CODECS = {
  ...{ AAC: 'aac', AC3: 'ac3', EAC3: 'eac3', MP2: 'mp2', MP3: 'mp3', FLAC: 'flac', OPUS: 'opus' },
  ...{ VORBIS: 'vorbis', pcm_s16le: 'pcm_s16le' },
} as const satisfies Record<string, AudioCodec>

/** The service's own, where nothing is said. */
const DEFAULTS = { kbit: 128, channels: 2, sampleRate: 44_100 }
const CHANNELS = [0, 1, 2, 6]

/** A template's sound as a spec. @throws DomainError value-out-of-range, invalid-parameter */
export const toAudioSpec = (audio: AudioConfig, preset: keyof typeof CODECS, at: string): AudioSpec => {
  if (audio.Codec === 'copy') return { codec: 'aac', copy: 'always' }
  const codec = CODECS[audio.Codec ?? preset]
  const channels = audio.Channels ?? DEFAULTS.channels
  if (!CHANNELS.includes(channels))
    throw fail(
      'value-out-of-range',
      `Wrong value of the parameter "${at}.Channels": one of ${CHANNELS.join(', ')}.`,
      { path: `${at}.Channels` },
    )
  const lossless = codec === 'flac' || codec === 'pcm_s16le'
  return {
    codec,
    ...audioProfile(audio.Profile, codec, at),
    ...(audio.Volume ? { volume: toVolume(audio.Volume) } : {}),
    ...(lossless ? {} : { bitrate: kbps(audio.Bitrate ?? DEFAULTS.kbit) }),
    sampleRate: audio.Samplerate ?? (codec === 'opus' ? 48_000 : DEFAULTS.sampleRate),
    ...(channels === 0 ? {} : { channels }),
    copy: 'if-fits',
  }
}
