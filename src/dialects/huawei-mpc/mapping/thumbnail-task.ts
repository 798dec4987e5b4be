import type { z } from 'zod'
import type { Submission } from '../../../app/submit-task.ts'
import type { Json } from '../../../domain/json.ts'
import { type Task, type TaskStatus, taskStatus } from '../../../domain/task.ts'
import { statusesBehind } from '../../../wire/states.ts'
import {
  type CreateThumbnailsRequest,
  createThumbnailsRequest,
  type THUMBNAIL_STATUSES,
  type thumbnailTask,
} from '../schema/thumbnail-task.ts'
import { THUMBNAIL_DIALECT } from '../service.ts'
import { inFolder, nameOf, sharedFolder, toFolder, toKey } from './keys.ts'
import { shownPlace } from './shown-place.ts'
import { pictureName, toSnapshots } from './thumbnails.ts'
import { spellTime } from './times.ts'

/** Without `original_dir` the pictures lie in a folder of their own. @throws DomainError missing-parameter, invalid-parameter */
export const toThumbnailTask = (request: CreateThumbnailsRequest, whole: Json): Submission => {
  const { input, output, thumbnail_para: asked, original_dir, user_data } = request
  const spec = toSnapshots(asked, 'thumbnail_para')
  const name = pictureName(asked, spec, 'thumbnail_para')
  const folder = toFolder(output.object)
  return {
    dialect: THUMBNAIL_DIALECT,
    request: whole,
    source: { from: 'object', bucket: input.bucket, key: toKey(input.object) },
    outputs: [
      {
        ...{ name: 'thumbnails', spec },
        destination: (task: string) => ({
          bucket: output.bucket,
          key: inFolder(original_dir === 1 ? folder : inFolder(folder, task), name),
        }),
      },
    ],
    ...(user_data === undefined ? {} : { userData: user_data }),
  }
}

/** This family of tasks has words of its own. */
const STATUS = {
  queued: 'WAITING',
  running: 'PROCESSING',
  succeeded: 'SUCCEEDED',
  'partly-failed': 'FAILED',
  failed: 'FAILED',
  cancelled: 'CANCELED',
} as const satisfies Record<TaskStatus, (typeof THUMBNAIL_STATUSES)[number]>

export const statusesOfThumbnails = (wire: string): readonly TaskStatus[] => statusesBehind(STATUS, wire)

/** A task of this family in the service's words; `output` is the folder the pictures are in. */
export const describeThumbnails = (task: Task): z.input<typeof thumbnailTask> => {
  const request = createThumbnailsRequest.parse(task.request)
  const [output] = task.outputs
  const failure = output?.state.status === 'failed' ? output.state.problem : task.problem
  const pictures = output?.state.status === 'succeeded' ? output.state.result.pictures : undefined
  const folder = sharedFolder([output?.destination.key ?? ''])
  return {
    task_id: String(task.serial),
    status: STATUS[taskStatus(task.outputs)],
    create_time: spellTime(task.createdAt),
    ...(task.finishedAt === undefined ? {} : { end_time: spellTime(task.finishedAt) }),
    ...(failure ? { description: failure.message } : {}),
    ...(task.userData === undefined ? {} : { user_data: task.userData }),
    input: shownPlace(request.input),
    output: { ...shownPlace(request.output), object: folder },
    ...(pictures ? { thumbnail_info: pictures.map(({ key }) => ({ pic_name: nameOf(key) })) } : {}),
  }
}
