import type { OutputSpec } from '../../../domain/output-spec.ts'
import type { Corner, Length, Overlay, TimeWindow } from '../../../domain/overlay-spec.ts'
import { fail } from '../../../domain/problem.ts'
import { seconds } from '../../../domain/units.ts'
import type { CreateTranscodingRequest } from '../schema/create-transcoding.ts'
import type { Watermark, WatermarkPlace } from '../schema/watermark.ts'
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

/** Watermarks as overlays, in their order. @throws DomainError missing-parameter, invalid-parameter */
export const toOverlays = ({ watermarks = [] }: CreateTranscodingRequest): readonly Overlay[] =>
  watermarks.map((watermark, i) => {
    const at = `watermarks.${i}`
    const { input, text_context, image_watermark, text_watermark } = watermark
    if (text_context === undefined && text_watermark)
      throw fail('missing-parameter', 'A text watermark needs its text.', { path: `${at}.text_context` })
    if (text_context !== undefined && (input || image_watermark))
      throw invalid(
        at,
        'a watermark is an image or a text; two of them stand in the list one after the other',
      )
    return text_context === undefined ? toImage(watermark, at) : toText(text_context, watermark, at)
  })

const toImage = ({ input, image_watermark: wish = {} }: Watermark, at: string): Overlay => {
  if (!input) throw fail('missing-parameter', 'A watermark needs its image.', { path: `${at}.input` })
  const wished = `${at}.image_watermark`
  const [width, height] = [sideOf(wish.width, `${wished}.width`), sideOf(wish.height, `${wished}.height`)]
  return {
    kind: 'image',
    source: { from: 'object', bucket: input.bucket, key: toKey(input.object) },
    ...placeOf(wish, wished),
    ...(width ? { width } : {}),
    ...(height ? { height } : {}),
    play: 'forever',
  }
}

/** A font that is not at hand is replaced. */
const toText = (text: string, { text_watermark: wish = {} }: Watermark, at: string): Overlay => ({
  ...{ kind: 'text', text },
  ...placeOf(wish, `${at}.text_watermark`),
  size: { px: wish.font_size ?? USUAL_SIZE },
  color: wish.font_color ?? 'ffffff',
  ...(wish.font_name === undefined ? {} : { font: wish.font_name, replaceable: true }),
})

const placeOf = (wish: WatermarkPlace, at: string) => {
  const window = windowOf(wish, at)
  return {
    position: {
      corner: CORNERS[wish.referpos ?? 'TopRight'],
      x: lengthOf(wish.dx ?? '0', `${at}.dx`),
      y: lengthOf(wish.dy ?? '0', `${at}.dy`),
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
  const start = secondsOf(timeline_start ?? '0', `${at}.timeline_start`)
  const toEnd = timeline_duration === undefined || timeline_duration === 'ToEND'
  const length = toEnd ? undefined : secondsOf(timeline_duration, `${at}.timeline_duration`)
  if (start === 0 && length === undefined) return undefined
  if (length === 0) throw invalid(`${at}.timeline_duration`, 'it must be longer than 0 s')
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
