import type { AudioStream } from '../domain/media-info.ts'
import type { AudioSpec } from '../domain/output-spec.ts'
import { AUDIO_RULES, defaultBitrate } from './audio-encode.ts'

/** The first thing about the source's sound that is not as asked, for people; undefined when it can be copied. */
export const audioMisfit = (spec: AudioSpec, audio: AudioStream, cut: boolean): string | undefined => {
  if (cut) return 'a part of the source is asked for'
  if (spec.volume) return 'its volume is to be changed'
  if (audio.codec !== spec.codec) return `it is ${audio.codec}, not ${spec.codec}`
  if (spec.sampleRate !== undefined && spec.sampleRate !== audio.sampleRate)
    return `its sample rate is ${audio.sampleRate} Hz, not ${spec.sampleRate} Hz`
  if (spec.channels !== undefined && spec.channels !== audio.channels)
    return `its channels are ${audio.channels}, not ${spec.channels}`
  if (!AUDIO_RULES[spec.codec].bitrate) return undefined
  const asked = spec.bitrate ?? defaultBitrate(spec.codec, audio.channels) ?? 0
  if (audio.bitrate === undefined) return 'its bitrate is not known'
  return audio.bitrate <= asked * 1.1
    ? undefined
    : `its bitrate is ${Math.round(audio.bitrate / 1000)} kbit/s, above ${Math.round(asked / 1000)} kbit/s`
}
