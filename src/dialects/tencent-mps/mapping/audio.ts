import type { AudioCodec, AudioSpec } from '../../../domain/output-spec.ts'
import { fail } from '../../../domain/problem.ts'
import { kbps } from '../../../domain/units.ts'
import type { AudioTemplate } from '../schema/transcode-parameters.ts'

/** The service's codec names and the encoders' behind them, which it accepts too. */
const CODECS = {
  ...{ aac: 'aac', libfdk_aac: 'aac', mp3: 'mp3', libmp3lame: 'mp3', flac: 'flac', ac3: 'ac3' },
  ...{ eac3: 'eac3', mp2: 'mp2', opus: 'opus', vorbis: 'vorbis' },
  ...{ pcm16: 'pcm_s16le', pcm_s16le: 'pcm_s16le', pcm24: 'pcm_s24le', pcm_s24le: 'pcm_s24le' },
} as const satisfies Record<string, AudioCodec>

const DEFAULT_CHANNELS = 2
const CHANNELS = [0, 1, 2, 6]

/** What templates of all kinds say of a sound. */
type Wish = Pick<AudioTemplate, 'Codec' | 'Bitrate' | 'SampleRate' | 'AudioChannel' | 'StreamSelects'>

/** An audio template as a spec. @throws DomainError missing-parameter, value-out-of-range */
export const toAudioSpec = (template: Wish, at: string): AudioSpec => {
  const name = template.Codec
  const { StreamSelects: tracks = [] } = template
  const from = tracks.length > 0 ? { from: tracks.map((track) => ({ track })) } : {}
  if (name === undefined) throw fail('missing-parameter', `Missing: ${at}.Codec.`, { path: `${at}.Codec` })
  if (name === 'copy') return { codec: 'aac', ...from, copy: 'always' }
  const channels = template.AudioChannel ?? DEFAULT_CHANNELS
  if (!CHANNELS.includes(channels))
    throw fail(
      'value-out-of-range',
      `Wrong value of the parameter "${at}.AudioChannel": one of ${CHANNELS.join(', ')}.`,
      {
        path: `${at}.AudioChannel`,
      },
    )
  return {
    codec: CODECS[name],
    ...(template.Bitrate ? { bitrate: kbps(template.Bitrate) } : {}),
    ...(template.SampleRate ? { sampleRate: template.SampleRate } : {}),
    ...(channels === 0 ? {} : { channels }),
    ...from,
    copy: 'if-fits',
  }
}
