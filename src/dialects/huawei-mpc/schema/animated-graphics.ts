import { z } from 'zod'
import { honoured, stored } from '../../../wire/fields.ts'
import { inputObject, namedOutputObject, shownObject } from './objects.ts'
import { choice, int, optionalInt, optionalText } from './scalars.ts'

const MAX_MS = 2_147_483_647

/** Milliseconds. A side of 0 is the source's, one of -1 follows from the other. */
const outputParam = z.strictObject({
  format: honoured(choice(['gif'])),
  width: honoured(int(-1, 3840)),
  height: honoured(int(-1, 2160)),
  start: honoured(int(0, MAX_MS)),
  end: honoured(int(0, MAX_MS)),
  frame_rate: honoured(optionalInt(1, 75)),
})
export type OutputParam = z.output<typeof outputParam>

/** https://support.huaweicloud.com/intl/en-us/api-mpc/mpc_04_0057.html */
export const createAnimationRequest = z.strictObject({
  project_id: honoured(z.string()),
  input: inputObject,
  output: namedOutputObject,
  user_data: stored(optionalText(65_535)),
  output_param: outputParam,
})
export type CreateAnimationRequest = z.output<typeof createAnimationRequest>

export const ANIMATION_STATUSES = ['WAITING', 'PROCESSING', 'SUCCEED', 'FAILED', 'CANCELED'] as const
/** What queries are asked with; the last one is how the service itself writes PROCESSING there. */
export const FAMILY_WORDS = [...ANIMATION_STATUSES, 'INIT', 'PREPROCESSING'] as const

/** https://support.huaweicloud.com/intl/en-us/api-mpc/mpc_04_0058.html */
export const animationTask = z.strictObject({
  ...{ task_id: z.string(), status: z.enum(ANIMATION_STATUSES), create_time: z.string() },
  ...{ start_time: z.string().optional(), end_time: z.string().optional() },
  ...{ error_code: z.string().optional(), description: z.string().optional() },
  user_data: z.string().optional(),
  input: shownObject,
  output: shownObject.extend({ file_name: z.string() }),
  output_param: z.record(z.string(), z.unknown()),
})
