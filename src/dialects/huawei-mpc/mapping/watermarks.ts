import type { OutputSpec } from '../../../domain/output-spec.ts'
import type { Corner, Length, Overlay, TimeWindow } from '../../../domain/overlay-spec.ts'
import { fail } from '../../../domain/problem.ts'
import { seconds } from '../../../domain/units.ts'
import type { CreateTranscodingRequest } from '../schema/create-transcoding.ts'
import type { ImageWatermark, Watermark, WatermarkPlace } from '../schema/watermark.ts'
import { invalid } from './invalid.ts'
import { toKey } from './keys.ts'

const CORNERS = {
  TopRight: 'top-right',
  TopLeft: 'top-left',
  BottomRight: 'bottom-right',
  BottomLeft: 'bottom-left',
} as const satisfies Record<string, Corner>
const MAX_PIXELS = 4096

const USUAL_SIZE = 16

/** Watermarks as overlays, in their order. @throws DomainError missing-parameter, invalid-parameter, template-not-found */
export const toOverlays = (
  { watermarks = [] }: CreateTranscodingRequest,
  templates: WatermarkTemplates,
): readonly Overlay[] =>
  watermarks.map((watermark, i) => {
    const at = `watermarks.${i}`
    const { input, text_context, image_watermark, text_watermark, template_id } = watermark
    if (text_context === undefined && text_watermark)
      throw fail('missing-parameter', 'A text watermark needs its text.', { path: `${at}.text_context` })
    if (text_context !== undefined && (input || image_watermark || template_id !== undefined))
      throw invalid(
        at,
        'a watermark is an image or a text; two of them stand in the list one after the other',
      )
    if (text_context !== undefined) return toText(text_context, watermark, at)
    const template = template_id === undefined ? {} : templates.get(template_id)
    if (!template) throw fail('template-not-found', `There is no watermark template ${template_id}.`)
    return toImage(input, { ...template, ...present(image_watermark ?? {}) }, at)
  })

/** Where the images of templates lie, by the ids of these. */
export type WatermarkTemplates = ReadonlyMap<number, ImageWatermark>
/** Only what is said replaces what a template says. */
const present = <T extends object>(of: T): T =>
  Object.fromEntries(Object.entries(of).filter(([, value]) => value !== undefined)) as T

const toImage = (input: Watermark['input'], wish: ImageWatermark, at: string): Overlay => {
  if (!input) throw fail('missing-parameter', 'A watermark needs its image.', { path: `${at}.input` })
  return {
    kind: 'image',
    source: { from: 'object', bucket: input.bucket, key: toKey(input.object) },
    ...imagePlace(wish, `${at}.image_watermark.`),
    play: 'forever',
  }
}

/** Where an image lies, and how large it is. @param at dotted path of the wish, with its last dot @throws DomainError invalid-parameter */
export const imagePlace = (wish: ImageWatermark, at: string) => {
  const [width, height] = [sideOf(wish.width, `${at}width`), sideOf(wish.height, `${at}height`)]
  return { ...placeOf(wish, at), ...(width ? { width } : {}), ...(height ? { height } : {}) }
}

/** A font that is not at hand is replaced. */
const toText = (text: string, { text_watermark: wish = {} }: Watermark, at: string): Overlay => ({
  ...{ kind: 'text', text },
  ...placeOf(wish, `${at}.text_watermark.`),
  size: { px: wish.font_size ?? USUAL_SIZE },
  color: wish.font_color ?? 'ffffff',
  ...(wish.font_name === undefined ? {} : { font: wish.font_name, replaceable: true }),
})

const placeOf = (wish: WatermarkPlace, at: string) => {
  const window = windowOf(wish, at)
  return {
    position: {
      corner: CORNERS[wish.referpos ?? 'TopRight'],
      x: lengthOf(wish.dx ?? '0', `${at}dx`),
      y: lengthOf(wish.dy ?? '0', `${at}dy`),
    },
    ...(window ? { window } : {}),
  }
}

/** `12` is 12 pixels, `0.125` an eighth of the picture's side. */
const lengthOf = (text: string, at: string): Length => {
  if (/^\d+$/.test(text) && Number(text) <= MAX_PIXELS) return { px: Number(text) }
  if (/^0\.\d+$/.test(text)) return { percent: Number((Number(text) * 100).toFixed(6)) }
  throw invalid(at, `it must be 0 to ${MAX_PIXELS} pixels, or a part of the side between 0 and 1`)
}

/** A side of nothing is a side not given. */
const sideOf = (text: string | undefined, at: string): Length | undefined => {
  const length = text === undefined ? undefined : lengthOf(text, at)
  return length && Object.values(length)[0] === 0 ? undefined : length
}

const windowOf = (
  { timeline_start, timeline_duration }: WatermarkPlace,
  at: string,
): TimeWindow | undefined => {
  const start = secondsOf(timeline_start ?? '0', `${at}timeline_start`)
  const toEnd = timeline_duration === undefined || timeline_duration === 'ToEND'
  const length = toEnd ? undefined : secondsOf(timeline_duration, `${at}timeline_duration`)
  if (start === 0 && length === undefined) return undefined
  if (length === 0) throw invalid(`${at}timeline_duration`, 'it must be longer than 0 s')
  return { start: seconds(start), ...(length === undefined ? {} : { end: seconds(start + length) }) }
}

const secondsOf = (text: string, at: string): number => {
  if (/^\d{1,7}(?:\.\d{1,3})?$/.test(text)) return Number(text)
  throw invalid(at, 'it must be a number of seconds')
}

/** An output with the watermarks on its picture. @throws DomainError invalid-parameter for a copied picture */
export const watermarked = (spec: OutputSpec, overlays: readonly Overlay[]): OutputSpec => {
  if (overlays.length === 0) return spec
  const videos =
    spec.kind === 'stream'
      ? spec.renditions.map(({ video }) => video)
      : [spec.kind === 'file' ? spec.video : undefined]
  if (videos.some((video) => video?.copy === 'always'))
    throw invalid('watermarks', 'a picture that is copied takes none; its output_policy must be transcode')
  if (spec.kind === 'file') return spec.video ? { ...spec, video: { ...spec.video, overlays } } : spec
  if (spec.kind !== 'stream') return spec
  return {
    ...spec,
    renditions: spec.renditions.map((each) => ({ ...each, video: { ...each.video, overlays } })),
  }
}
