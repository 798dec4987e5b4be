import { z } from 'zod'
import type { ImageOverlay, MosaicOverlay, Overlay } from '../../../domain/overlay-spec.ts'
import { LengthJson, PositionJson, WindowJson } from './length.ts'
import { SourceJson } from './source.ts'
import { TextJson } from './text-overlay.ts'

const ImageJson = z
  .strictObject({
    kind: z.literal('image'),
    source: SourceJson,
    position: PositionJson.prefault({}),
    width: LengthJson.exactOptional(),
    height: LengthJson.exactOptional(),
    opacity: z.number().min(0).max(1).exactOptional(),
    window: WindowJson.exactOptional(),
    play: z
      .enum(['once', 'once-and-stay', 'forever'])
      .default('forever')
      .describe('Of a moving image (GIF, APNG).'),
  })
  .meta({
    id: 'ImageOverlay',
    description:
      'A PNG, JPEG, WebP or GIF. One side given keeps its aspect ratio; none keeps its own size in pixels.',
  }) satisfies z.ZodType<ImageOverlay>

const MosaicJson = z
  .strictObject({
    kind: z.literal('mosaic'),
    style: z.enum(['pixels', 'blur']).default('pixels'),
    position: PositionJson.prefault({}),
    width: LengthJson,
    height: LengthJson,
    strength: z
      .number()
      .min(2)
      .max(512)
      .exactOptional()
      .describe('Side of one block, or radius of the blur, in pixels.'),
    window: WindowJson.exactOptional(),
  })
  .meta({
    id: 'MosaicOverlay',
    description: 'A rectangle that is made unrecognisable.',
  }) satisfies z.ZodType<MosaicOverlay>

/** Something drawn on the finished picture. */
export const OverlayJson = z
  .discriminatedUnion('kind', [ImageJson, MosaicJson, TextJson])
  .meta({ id: 'Overlay' }) satisfies z.ZodType<Overlay>

const MAX_OVERLAYS = 20

/** All that is drawn on one picture. */
export const OverlaysJson = z.array(OverlayJson).max(MAX_OVERLAYS)
export type OverlayInput = z.input<typeof OverlayJson>
