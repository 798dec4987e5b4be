import type { z } from 'zod'
import type { Problem } from '../../../domain/problem.ts'
import { isTerminal, type Output, type Task, taskProgress, taskStatus } from '../../../domain/task.ts'
import { errorMessage, errors } from '../errors.ts'
import type { CreateTranscodingRequest } from '../schema/create-transcoding.ts'
import type { transcodingTask } from '../schema/transcoding-task.ts'
import { belowFolder, nameOf, sharedFolder } from './keys.ts'
import { shownInline } from './shown-parameters.ts'
import { shownPlace } from './shown-place.ts'
import { describeInput, describeOutput } from './source-info.ts'
import { TASK_STATUS } from './states.ts'
import { describeSprites } from './task-sprites.ts'
import { spellTime } from './times.ts'

type TranscodingTask = z.input<typeof transcodingTask>
type OutputDetail = NonNullable<TranscodingTask['transcode_detail']>['multitask_info'][number]

/**
 * A task in the service's words: ids and times are strings, all other numbers integers.
 * @param request the one it came with; undefined for a task of another API, which is shown as far as the words go
 */
export const describeTask = (task: Task, request: CreateTranscodingRequest | undefined): TranscodingTask => {
  const status = taskStatus(task.outputs)
  const templates = task.outputs.map(templateIdOf).filter((id) => id !== undefined)
  return {
    task_id: String(task.serial),
    status: TASK_STATUS[status],
    progress: isTerminal(status) ? 100 : Math.min(99, Math.floor(taskProgress(task))),
    create_time: spellTime(task.createdAt),
    ...(isTerminal(status) && task.finishedAt !== undefined ? { end_time: spellTime(task.finishedAt) } : {}),
    ...(request && templates.length > 0 ? { trans_template_id: templates } : {}),
    ...places(task, request),
    ...fileNames(task, request),
    ...(task.userData === undefined ? {} : { user_data: task.userData }),
    ...describeEnd(task),
    ...details(task, request),
    ...pictures(task, request),
    ...(request ? describeSprites(task, request) : {}),
    ...(request?.av_parameters?.length ? { av_parameters: request.av_parameters.map(shownInline) } : {}),
  }
}

/** Why a task failed, when it is over; nothing of one that did not. */
export const describeEnd = (task: Task): { readonly error_code?: string; readonly description?: string } => {
  const failure = task.problem ?? firstProblem(task.outputs)
  return failure && isTerminal(taskStatus(task.outputs))
    ? { error_code: errorCode(failure), description: describeFailure(task, failure) }
    : {}
}

/** The service tells subtitles that cannot be had from other files. */
const errorCode = ({ code, detail }: Problem): string =>
  code === 'input-unusable' && detail?.use === 'subtitles' ? 'MPC.10054' : errors[code].code

const firstProblem = (outputs: readonly Output[]): Problem | undefined => {
  for (const { state } of outputs) if (state.status === 'failed') return state.problem
  return undefined
}

const describeFailure = (task: Task, { message }: Problem): string => {
  const failed = task.outputs.filter(({ state }) => state.status !== 'succeeded').length
  return failed === task.outputs.length ? message : `${failed} of ${task.outputs.length} outputs: ${message}`
}

const templateIdOf = ({ template }: Output): number | undefined =>
  template !== undefined && /^\d+$/.test(template) ? Number(template) : undefined

/** The one folder that all outputs of a task of another API are below; undefined when they go to several buckets. */
const sharedPlace = ({ outputs }: Task): { bucket: string; object: string } | undefined => {
  const buckets = new Set(outputs.map(({ destination }) => destination.bucket))
  const [bucket] = buckets
  if (bucket === undefined || buckets.size > 1) return undefined
  return { bucket, object: sharedFolder(outputs.map(({ destination }) => destination.key)) }
}

/** Tasks of other APIs come without a region; an input that is no object has no place to show. */
const places = (task: Task, request: CreateTranscodingRequest | undefined) => {
  if (request) return { input: shownPlace(request.input), output: shownPlace(request.output) }
  const place = sharedPlace(task)
  return {
    ...(task.source.from === 'object'
      ? { input: { bucket: task.source.bucket, location: '', object: task.source.key } }
      : {}),
    ...(place ? { output: { ...place, location: '' } } : {}),
  }
}

/** What is made, as seen from the output's place. Without one place there are no words for it. */
const fileNames = (task: Task, request: CreateTranscodingRequest | undefined) => {
  const place = request ? undefined : sharedPlace(task)
  if (!request && !place) return {}
  const names = task.outputs
    .flatMap(mainKeys)
    .map((key) => (place ? belowFolder(place.object, key) : nameOf(key)))
  return names.length > 0 ? { output_file_name: names } : {}
}

/** The files that people open: not segments, but each picture, and both manifests of one set of segments. */
const mainKeys = ({ state, spec, destination: { key } }: Output): readonly string[] => {
  if (state.status !== 'succeeded' || spec.kind === 'probe') return []
  const { pictures, files } = state.result
  if (pictures) return pictures.map((picture) => picture.key)
  return [key, ...files.flatMap((file) => (file.role === 'manifest' && file.key !== key ? [file.key] : []))]
}

/** The pictures of a task, in all and by each wish. */
const pictures = (task: Task, request: CreateTranscodingRequest | undefined) => {
  const wishes = [...(request?.thumbnail ? [request.thumbnail] : []), ...(request?.thumbnails ?? [])]
  const sets = task.outputs
    .filter(({ spec }) => spec.kind === 'snapshots')
    .map((output) => mainKeys(output).map((key) => ({ pic_name: nameOf(key) })))
  const place = wishes[0]?.out ?? request?.output
  return {
    pic_info: sets.flat(),
    ...(request && wishes.length > 0 && place
      ? {
          thumbnail_output: shownPlace(place),
          thumbnails_info: sets.map((pic_info, i) => ({
            pic_info,
            output: shownPlace(wishes[i]?.out ?? request.output),
          })),
        }
      : {}),
  }
}

const details = (
  task: Task,
  request: CreateTranscodingRequest | undefined,
): Pick<TranscodingTask, 'transcode_detail'> => {
  const outputs = task.outputs.flatMap((output): OutputDetail[] => {
    if (request && ['snapshots', 'sprite', 'subtitles'].includes(output.spec.kind)) return []
    // What the input is stands beside.
    if (output.spec.kind === 'probe' && output.state.status === 'succeeded') return []
    const template = request ? templateIdOf(output) : undefined
    const own = template === undefined ? {} : { template_id: template }
    if (output.state.status === 'succeeded')
      return [{ ...own, output_file: describeOutput(output, output.state.result) }]
    if (output.state.status !== 'failed') return []
    const code = errorCode(output.state.problem)
    return [
      { ...own, error: { error_code: code, error_msg: errorMessage(code, output.state.problem.message) } },
    ]
  })
  if (outputs.length === 0 && !task.media) return {}
  return {
    transcode_detail: {
      multitask_info: outputs,
      ...(task.media ? { input_file: describeInput(task.media) } : {}),
    },
  }
}
