import type { AudioStream } from '../domain/media-info.ts'
import type { ChannelLayout } from './channel-layout.ts'

export interface ChannelMix {
  readonly filters: readonly string[]
  /** Channels are added up: what was loud may now be over full scale. */
  readonly mayClip: boolean
}

/**
 * How the source's channels become the target's. Fewer: as ITU-R BS.775 says, centre and surrounds at -3 dB beside the
 * front, the bass effects left out, and no scaling that would make dialogue quiet. More: none is invented; those of the
 * source keep their places and the others are silent, except that mono becomes both sides of stereo.
 */
export const channelMix = (source: AudioStream, target: ChannelLayout): ChannelMix => {
  if (source.layout === target.name) return { filters: [], mayClip: false }
  // FFmpeg's own gains for these two are -3 dB each, for sounds that have nothing in common; the two sides of a voice have.
  if (source.channels === 1 && target.name === 'stereo')
    return { filters: ['pan=stereo|c0=c0|c1=c0'], mayClip: false }
  if (source.channels === 2 && target.name === 'mono')
    return { filters: ['pan=mono|c0=0.5*c0+0.5*c1'], mayClip: false }
  // In floats: integers would be scaled down by the sum of all gains, and dialogue by 11 dB.
  return {
    filters: [`aformat=sample_fmts=fltp:channel_layouts=${target.name}`],
    mayClip: source.channels > target.channels,
  }
}
