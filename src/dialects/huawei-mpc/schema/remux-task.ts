import { z } from 'zod'
import { honoured, refused, stored } from '../../../wire/fields.ts'
import { boolish } from '../../../wire/scalars.ts'
import { ANIMATION_STATUSES } from './animated-graphics.ts'
import { metadata } from './extract-task.ts'
import { inputObject, namedOutputObject, shownObject } from './objects.ts'
import { optionalChoice, optionalInt, optionalObject, optionalText } from './scalars.ts'

/** https://support.huaweicloud.com/intl/en-us/api-mpc/mpc_04_0053.html */
export const createRemuxRequest = z.strictObject({
  project_id: honoured(z.string()),
  input: inputObject,
  output: namedOutputObject,
  user_data: stored(optionalText(65_535)),
  output_param: optionalObject(
    z.strictObject({
      format: honoured(optionalChoice(['HLS', 'MP4'])),
      segment_duration: honoured(optionalInt(2, 20)),
      remove_meta: z.preprocess(
        boolish,
        refused('the service does not say what it leaves of a file’s tags', [false]),
      ),
    }),
  ),
})
export type CreateRemuxRequest = z.output<typeof createRemuxRequest>

/** https://support.huaweicloud.com/intl/en-us/api-mpc/mpc_04_0054.html */
export const remuxTask = z.strictObject({
  ...{ task_id: z.string(), status: z.enum(ANIMATION_STATUSES), create_time: z.string() },
  ...{ start_time: z.string().optional(), end_time: z.string().optional() },
  ...{ error_code: z.string().optional(), description: z.string().optional() },
  ...{ user_data: z.string().optional(), complete_ratio: z.int(), input: shownObject },
  output: shownObject.extend({ file_name: z.string() }),
  output_param: z.strictObject({ format: z.enum(['HLS', 'MP4']), segment_duration: z.int().optional() }),
  output_metadata: metadata.optional(),
})
