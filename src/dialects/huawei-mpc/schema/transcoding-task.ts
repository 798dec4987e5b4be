import { z } from 'zod'
import { WIRE_STATUSES } from '../mapping/states.ts'
import { shownObject } from './objects.ts'

/** Integers and strings exactly as here: two of the official clients refuse anything else. */
const videoInfo = z.strictObject({
  width: z.int(),
  height: z.int(),
  bitrate: z.int().optional(),
  bitrate_bps: z.int().optional(),
  frame_rate: z.int(),
  codec: z.string(),
})

const audioInfo = z.strictObject({
  codec: z.string(),
  sample: z.int(),
  channels: z.int(),
  bitrate: z.int().optional(),
  bitrate_bps: z.int().optional(),
})

const sourceInfo = z.strictObject({
  duration: z.int(),
  duration_ms: z.int(),
  format: z.string(),
  size: z.int(),
  manifest_name: z.string().optional(),
  video_info: videoInfo.optional(),
  audio_info: z.array(audioInfo).optional(),
})

const picture = z.strictObject({ pic_name: z.string() })

export const errorResponse = z.strictObject({ error_code: z.string(), error_msg: z.string() })

/** QueryTranscodingsTaskResponse: https://support.huaweicloud.com/intl/en-us/api-mpc/mpc_04_0019.html */
export const transcodingTask = z.strictObject({
  task_id: z.string(),
  status: z.enum([...WIRE_STATUSES, 'NO_TASK']),
  progress: z.int().optional(),
  create_time: z.string().optional(),
  end_time: z.string().optional(),
  trans_template_id: z.array(z.int()).optional(),
  input: shownObject.optional(),
  output: shownObject.optional(),
  output_file_name: z.array(z.string()).optional(),
  user_data: z.string().optional(),
  error_code: z.string().optional(),
  description: z.string().optional(),
  transcode_detail: z
    .strictObject({
      multitask_info: z.array(
        z.strictObject({
          template_id: z.int().optional(),
          error: errorResponse.optional(),
          output_file: sourceInfo.optional(),
        }),
      ),
      input_file: sourceInfo.optional(),
    })
    .optional(),
  pic_info: z.array(picture).optional(),
  thumbnail_output: shownObject.optional(),
  thumbnails_info: z.array(z.strictObject({ pic_info: z.array(picture), output: shownObject })).optional(),
  image_sprite_info: z
    .array(
      z.strictObject({
        ...{
          row_count: z.int(),
          column_count: z.int(),
          total_count: z.int(),
          width: z.int(),
          height: z.int(),
        },
        ...{ output_image_name: z.array(z.string()), output_webvtt_name: z.string(), output: shownObject },
      }),
    )
    .optional(),
  av_parameters: z.array(z.unknown()).optional(),
})
