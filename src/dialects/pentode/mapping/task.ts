import type { Pace } from '../../../domain/event.ts'
import type { Source } from '../../../domain/source.ts'
import {
  type Output,
  type OutputResult,
  outputProgress,
  type Task,
  taskProgress,
  taskStatus,
} from '../../../domain/task.ts'
import { objectPath } from '../paths.ts'
import type { OutputJson, TaskJson } from '../schemas/task.ts'
import { fromMediaInfo } from './media-info.ts'
import { fromSpec } from './spec.ts'
import { isoTime, optionalTime } from './time.ts'

/** `all`: every segment is listed; a long stream has thousands. */
export type Files = 'summary' | 'all'

/** A task in the words of the native API. Times are UTC, urls are paths on this server. */
export const fromTask = (task: Task, files: Files = 'summary', pace: Pace = {}): TaskJson => ({
  id: task.id,
  serial: task.serial,
  dialect: task.dialect,
  status: taskStatus(task.outputs),
  progress: roundPercent(taskProgress(task)),
  ...fromPace(pace),
  cancelRequested: task.cancelRequested,
  source: fromSource(task.source),
  priority: task.priority,
  ...(task.clientToken === undefined ? {} : { clientToken: task.clientToken }),
  ...(task.userData === undefined ? {} : { userData: task.userData }),
  createdAt: isoTime(task.createdAt),
  ...optionalTime('startedAt', task.startedAt),
  ...optionalTime('finishedAt', task.finishedAt),
  ...(task.media ? { media: fromMediaInfo(task.media) } : {}),
  ...(task.problem ? { problem: task.problem } : {}),
  outputs: task.outputs.map((output) => fromOutput(output, files)),
})

export const fromSource = (source: Source): TaskJson['source'] => {
  const { from, ...rest } = source
  return rest
}

/** Tenths of seconds: more is noise. */
export const fromPace = ({ speed, eta }: Pace): Pick<TaskJson, 'speed' | 'eta'> => ({
  ...(speed === undefined ? {} : { speed }),
  ...(eta === undefined ? {} : { eta: Math.round(eta * 10) / 10 }),
})

/** Two decimals: more is noise. */
export const roundPercent = (n: number): number => Math.round(n * 100) / 100

const fromOutput = ({ state, ...output }: Output, files: Files): OutputJson => ({
  index: output.index,
  name: output.name,
  ...(output.template === undefined ? {} : { template: output.template }),
  status: state.status,
  progress: roundPercent(outputProgress(state)),
  spec: fromSpec(output.spec),
  destination: { bucket: output.destination.bucket, key: output.destination.key },
  ...('startedAt' in state ? optionalTime('startedAt', state.startedAt) : {}),
  ...('finishedAt' in state ? optionalTime('finishedAt', state.finishedAt) : {}),
  ...(state.status === 'failed' ? { problem: state.problem } : {}),
  ...(state.status === 'succeeded'
    ? { result: fromResult(state.result, output.destination.bucket, files) }
    : {}),
})

const fromResult = (
  { size, files, media, renditions, sprite, pictures, animation, quality, warnings }: OutputResult,
  bucket: string,
  wanted: Files,
): NonNullable<OutputJson['result']> => {
  const segments = files.filter((file) => file.role === 'segment')
  const shown = wanted === 'all' ? files : files.filter((file) => file.role !== 'segment')
  return {
    size,
    files: shown.map((file) => ({ ...file, url: objectPath(file.bucket, file.key) })),
    ...(segments.length === 0
      ? {}
      : { segments: { count: segments.length, size: segments.reduce((sum, file) => sum + file.size, 0) } }),
    ...(media ? { media: fromMediaInfo(media) } : {}),
    ...(renditions
      ? {
          renditions: renditions.map((rendition) => ({
            ...rendition,
            url: objectPath(bucket, rendition.key),
            media: fromMediaInfo(rendition.media),
          })),
        }
      : {}),
    ...(sprite ? { sprite } : {}),
    ...(pictures
      ? { pictures: pictures.map((each) => ({ ...each, url: objectPath(bucket, each.key) })) }
      : {}),
    ...(animation ? { animation } : {}),
    ...(quality ? { quality } : {}),
    ...(warnings ? { warnings } : {}),
  }
}
