import type { AudioSpec } from '../../../domain/output-spec.ts'
import { fail } from '../../../domain/problem.ts'
import { kbps } from '../../../domain/units.ts'
import type { Parameters } from '../schema/transcode-template.ts'

const STEREO = 2

/** @throws DomainError missing-parameter */
export const toAudioSpec = (audio: NonNullable<Parameters['audio']>): AudioSpec => {
  if (audio.codec === 'copy') return { codec: 'aac', copy: 'always' }
  for (const name of ['codec', 'bitrate', 'sampleRate'] as const)
    if (audio[name] === undefined)
      throw fail('missing-parameter', `Missing: the parameter "audio.${name}".`, { path: `audio.${name}` })
  return {
    codec: audio.codec === 'libmp3lame' ? 'mp3' : 'aac',
    bitrate: kbps(audio.bitrate ?? 0),
    sampleRate: audio.sampleRate ?? 0,
    channels: audio.soundSystem ?? STEREO,
    copy: 'if-fits',
  }
}
