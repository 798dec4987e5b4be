import { isImage, type VideoStream } from '../domain/media-info.ts'
import { type Rational, rational, toNumber } from '../domain/units.ts'
import { SEEKABLE } from './decode-groups.ts'
import type { AskMeasurement } from './draft.ts'
import { span } from './expectation.ts'
import type { Source, SourceVideo } from './source.ts'
import { type Cut, decimal } from './time-range.ts'

/**
 * Frames that stay long: slides, pictures of a screen, the last one of a moving image. Decoders know when a frame begins, and
 * not how long it is to be seen, so that a part which begins or ends inside one would lack it, or be too long.
 */
export interface Held {
  /** Frames a second that the part is made of instead. */
  readonly rate: Rational
  /** Seconds that are read before the start of the part. */
  readonly lead: number
  /** Seconds from where the frame on screen at the start begins to there; 0 when one begins with the part. */
  readonly first: number
  /** Seconds from where the last frame begins to where the picture ends. */
  readonly last: number
  /** Seconds from the start of the part to the end of the picture. */
  readonly end: number
  /** The first frame, which comes after so much as `first` says, is shown from so many seconds after the beginning on. */
  readonly fill?: { readonly from: number }
}

/** Seconds. A frame that stays no longer is ordinary. */
const LONG = 0.25
/** Frames a second under which that is no exception. */
const SLOW = 1 / LONG
/** Seconds that times of a container may be off. */
const ROUNDING = 0.0015
const USUAL_RATES = [25, 30, 50, 60]

/**
 * The part with what has to be held, and the source as it is then. Undefined where its frames follow each other as usual, where
 * nobody can look, and while nobody looked.
 */
export const heldPart = (
  cut: Cut,
  source: Source,
  measured: AskMeasurement,
): { readonly cut: Cut & { readonly held: Held }; readonly source: Source } | undefined => {
  const { media, video } = source
  const image = isImage(media)
  if (!video || video.stream.interlaced || !(image || SEEKABLE.test(media.container))) return undefined
  const average = toNumber(video.stream.frameRate)
  if (!video.variable && average >= SLOW) return undefined
  const { end } = span(video.stream, { source, cut })
  if (!(end > 0)) return undefined
  const times = (from: number, to: number): readonly number[] => {
    const begin = image ? 0 : Math.max(0, from)
    const wish = { what: 'frame-times', which: 'all', stream: video.stream.index } as const
    const found = measured({ ...wish, from: begin, to: Math.max(to, begin + ROUNDING) })
    return found?.what === 'frame-times' ? found.times.map((time) => begin + time - cut.start) : []
  }
  const around = cut.start > 0 ? times(cut.start, cut.start + LONG) : []
  const onScreen = around.findLast((time) => time < ROUNDING)
  const soon = around.some((time) => time > -ROUNDING)
  const first = onScreen === undefined || soon ? 0 : -onScreen
  const final = times(cut.start + end - LONG, cut.start + end).findLast((time) => time < end - ROUNDING)
  if (final === undefined) return undefined
  const last = end - Math.max(final, -first)
  const usual = cut.length === undefined && last < 1.5 / average
  if (first === 0 && (usual || Math.abs(last - 1 / average) <= LONG)) return undefined
  const lead = first === 0 ? 0 : image ? cut.start : Math.min(cut.start, first + ROUNDING)
  const rate = rational(usualRate(average))
  return {
    cut: { ...cut, held: { rate, lead, first, last, end } },
    source: { ...source, video: steadily(video, rate, end) },
  }
}

/** The usual rate that loses no frame on average. */
export const usualRate = (average: number): number => USUAL_RATES.find((each) => each >= average * 0.99) ?? 60

/** A picture of even frames that lasts so many seconds. */
export const steadily = (video: SourceVideo, rate: Rational, lasting: number): SourceVideo => {
  const stream: VideoStream = {
    ...video.stream,
    ...{ frameRate: rate, baseFrameRate: rate, frames: Math.round(lasting * toNumber(rate)) },
  }
  return { ...video, stream, variable: false }
}

/** What makes the frames of a held part from those that are decoded. */
export const heldFilters = ({ rate, lead, first, last, end, fill }: Held): readonly string[] => [
  ...(fill
    ? [
        `setpts=PTS-${decimal(fill.from)}/TB`,
        `fps=${rate.num}/${rate.den}:start_time=0`,
        `setpts=PTS+${decimal(fill.from)}/TB`,
      ]
    : lead > 0
      ? [
          `setpts=PTS-${decimal(lead)}/TB`,
          `select='gte(t,${decimal(-first - ROUNDING)})'`,
          "setpts='max(PTS,0)'",
          `fps=${rate.num}/${rate.den}:round=up:start_time=0`,
        ]
      : [`fps=${rate.num}/${rate.den}:round=up`]),
  `tpad=stop_mode=clone:stop_duration=${decimal(last + 1)}`,
  `trim=end=${decimal(end)}`,
]

/** What brings the sound that is read before the start of a held part to its place. */
export const soundOnHeld = (held: Held | undefined): readonly string[] =>
  held && held.lead > 0 ? [`atrim=start=${decimal(held.lead)}`, `asetpts=PTS-${decimal(held.lead)}/TB`] : []
