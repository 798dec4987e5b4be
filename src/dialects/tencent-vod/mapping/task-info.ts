import type { LinkMaker } from '../../../app/links.ts'
import type { Asset } from '../../../domain/asset.ts'
import type { Problem, ProblemCode } from '../../../domain/problem.ts'
import { type Output, type Task, type TaskStatus, taskStatus } from '../../../domain/task.ts'
import { ABORTED, ERR_CODE } from '../../../wire/tencent/faults.ts'
import { TASK_STATUS } from '../../../wire/tencent/states.ts'
import type { ClipVideo, ConcatFile, Procedure, Pull, TaskInfo, Transcode } from '../schema/task-info.ts'
import { DIALECT } from '../service.ts'
import { spellFileId } from './library.ts'
import { describeSource, mainVideo } from './media.ts'
import { errorOf, isTranscode, mainFile, problemError } from './outputs.ts'
import { processTasks } from './process-list.ts'
import { spellTaskId } from './task-id.ts'
import type { TaskKind } from './task-kind.ts'
import { unixTime } from './times.ts'
import { transcodeResults } from './transcode-results.ts'

/** What an answer about a task is made of. */
export interface Seen {
  readonly task: Task
  readonly kind: TaskKind
  /** The file it works on or brings in, where it has one in the library. */
  readonly asset?: Asset | undefined
  /** The new file of a finished clip, or of files joined. */
  readonly clip?: Asset | undefined
  /** Where the cover of the file is. */
  readonly coverUrl?: string | undefined
  readonly urlOf: LinkMaker
}

/** A task of any API in this service's words. */
export const describeTask = (seen: Seen): TaskInfo => {
  const { task, kind } = seen
  const outputs = partsOf(seen)
  const state = taskStatus(outputs)
  const status = TASK_STATUS[state]
  const head = {
    status,
    createTime: unixTime(task.createdAt),
    beginProcessTime: unixTime(task.startedAt),
    finishTime: status === 'FINISH' ? unixTime(task.finishedAt ?? lastEnd(outputs)) : 0,
  }
  if (status === 'WAITING') return { type: kind, ...head }
  switch (kind) {
    case 'procedure':
      return { type: kind, ...head, data: procedure(seen, outputs, state) }
    case 'transcode':
      return { type: kind, ...head, data: transcode(seen, outputs) }
    case 'clipVideo':
      return { type: kind, ...head, data: clipVideo(seen, outputs, state) }
    case 'concatFile':
      return { type: kind, ...head, data: concatFile(seen, outputs, state) }
    case 'pull':
      return { type: kind, ...head, data: pull(seen, outputs, state) }
  }
}

const isPull = ({ spec }: Output): boolean => spec.kind === 'original'

/** A pull and the transcoding it asks for are one task here and two in the service: each is seen alone. */
const partsOf = ({ task, kind }: Seen): readonly Output[] =>
  kind === 'pull'
    ? task.outputs.filter(isPull)
    : kind === 'transcode'
      ? task.outputs.filter((output) => !isPull(output))
      : task.outputs

const lastEnd = (outputs: readonly Output[]) =>
  outputs.map(({ state }) => ('finishedAt' in state ? state.finishedAt : undefined)).findLast(Boolean)

const idsOf = ({ task, kind, asset }: Seen) => ({
  vodTaskId: spellTaskId(kind, task.id),
  ...(asset ? { fileId: spellFileId(asset) } : {}),
})

/** Not 0 only when no part can be at fault: a bad source, or an abortion. */
const taskError = ({ problem }: Task, state: TaskStatus) =>
  state === 'cancelled'
    ? { errCode: ERR_CODE.other, message: ABORTED }
    : problem
      ? problemError(problem)
      : { errCode: ERR_CODE.none, message: '' }

const procedure = (seen: Seen, outputs: readonly Output[], state: TaskStatus): Procedure => {
  const { task, asset, urlOf } = seen
  const media = task.media ?? asset?.measured?.media
  return {
    ...idsOf(seen),
    status: TASK_STATUS[state] === 'FINISH' ? 'FINISH' : 'PROCESSING',
    ...taskError(task, state),
    ...(media ? { metaData: describeSource(media, asset?.measured?.md5) } : {}),
    processTaskList: outputs.flatMap((output) => processTasks(output, task.dialect === DIALECT, urlOf)),
  }
}

/** Of the tasks whose parts are not shown one by one: what went wrong first. */
const firstFault = (outputs: readonly Output[]): ReturnType<typeof errorOf> =>
  outputs.map(errorOf).find(({ errCode }) => errCode !== ERR_CODE.none) ?? {
    errCode: ERR_CODE.none,
    message: '',
  }

const transcode = (seen: Seen, outputs: readonly Output[]): Transcode => {
  const { task, asset, urlOf } = seen
  const fault = firstFault(outputs)
  const playSet = [
    ...original(seen),
    ...outputs.filter(isTranscode).flatMap((output) =>
      transcodeResults(output, task.dialect === DIALECT, urlOf).flatMap(({ definition, made }) =>
        made
          ? [
              {
                url: made.url,
                ...(definition === undefined ? {} : { definition }),
                vbitrate: made.videoStreamList[0]?.bitrate ?? made.bitrate,
                vheight: made.height,
                vwidth: made.width,
              },
            ]
          : [],
      ),
    ),
  ]
  return {
    ...idsOf(seen),
    status: numberOf(outputs),
    ...fault,
    ...(asset ? { fileName: asset.title } : {}),
    ...(task.media ? { duration: Math.round(task.media.duration) } : {}),
    ...(seen.coverUrl === undefined ? {} : { coverUrl: seen.coverUrl }),
    playSet,
  }
}

/** The source itself is the result of definition 0. */
const original = ({ task, asset, urlOf }: Seen): Transcode['playSet'] => {
  const video = task.media && mainVideo(task.media)
  return asset && video
    ? [
        {
          url: urlOf(asset.source),
          definition: 0,
          vbitrate: Math.round(video.bitrate ?? task.media?.bitrate ?? 0),
          vheight: video.height,
          vwidth: video.width,
        },
      ]
    : []
}

const clipVideo = (seen: Seen, outputs: readonly Output[], state: TaskStatus): ClipVideo => {
  const { task, kind, asset, clip, urlOf } = seen
  const [output] = outputs
  const file = output && mainFile(output)
  return {
    vodTaskId: spellTaskId(kind, task.id),
    ...(asset ? { srcFileId: spellFileId(asset) } : {}),
    ...(file
      ? {
          fileInfo: {
            fileType: 'mp4',
            status: 0,
            message: '',
            ...(clip ? { fileId: spellFileId(clip) } : {}),
            fileUrl: urlOf(file),
          },
        }
      : TASK_STATUS[state] === 'FINISH'
        ? { fileInfo: { status: numberOf(outputs), message: firstFault(outputs).message } }
        : {}),
  }
}

const concatFile = (seen: Seen, outputs: readonly Output[], state: TaskStatus): ConcatFile => {
  const { task, kind, clip, urlOf } = seen
  const over = TASK_STATUS[state] === 'FINISH'
  return {
    vodTaskId: spellTaskId(kind, task.id),
    message: firstFault(outputs).message,
    fileInfo: (over ? outputs : []).map((output) => {
      const file = mainFile(output)
      const isFile = output.spec.kind === 'file'
      return {
        fileType: isFile ? 'mp4' : 'm3u8',
        ...{ status: numberOf([output]), message: errorOf(output).message },
        ...(file && isFile && clip ? { fileId: spellFileId(clip) } : {}),
        ...(file ? { fileUrl: urlOf(file) } : {}),
      }
    }),
  }
}

const pull = (seen: Seen, outputs: readonly Output[], state: TaskStatus): Pull => {
  const { task, urlOf } = seen
  const [output] = outputs
  const file = output && mainFile(output)
  return {
    ...(TASK_STATUS[state] === 'FINISH' ? { status: numberOf(outputs) } : {}),
    message: firstFault(outputs).message,
    ...idsOf(seen),
    ...(file ? { fileUrl: urlOf(file) } : {}),
    ...(task.outputs.some(isTranscode) ? { transcodeTaskId: spellTaskId('transcode', task.id) } : {}),
  }
}

/** Numbers of the service for what FFmpeg found; a fault it has no number for is -1. */
const RESULT_CODES: Partial<Record<ProblemCode, number>> = {
  'source-unreadable': -43_001,
  'source-truncated': -43_001,
  'source-unsupported': -43_089,
  'source-no-audio': -47_401,
  'source-no-video': -47_402,
}
const OTHER_FAULT = -1

const numberOf = (outputs: readonly Output[]): number => {
  const failed = outputs.map(problemOf).find((p) => p !== undefined)
  return failed === undefined
    ? 0
    : failed === 'cancelled'
      ? OTHER_FAULT
      : (RESULT_CODES[failed.code] ?? OTHER_FAULT)
}

const problemOf = ({ state }: Output): Problem | 'cancelled' | undefined =>
  state.status === 'failed' ? state.problem : state.status === 'cancelled' ? 'cancelled' : undefined
