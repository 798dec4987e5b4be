import type { z } from 'zod'
import type { App, Caller } from '../../../app/app.ts'
import type { NewTemplate } from '../../../app/templates.ts'
import type { Json } from '../../../domain/json.ts'
import type { Template } from '../../../domain/template.ts'
import type { CreateTranscodingRequest } from '../schema/create-transcoding.ts'
import { type ImageWatermark, imageWatermark } from '../schema/watermark.ts'
import type { watermarkAnswer } from '../schema/watermark-template.ts'
import { WATERMARK_DIALECT as dialect } from '../service.ts'
import { imagePlace, type WatermarkTemplates } from './watermarks.ts'

/** A template to be kept. It is read once now, so that a task meets no surprise. @throws DomainError invalid-parameter */
export const watermarkRecord = (id: number, name: string, place: ImageWatermark): NewTemplate => {
  imagePlace(place, '')
  return { dialect, id: String(id), name, spec: { kind: 'original' }, params: place as Json }
}

const placeOf = ({ params }: Template): ImageWatermark => imageWatermark.parse(params)

/** What the templates that a task names say. @throws DomainError template-not-found */
export const findWatermarks = async (
  app: App,
  { project }: Caller,
  { watermarks = [] }: CreateTranscodingRequest,
): Promise<WatermarkTemplates> => {
  const ids = new Set(watermarks.flatMap(({ template_id }) => template_id ?? []))
  const found = [...ids].map(
    async (id) => [id, placeOf(await app.templates.get(project, dialect, String(id)))] as const,
  )
  return new Map(await Promise.all(found))
}

/** With what stands for everything that was not said. */
export const describeWatermark = (template: Template): z.input<typeof watermarkAnswer> => {
  const place = placeOf(template)
  return {
    ...{ template_id: Number(template.id), template_name: template.name, type: 'Image' },
    ...{ dx: place.dx ?? '0', dy: place.dy ?? '0', referpos: place.referpos ?? 'TopRight' },
    timeline_start: place.timeline_start ?? '0',
    timeline_duration: place.timeline_duration ?? 'ToEND',
    ...{ image_process: 'Original', base: place.base ?? 'input' },
    ...(place.width === undefined ? {} : { width: place.width }),
    ...(place.height === undefined ? {} : { height: place.height }),
  }
}
