import type { OutputSpec, SnapshotsSpec, VideoSpec } from '../../../domain/output-spec.ts'
import type {
  ImageOverlay,
  Length,
  MosaicOverlay,
  Overlay,
  TextOverlay,
  TimeWindow,
} from '../../../domain/overlay-spec.ts'
import { fail } from '../../../domain/problem.ts'
import { seconds } from '../../../domain/units.ts'
import type { TextWatermark } from '../schema/watermark-templates.ts'
import { cornerOf, type MosaicInput, type RawWatermark, type WatermarkInput } from '../schema/watermarks.ts'
import { toSource } from './locations.ts'

/** What is drawn on the picture of a task. */
export interface Drawn {
  readonly WatermarkSet?: readonly WatermarkInput[] | undefined
  readonly MosaicSet?: readonly MosaicInput[] | undefined
}

/** A watermark without its time, as a template keeps it. The words of one may come with the task. */
export type Mark = Omit<ImageOverlay, 'window'> | TextMark
type TextMark = Omit<TextOverlay, 'window' | 'text'> & { readonly text?: string }

const toLength = (text: string): Length => {
  const value = Number.parseFloat(text)
  return text.endsWith('%') ? { percent: value } : { px: value }
}
/** A side of 0 is one that follows from the other. */
const side = <K extends 'width' | 'height'>(name: K, text: string | undefined) => {
  if (text === undefined || Number.parseFloat(text) === 0) return {}
  return { [name]: toLength(text) } as { readonly [key in K]: Length }
}

const PLAYS = { once: 'once', repeat_last_frame: 'once-and-stay', repeat: 'forever' } as const

/** Sides where neither is given: the service's own. */
const USUAL_SIDE = '10%'

/** @throws DomainError missing-parameter */
export const toMark = (raw: RawWatermark, at: string): Omit<ImageOverlay, 'window'> => {
  const image = raw.ImageTemplate
  if (!image)
    throw fail('missing-parameter', `Missing: ${at}.ImageTemplate.`, { path: `${at}.ImageTemplate` })
  return {
    kind: 'image',
    source: toSource(image.ImageContent),
    position: positionOf(raw),
    ...side('width', image.Width ?? USUAL_SIDE),
    ...side('height', image.Height),
    play: PLAYS[image.RepeatType ?? 'repeat'],
  }
}

/** A font that is not at hand is replaced. */
export const toTextMark = ({ TextTemplate: wish, ...place }: TextWatermark): TextMark => ({
  kind: 'text',
  ...(wish.TextContent === undefined ? {} : { text: wish.TextContent }),
  position: positionOf(place),
  ...{ font: wish.FontType, replaceable: true },
  size: toLength(wish.FontSize),
  color: wish.FontColor,
  opacity: wish.FontAlpha,
})

const positionOf = ({
  CoordinateOrigin,
  XPos = '0px',
  YPos = '0px',
}: Pick<MosaicInput, 'CoordinateOrigin' | 'XPos' | 'YPos'>) => ({
  corner: cornerOf(CoordinateOrigin),
  x: toLength(XPos),
  y: toLength(YPos),
})

const windowOf = ({
  StartTimeOffset: start = 0,
  EndTimeOffset: end = 0,
}: Pick<MosaicInput, 'StartTimeOffset' | 'EndTimeOffset'>): { readonly window?: TimeWindow } =>
  start === 0 && end === 0
    ? {}
    : { window: { start: seconds(start), ...(end === 0 ? {} : { end: seconds(end) }) } }

const toMosaic = (mosaic: MosaicInput): MosaicOverlay => ({
  kind: 'mosaic',
  style: 'pixels',
  position: positionOf(mosaic),
  width: toLength(mosaic.Width ?? USUAL_SIDE),
  height: toLength(mosaic.Height ?? USUAL_SIDE),
  ...windowOf(mosaic),
})

/** @throws DomainError missing-parameter for Definition 0 without RawParameter, template-not-found */
const toWatermark = (input: WatermarkInput, marks: ReadonlyMap<number, Mark>, at: string): Overlay => {
  const raw = input.RawParameter
  if (input.Definition === 0 && !raw)
    throw fail('missing-parameter', `Missing: ${at}.RawParameter, which Definition 0 needs.`, {
      path: `${at}.RawParameter`,
    })
  const mark = input.Definition === 0 && raw ? toMark(raw, `${at}.RawParameter`) : marks.get(input.Definition)
  if (!mark)
    throw fail('template-not-found', `There is no watermark template ${input.Definition}.`, {
      path: `${at}.Definition`,
    })
  if (mark.kind === 'image') return { ...mark, ...windowOf(input) }
  const text = input.TextContent ?? mark.text
  if (text === undefined)
    throw fail('missing-parameter', `Missing: ${at}.TextContent, which the template does not have.`, {
      path: `${at}.TextContent`,
    })
  return { ...mark, text, ...windowOf(input) }
}

/** Snapshots with watermarks, whatever is said of times. @throws DomainError those of `toWatermark` */
export const drawOnStills = (
  spec: SnapshotsSpec,
  { WatermarkSet: marks = [] }: Pick<Drawn, 'WatermarkSet'>,
  templates: ReadonlyMap<number, Mark>,
  at: string,
): SnapshotsSpec => {
  const overlays = marks.map((mark, i): Overlay => {
    const { window: _, ...timeless } = toWatermark(mark, templates, `${at}.WatermarkSet.${i}`)
    return timeless
  })
  return overlays.length === 0 ? spec : { ...spec, overlays }
}

/**
 * The same output with watermarks and mosaics on each of its pictures: first what hides, then what is shown.
 * @throws DomainError invalid-parameter where there is no picture to draw on, and those of `toWatermark`
 */
export const draw = <S extends OutputSpec>(
  spec: S,
  { WatermarkSet: marks = [], MosaicSet: mosaics = [] }: Drawn,
  templates: ReadonlyMap<number, Mark>,
  at: string,
): S => {
  const overlays: readonly Overlay[] = [
    ...mosaics.map(toMosaic),
    ...marks.map((mark, i) => toWatermark(mark, templates, `${at}.WatermarkSet.${i}`)),
  ]
  if (overlays.length === 0) return spec
  const drawnOn = (video: VideoSpec | undefined): VideoSpec => {
    if (video && video.copy !== 'always') return { ...video, overlays }
    throw fail('invalid-parameter', `${at} draws on pictures, but encodes none.`, {
      path: marks.length > 0 ? `${at}.WatermarkSet` : `${at}.MosaicSet`,
    })
  }
  if (spec.kind === 'file') return { ...spec, video: drawnOn(spec.video) }
  if (spec.kind !== 'stream') return spec
  if (spec.renditions.length === 0) drawnOn(undefined)
  return { ...spec, renditions: spec.renditions.map((r) => ({ ...r, video: drawnOn(r.video) })) }
}
