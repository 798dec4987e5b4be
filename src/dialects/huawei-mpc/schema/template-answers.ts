import { z } from 'zod'
import { audioParameters, commonParameters, videoObject, videoParameters } from './parameters.ts'
import { groupFields } from './template.ts'
import { errorResponse } from './transcoding-task.ts'

/** An id without a template comes with an error in its place. */
export const templateEntry = z.strictObject({
  template_id: z.int(),
  template: z
    .strictObject({
      template_name: z.string(),
      video: videoParameters.optional(),
      audio: audioParameters.optional(),
      common: commonParameters,
      tenant_id: z.string(),
    })
    .optional(),
  error: errorResponse.optional(),
})

export const groupAnswer = z.strictObject({
  group_id: z.string(),
  name: z.string(),
  template_ids: z.array(z.int()),
  videos: z.array(videoObject.extend({ template_id: z.int() })),
  audio: groupFields.audio,
  video_common: groupFields.video_common,
  common: groupFields.common,
})
export type Group = z.output<typeof groupAnswer>
