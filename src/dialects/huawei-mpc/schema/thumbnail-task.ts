import { z } from 'zod'
import { honoured, refused, stored } from '../../../wire/fields.ts'
import { inputObject, outputObject, shownObject } from './objects.ts'
import { optionalInt, optionalText } from './scalars.ts'
import { tar, thumbnailParameters } from './thumbnail.ts'

/** https://support.huaweicloud.com/intl/en-us/api-mpc/mpc_04_0034.html */
export const createThumbnailsRequest = z.strictObject({
  project_id: honoured(z.string()),
  input: inputObject,
  output: outputObject,
  user_data: stored(optionalText(65_535)),
  thumbnail_para: thumbnailParameters,
  tar,
  sync: refused('pictures are made by tasks that wait their turn; ask listThumbnailsTask for them', [0, '0']),
  original_dir: honoured(optionalInt(0, 1)),
})
export type CreateThumbnailsRequest = z.output<typeof createThumbnailsRequest>

export const THUMBNAIL_STATUSES = ['WAITING', 'PROCESSING', 'SUCCEEDED', 'FAILED', 'CANCELED'] as const

/** https://support.huaweicloud.com/intl/en-us/api-mpc/mpc_04_0036.html */
export const thumbnailTask = z.strictObject({
  ...{ task_id: z.string(), status: z.enum(THUMBNAIL_STATUSES), create_time: z.string() },
  ...{ end_time: z.string().optional(), user_data: z.string().optional() },
  ...{ input: shownObject, output: shownObject, description: z.string().optional() },
  thumbnail_info: z.array(z.strictObject({ pic_name: z.string() })).optional(),
})
