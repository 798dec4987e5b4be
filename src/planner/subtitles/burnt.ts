import type { SubtitleStream } from '../../domain/media-info.ts'
import type { StepFile } from '../../domain/plan.ts'
import type { Problem } from '../../domain/problem.ts'
import type { SubtitleDocument } from '../../domain/subtitle-document.ts'
import type { BurntSubtitles } from '../../domain/subtitle-spec.ts'
import { type Colors, isHdr } from '../colors.ts'
import { type DraftContext, refuse } from '../draft.ts'
import type { Framing, Size } from '../frame-size.ts'
import type { SourceVideo } from '../source.ts'
import { signalColor } from '../text/signal-color.ts'
import { assInColors, sameInYuv } from './ass-colors.ts'
import { isOpaque } from './ass-look.ts'
import { documentOfFile, documentOfTrack, isText } from './documents.ts'
import { lookOf } from './look.ts'
import { type PlacedPictures, placePictures } from './place-pictures.ts'
import { type SourcePart, shownIn } from './source-part.ts'
import { trackOf } from './track-of.ts'
import { undrawable } from './undrawable.ts'
import { writeAss, writeFastAss } from './write-ass.ts'

/** Text drawn on one finished picture. Plain data, so that equal pictures have equal keys. */
export interface DrawnCaptions extends Size {
  readonly kind: 'captions'
  /** An ASS script. */
  readonly file: StepFile
  /** What the script's clock shows when the output begins, in seconds; and how often as fast it runs. */
  readonly from: number
  readonly speed: number
  /** Drawn on a canvas of RGB, of this colour (`rrggbb`) where nothing is, or of none; `clear`: light shines through some of it. Absent: on the picture itself. */
  readonly canvas?: { readonly ground?: string } | { readonly clear: true }
}

/** Pictures of text, a track of the source, laid over one finished picture. */
export interface DrawnPictures extends PlacedPictures {
  readonly kind: 'pictures'
  /** The stream's index in the source. */
  readonly stream: number
  /** Seconds on the output's clock after which nothing more is taken of it. */
  readonly until?: number
  /** More than the part is read of it: what is on screen when the part begins is there from its first picture on. */
  readonly led?: true
  /** The picture it lies on is HDR: its white is far brighter than paper. */
  readonly dimmed: boolean
}

export type BurntDrawn = DrawnCaptions | DrawnPictures

/** The finished picture that subtitles are drawn on, and what it is made of. */
export interface BurnPlace {
  readonly frame: Size
  readonly framing: Framing
  readonly colors: Colors
  readonly video: SourceVideo
}

export type Burnt =
  /** Nothing where nothing is said in the part that is shown. */
  { readonly drawn: BurntDrawn | undefined; readonly reason: string } | { readonly problem: Problem }

/** What burnt-in subtitles are on a finished picture. */
export const burnSubtitles = (
  { from, style }: BurntSubtitles,
  place: BurnPlace,
  ctx: DraftContext,
): Burnt => {
  if ('file' in from) {
    const found = documentOfFile(from.file, ctx)
    return 'problem' in found ? found : captions(found.document, style, place, ctx)
  }
  const found = trackOf(from, ctx.own.media.subtitles)
  if ('problem' in found) return found
  const { stream } = found
  if (!isText(stream)) return pictures(stream, place, ctx)
  const said = documentOfTrack(stream, ctx)
  return 'problem' in said ? said : captions(said.document, style, place, ctx)
}

const captions = (
  document: SubtitleDocument,
  style: BurntSubtitles['style'],
  { frame, colors }: BurnPlace,
  ctx: DraftContext,
): Burnt => {
  const { part } = ctx.own
  const seen = ctx.joined ? shownIn(document, { ...part, at: part.start }) : within(document, part)
  if ((seen.kind === 'cues' ? seen.cues : seen.events).length === 0)
    return { drawn: undefined, reason: 'no subtitles: nothing is said in this part' }
  const look = lookOf(style ?? {}, frame, ctx)
  if ('problem' in look) return look
  const missing = undrawable(seen, ctx.fonts)
  if (missing) return { problem: missing }
  const script = assInColors(seen.kind === 'cues' ? writeFastAss(seen.cues, look) : writeAss(seen), colors)
  // The letters of plain text all end in one colour.
  const clear = seen.kind === 'cues' && !isOpaque(look)
  const ground = seen.kind === 'cues' && look.outline > 0 ? signalColor(look.outlineColor, colors) : undefined
  return {
    drawn: {
      ...{ kind: 'captions', width: frame.width, height: frame.height },
      file: ctx.fileOf(script),
      ...(!sameInYuv(script, colors) && {
        canvas: clear ? { clear } : ground === undefined ? {} : { ground },
      }),
      from: part.start - part.at,
      speed: seen.kind === 'cues' ? 10 : 1,
    },
    reason: seen.kind === 'cues' ? 'subtitles drawn on it' : 'subtitles drawn on it in their own style',
  }
}

/** What is seen in the part, whole and on its own clock: what is half over when it begins goes on as it would. */
const within = (document: SubtitleDocument, { start, length }: SourcePart): SubtitleDocument => {
  const end = start + (length ?? Number.POSITIVE_INFINITY)
  const seen = (cue: { readonly start: number; readonly end: number }): boolean =>
    cue.start < end && cue.end > start
  return document.kind === 'cues'
    ? { ...document, cues: document.cues.filter(seen) }
    : { ...document, events: document.events.filter(seen) }
}

const pictures = ({ index, codec }: SubtitleStream, place: BurnPlace, ctx: DraftContext): Burnt => {
  if (ctx.joined)
    return refuse(
      'unsupported-parameter',
      `Subtitles of ${codec} are pictures and cannot be drawn on joined clips.`,
    )
  const placed = placePictures(place.framing, place.video.decoded)
  if (!placed)
    return refuse(
      'unsupported-parameter',
      `Subtitles of ${codec} are pictures and cannot be drawn on a picture that is turned.`,
    )
  const { length } = ctx.own.part
  const { num, den } = place.video.stream.frameRate
  const frame = num > 0 && den > 0 ? den / num : 0.04
  return {
    drawn: {
      ...{ kind: 'pictures', stream: index, dimmed: isHdr(place.colors), ...placed },
      ...(ctx.cut.lead !== undefined && { led: true as const }),
      ...(length !== undefined && { until: Math.max(frame, length - frame) }),
    },
    reason: `pictures of text drawn on it, ${codec}`,
  }
}
