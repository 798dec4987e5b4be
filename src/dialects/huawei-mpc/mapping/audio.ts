import type { AudioSpec } from '../../../domain/output-spec.ts'
import { kbps } from '../../../domain/units.ts'
import type { AudioParameters } from '../schema/parameters.ts'
import { invalid } from './invalid.ts'

const CODECS = {
  1: { codec: 'aac' },
  2: { codec: 'aac', profile: 'he' },
  3: { codec: 'aac', profile: 'he-v2' },
  4: { codec: 'mp3' },
} as const
/** By their number; 1 keeps the source's. */
const SAMPLE_RATES = [undefined, 22_050, 32_000, 44_100, 48_000, 96_000] as const
const DEFAULT_CHANNELS = 2

/** Audio parameters as a spec. @throws DomainError invalid-parameter */
export const toAudioSpec = (audio: AudioParameters, at: string): AudioSpec => {
  if (audio.output_policy === 'copy') return { codec: 'aac', copy: 'always' }
  const made = CODECS[audio.codec ?? 1]
  const { codec } = made
  const sampleRate = SAMPLE_RATES[(audio.sample_rate ?? 1) - 1]
  const channels = audio.channels ?? DEFAULT_CHANNELS
  if (codec === 'mp3' && channels === 6) throw invalid(`${at}.channels`, 'MP3 has at most 2 channels')
  if (codec === 'mp3' && sampleRate === 96_000) throw invalid(`${at}.sample_rate`, 'MP3 has at most 48000 Hz')
  return {
    ...made,
    ...(audio.bitrate ? { bitrate: kbps(audio.bitrate) } : {}),
    ...(sampleRate === undefined ? {} : { sampleRate }),
    channels,
    copy: 'if-fits',
  }
}
