import type { Output, Task } from '../../../domain/task.ts'
import {
  type AdaptiveTaskInput,
  type ImageSpriteTaskInput,
  type ProcessMediaRequest,
  processMediaRequest,
  type TranscodeTaskInput,
} from '../schema/process-media.ts'
import { DIALECT } from '../service.ts'
import { OUTPUT_NAMES } from './submission.ts'

const MAX_KEPT = 1000

/**
 * The ProcessMedia request of a task, or undefined for a task of another API. A request never changes, and tasks are polled:
 * the last ones read are kept.
 */
export const createSubmittedReader = () => {
  const kept = new Map<string, ProcessMediaRequest | undefined>()
  return (task: Task): ProcessMediaRequest | undefined => {
    if (task.dialect !== DIALECT) return undefined
    if (kept.has(task.id)) return kept.get(task.id)
    const request = processMediaRequest.safeParse(task.request).data
    const oldest = kept.keys().next()
    if (kept.size >= MAX_KEPT && !oldest.done) kept.delete(oldest.value)
    kept.set(task.id, request)
    return request
  }
}

const indexIn = (output: Output, name: string): number | undefined => {
  const found = new RegExp(`^${name}-(\\d+)$`).exec(output.name)?.[1]
  return found === undefined ? undefined : Number(found)
}

/** The sub-task an output came from. */
export const transcodeInputOf = (
  request: ProcessMediaRequest | undefined,
  output: Output,
): TranscodeTaskInput | undefined => {
  const i = indexIn(output, OUTPUT_NAMES.transcode)
  return i === undefined ? undefined : request?.MediaProcessTask?.TranscodeTaskSet?.[i]
}

export const spriteInputOf = (
  request: ProcessMediaRequest | undefined,
  output: Output,
): ImageSpriteTaskInput | undefined => {
  const i = indexIn(output, OUTPUT_NAMES.sprite)
  return i === undefined ? undefined : request?.MediaProcessTask?.ImageSpriteTaskSet?.[i]
}

export const adaptiveInputOf = (
  request: ProcessMediaRequest | undefined,
  output: Output,
): AdaptiveTaskInput | undefined => {
  const i = indexIn(output, OUTPUT_NAMES.adaptive)
  return i === undefined ? undefined : request?.MediaProcessTask?.AdaptiveDynamicStreamingTaskSet?.[i]
}

export const pictureInputsOf = (request: ProcessMediaRequest | undefined, output: Output) => {
  const tasks = request?.MediaProcessTask
  const of = <T>(name: string, set: readonly T[] | undefined): T | undefined => {
    const i = indexIn(output, name)
    return i === undefined ? undefined : set?.[i]
  }
  return {
    animation: of(OUTPUT_NAMES.animation, tasks?.AnimatedGraphicTaskSet),
    byTime: of(OUTPUT_NAMES.byTime, tasks?.SnapshotByTimeOffsetTaskSet),
    sample: of(OUTPUT_NAMES.sample, tasks?.SampleSnapshotTaskSet),
  }
}
