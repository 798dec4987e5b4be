import { z } from 'zod'
import { honoured, stored } from '../../../wire/fields.ts'
import { optionalChoice, text } from './scalars.ts'
import { imageWatermark } from './watermark.ts'

/** Where an image lies and how large it is; the image itself is named by each task. */
export const watermarkFields = {
  project_id: honoured(z.string()),
  template_name: stored(text(64)),
  type: honoured(optionalChoice(['Image'])),
  ...imageWatermark.shape,
}

/** https://support.huaweicloud.com/intl/en-us/api-mpc/mpc_04_0045.html: all but the id are texts. */
export const watermarkAnswer = z.strictObject({
  ...{ template_id: z.int(), template_name: z.string(), type: z.literal('Image') },
  ...{ dx: z.string(), dy: z.string(), referpos: z.string() },
  ...{ timeline_start: z.string(), timeline_duration: z.string() },
  ...{ image_process: z.literal('Original'), base: z.string() },
  ...{ width: z.string().optional(), height: z.string().optional() },
})
