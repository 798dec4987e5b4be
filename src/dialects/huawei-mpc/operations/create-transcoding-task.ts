import { z } from 'zod'
import type { Json } from '../../../domain/json.ts'
import { operation } from '../../../wire/operation.ts'
import { templateIdsOf, toSubmission } from '../mapping/submission.ts'
import { findParameters } from '../mapping/templates.ts'
import { findWatermarks } from '../mapping/watermark-templates.ts'
import { createTranscodingRequest } from '../schema/create-transcoding.ts'
import { BASE, docsPage, TASK_LIMIT } from '../service.ts'

export const createTranscodingTask = operation({
  name: 'createTranscodingTask',
  summary:
    'Takes a transcoding task in: one output for each template, or for each entry of av_parameters. Buckets are those of this server; any location is taken and given back. A video bitrate of 0 is encoded at constant quality (CRF 23, H.265 26); a frame_rate above the source’s is made all the same. Without a level the encoder chooses one. Encryption without an algorithm is AES-128-CBC, as HLS has it, and the key is in no answer. DASH, and HLS with hls_storage_type separate, have an entry playlist over picture and sound. A watermark without image_watermark or template_id lies in the upper right corner. Text is drawn in a font of this server that has its characters, where the one that is named is not here. The volume auto is a loudness of -20 LUFS; audio tracks are counted from 0. Sounds that multi_audio names can be chosen by players of HLS and DASH, and are tracks of MP4. Messages are in English, whatever X-Language says.',
  docs: docsPage('mpc_04_0017'),
  route: { by: 'path', method: 'POST', path: `${BASE}/transcodings` },
  request: createTranscodingRequest,
  // An integer here, and a string when the task is queried: so the clients have it.
  response: z.strictObject({ task_id: z.int() }),
  status: 202,
  limit: TASK_LIMIT,
  handle: async (request, { app, caller, params }) => {
    const templates = await findParameters(app, caller, templateIdsOf(request))
    const marks = await findWatermarks(app, caller, request)
    const submission = toSubmission(request, params as Json, templates, marks)
    const task = await app.tasks.submit(caller.project, submission)
    return { task_id: task.serial }
  },
})
