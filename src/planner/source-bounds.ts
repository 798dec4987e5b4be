import type { AudioStream, MediaInfo } from '../domain/media-info.ts'
import type { AudioSpec, RateControl, VideoSpec } from '../domain/output-spec.ts'
import type { Problem } from '../domain/problem.ts'
import { bps } from '../domain/units.ts'
import { refuse } from './draft.ts'
import { pictureSize } from './frame-size.ts'
import { videoFraming } from './framing.ts'
import type { SourceVideo } from './source.ts'

type Bounded<Spec> = { readonly spec: Spec } | { readonly problem: Problem }

/** A wish for a picture as it bears what the source has; one for more than that is brought down or refused, as it says itself. */
export const pictureInBounds = (
  spec: VideoSpec,
  video: SourceVideo,
  media: MediaInfo,
): Bounded<VideoSpec> => {
  const { ifAboveSource: rule } = spec
  const large = rule?.size === 'refuse' ? enlarged(spec, video) : undefined
  if (large !== undefined) return refuse('value-out-of-range', large)
  const asked = spec.rate.mode === 'crf' ? undefined : spec.rate.bitrate
  // The whole file's bitrate is above its video's: what is more than even that is more than the video has.
  const has = video.stream.bitrate ?? media.bitrate
  if (rule?.bitrate === undefined || asked === undefined || has <= 0 || asked <= has) return { spec }
  if (rule.bitrate === 'refuse') return aboveBitrate('video', asked, has)
  return { spec: { ...spec, rate: { ...spec.rate, bitrate: bps(has) } as RateControl } }
}

/** The same of a sound. A wish that names no bitrate asks for none. */
export const soundInBounds = (spec: AudioSpec, audio: AudioStream): Bounded<AudioSpec> => {
  const [asked, has = 0] = [spec.bitrate, audio.bitrate]
  if (spec.ifAboveSource === undefined || asked === undefined || has <= 0 || asked <= has) return { spec }
  if (spec.ifAboveSource.bitrate === 'refuse') return aboveBitrate('audio', asked, has)
  return { spec: { ...spec, bitrate: bps(has) } }
}

/** Sides are rounded to even numbers: less than two pixels are no enlargement. */
const ROUNDING = 2

const enlarged = (spec: VideoSpec, video: SourceVideo): string | undefined => {
  const { size, ground: _, ...rest } = spec
  if (size.by === 'source') return undefined
  const framed = (upscale: boolean) => videoFraming({ ...rest, size: { ...size, upscale } }, video)
  const [wished, bounded] = [framed(true), framed(false)]
  if ('outside' in wished || 'outside' in bounded) return undefined
  const [asked, largest] = [pictureSize(wished), pictureSize(bounded)]
  const fits = asked.width < largest.width + ROUNDING && asked.height < largest.height + ROUNDING
  if (fits) return undefined
  const { width, height } = video.display
  return `A picture of ${asked.width}x${asked.height} is asked for that is no larger than the source, which is ${width}x${height}.`
}

const aboveBitrate = (what: string, asked: number, has: number) =>
  refuse(
    'value-out-of-range',
    `${kbit(asked)} of ${what} are asked for that are no more than the source has, which is ${kbit(has)}.`,
    { detail: { asked, has } },
  )

const kbit = (n: number): string => `${Math.round(n / 1000)} kbit/s`
