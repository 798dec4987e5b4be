import type { AudioStream } from '../domain/media-info.ts'
import type { ChannelLayout } from './channel-layout.ts'
import { channelMix } from './channel-mix.ts'
import { type Held, soundOnHeld } from './held.ts'

/**
 * The timeline made whole: silence where packets are missing or the sound starts after the picture, and a stretch that
 * nobody hears where its clock drifts by more than 10 ms. A packet and a half is no drift: stretching over it would leave
 * the sound off by as much for seconds. Containers without timestamps of their own would move it forward.
 */
const ON_TIME = 'aresample=async=1000:min_comp=0.01:min_hard_comp=0.035'
/** Seconds. Silence that the resampler puts in is held in memory, all of it at once; a longer one is made piece by piece. */
const LONG_SILENCE = 10

/** Seconds. Sound that begins so little after the picture keeps its times; before any other silence is made. */
const HARDLY_LATE = 0.1

/** After a first stretch the resampler goes on from the time that it is then given, which may be a little back. */
const GOING_ON = 'aresample=async=1'

/**
 * When the source changes its channels or its rate, FFmpeg makes the filters anew, and one that fills up from zero does so
 * again: silence as long as all that was. So only what is late is filled up, and what has to begin with its first sample;
 * and not by the resampler that stretches, which begins anew with its first stretch.
 */
const onTime = ({ late, anchored, until }: SoundTarget): readonly string[] => {
  if (late > LONG_SILENCE) return [ON_TIME, 'asetpts=N/SR/TB', `adelay=${Math.round(late * 1000)}:all=1`]
  if (late <= HARDLY_LATE && !anchored && until === undefined) return ['atrim=start=0', ON_TIME, GOING_ON]
  return [ON_TIME, `${GOING_ON}:first_pts=0`]
}

/** Linear; -1 dB leaves room for what a lossy codec adds. */
const SAFE_PEAK = 0.891

/** Sample peaks over `limit` are turned down before they come; `latency` puts the delay of looking ahead right again. */
export const limiter = (limit: number): string =>
  `alimiter=limit=${limit.toFixed(4)}:level=false:latency=true`

export const resampler = (rate: number, soxr: boolean): string =>
  soxr ? `aresample=${rate}:resampler=soxr:precision=28` : `aresample=${rate}:filter_size=64:cutoff=0.97`

export interface SoundTarget {
  readonly layout: ChannelLayout
  /** Hz */
  readonly sampleRate: number
  readonly soxr: boolean
  /** Seconds of the part that is read before the sound begins. */
  readonly late: number
  /** Its first sample is that of the part, whatever time it has: nobody carries times on. */
  readonly anchored?: boolean
  /** Of a part of which more is read. */
  readonly held?: Held
  /** Silence is added up to here, in seconds. */
  readonly until?: number
}

/** A track on time and with the target's channels, at the source's rate; what comes after may have to limit its peaks. */
export const mixed = (
  source: AudioStream,
  target: SoundTarget,
): { readonly filters: readonly string[]; readonly mayClip: boolean } => {
  const mix = channelMix(source, target.layout)
  return {
    filters: [...soundOnHeld(target.held), ...onTime(target), ...mix.filters],
    mayClip: mix.mayClip,
  }
}

/** From the source's sound to what the encoder gets. `volume` filters stand at the source's rate. */
export const soundFilters = (
  source: AudioStream,
  target: SoundTarget,
  volume: { readonly filters: readonly string[]; readonly limited: boolean; readonly boosts: boolean },
): readonly string[] => {
  const mix = mixed(source, target)
  // A volume that limits at a higher rate has left the source's.
  const rate =
    source.sampleRate === target.sampleRate && !volume.limited
      ? []
      : [resampler(target.sampleRate, target.soxr)]
  const guard = (mix.mayClip || volume.boosts) && !volume.limited ? [limiter(SAFE_PEAK)] : []
  const padding = target.until === undefined ? [] : [`apad=whole_dur=${target.until.toFixed(3)}`]
  return [...mix.filters, ...volume.filters, ...rate, ...guard, ...padding]
}
