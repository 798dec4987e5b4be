import type { z } from 'zod'
import type { Submission } from '../../../app/submit-task.ts'
import type { Json } from '../../../domain/json.ts'
import type { MediaInfo } from '../../../domain/media-info.ts'
import type { Task } from '../../../domain/task.ts'
import {
  type CreateExtractRequest,
  createExtractRequest,
  type extractTask,
  type metadata,
} from '../schema/extract-task.ts'
import { EXTRACT_DIALECT } from '../service.ts'
import { familyHead } from './family.ts'
import { toKey } from './keys.ts'
import { shownPlace } from './shown-place.ts'
import { describeInput } from './source-info.ts'

/** A request to look at a file as a task to be. */
export const toExtractTask = (request: CreateExtractRequest, whole: Json): Submission => {
  const place = { bucket: request.input.bucket, key: toKey(request.input.object) }
  return {
    dialect: EXTRACT_DIALECT,
    request: whole,
    source: { from: 'object', ...place },
    outputs: [{ name: 'metadata', spec: { kind: 'probe' }, destination: place }],
    ...(request.user_data === undefined ? {} : { userData: request.user_data }),
  }
}

export const describeExtract = (task: Task): z.input<typeof extractTask> => {
  const { input } = createExtractRequest.parse(task.request)
  const [output] = task.outputs
  const media = output?.state.status === 'succeeded' ? output.state.result.media : undefined
  return {
    ...familyHead(task),
    input: shownPlace(input),
    ...(media ? { metadata: describeMetadata(media) } : {}),
  }
}

/** As an input is told, but for what this family writes in a way of its own. */
export const describeMetadata = (media: MediaInfo): z.input<typeof metadata> => {
  const { format, size, video_info, audio_info = [] } = describeInput(media)
  const milliseconds = Math.round(media.duration * 1000)
  return {
    ...{ size, format, bitrate: Math.round(media.bitrate / 1000) },
    ...{ duration_ms: milliseconds / 1000, duration: Math.floor(milliseconds / 1000) },
    video: video_info ? [{ ...video_info, codec: dotted(video_info.codec) }] : [],
    audio: audio_info,
  }
}

const DOTTED: Readonly<Record<string, string>> = { H264: 'H.264', HEVC: 'H.265' }
const dotted = (codec: string): string => DOTTED[codec] ?? codec
