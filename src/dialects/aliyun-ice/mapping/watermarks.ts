import type { ImageOverlay, Overlay, TextOverlay } from '../../../domain/overlay-spec.ts'
import { fail } from '../../../domain/problem.ts'
import { toImage, toLength } from '../../../wire/aliyun/image-watermark.ts'
import { type TextWatermark, toText } from '../../../wire/aliyun/text-watermark.ts'
import type { Features } from '../schema/config.ts'
import type { ImageWatermark, Watermark } from '../schema/watermark.ts'
import { toObject } from './locations.ts'

/** An image watermark as what is drawn. @throws DomainError value-out-of-range, invalid-parameter */
export const toImageOverlay = ({ File, ...place }: ImageWatermark, at: string): ImageOverlay =>
  toImage({ from: 'object', ...toObject(File, `${at}.File`) }, place, at)

export type MarkTemplate = ImageWatermark | TextWatermark
const isText = (template: MarkTemplate): template is TextWatermark => !('File' in template)

/**
 * The watermarks of one output: each a template's, with what is said of it here, or words alone.
 * @throws DomainError missing-parameter, template-not-found, invalid-parameter, unsupported-parameter
 */
export const toOverlays = (
  features: Features,
  templates: ReadonlyMap<string, MarkTemplate>,
  at: string,
): readonly Overlay[] =>
  (features?.Watermarks ?? []).map((mark, i) => {
    const path = `${at}.Watermarks.${i}`
    const { TemplateId, Type } = mark
    const template = TemplateId === undefined ? undefined : templates.get(TemplateId)
    if (TemplateId !== undefined && !template)
      throw fail('template-not-found', `The watermark template "${TemplateId}" cannot be found.`, {
        path: `${path}.TemplateId`,
      })
    const text = template ? isText(template) : Type === 'Text' || mark.Content !== undefined
    if (Type !== undefined && (Type === 'Text') !== text)
      throw fail('invalid-parameter', `The template is not of the type ${Type}.`, { path: `${path}.Type` })
    if (text) return toTextOverlay(mark, (template ?? {}) as TextWatermark, path)
    // The image itself is named by a template alone.
    if (!template) throw fail('missing-parameter', 'absent', { path: `${path}.TemplateId` })
    const { X: Dx, Y: Dy, Width, Height } = mark
    const image = { ...template, ...present({ Dx, Dy, Width, Height }) }
    return toImageOverlay(image as ImageWatermark, path)
  })

const present = <T extends object>(of: T): Partial<T> =>
  Object.fromEntries(Object.entries(of).filter(([, value]) => value !== undefined)) as Partial<T>

const toTextOverlay = (
  { X, Y, Width, Height, Type: _, TemplateId: __, ...said }: Watermark,
  template: TextWatermark,
  at: string,
): TextOverlay => {
  if (Width !== undefined || Height !== undefined)
    throw fail('unsupported-parameter', 'Text is as large as its FontSize makes it.', {
      path: `${at}.${Width === undefined ? 'Height' : 'Width'}`,
    })
  const { Content, Left, Top, ...style } = { ...template, ...present(said) }
  if (Content === undefined) throw fail('missing-parameter', 'absent', { path: `${at}.Content` })
  return toText(Content, style, {
    corner: 'top-left',
    x: toLength(X ?? Left ?? 0),
    y: toLength(Y ?? Top ?? 0),
  })
}
