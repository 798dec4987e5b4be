import { z } from 'zod'
import { honoured, ignored, refused, stored } from '../../../wire/fields.ts'
import { ANIMATION_STATUSES } from './animated-graphics.ts'
import { inputObject, shownObject } from './objects.ts'
import { optionalInt, optionalText } from './scalars.ts'

/** https://support.huaweicloud.com/intl/en-us/api-mpc/mpc_04_0061.html */
export const createExtractRequest = z.strictObject({
  project_id: honoured(z.string()),
  input: inputObject,
  output: ignored(
    z.unknown().optional(),
    'the task tells what was found; what the service writes into a file is not documented',
  ),
  user_data: stored(optionalText(65_535)),
  sync: honoured(optionalInt(0, 1)),
  encryption: refused('encrypted files are not opened here'),
})
export type CreateExtractRequest = z.output<typeof createExtractRequest>

const rates = { bitrate: z.int().optional(), bitrate_bps: z.int().optional() }
/** Sizes in bytes, bitrates in kbit/s but for those in bit/s; `duration_ms` is in seconds, with decimals, whatever its name. */
export const metadata = z.strictObject({
  ...{ size: z.int(), duration_ms: z.number(), duration: z.int(), format: z.string(), bitrate: z.int() },
  video: z.array(
    z.strictObject({
      ...{ width: z.int(), height: z.int(), frame_rate: z.int(), codec: z.string(), ...rates },
    }),
  ),
  audio: z.array(z.strictObject({ codec: z.string(), sample: z.int(), channels: z.int(), ...rates })),
})

/** https://support.huaweicloud.com/intl/en-us/api-mpc/mpc_04_0062.html */
export const extractTask = z.strictObject({
  ...{ task_id: z.string(), status: z.enum(ANIMATION_STATUSES), create_time: z.string() },
  ...{ start_time: z.string().optional(), end_time: z.string().optional() },
  ...{ error_code: z.string().optional(), description: z.string().optional() },
  ...{ user_data: z.string().optional(), input: shownObject, metadata: metadata.optional() },
})

/** What is told at once: all of it to a caller who waits. */
export const createExtractAnswer = extractTask
  .pick({ status: true, create_time: true, description: true, metadata: true })
  .partial()
  .extend({ task_id: z.string() })
