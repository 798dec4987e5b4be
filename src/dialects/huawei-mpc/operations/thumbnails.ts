import { z } from 'zod'
import type { Json } from '../../../domain/json.ts'
import { type AnyOperation, operation } from '../../../wire/operation.ts'
import { describeThumbnails, statusesOfThumbnails, toThumbnailTask } from '../mapping/thumbnail-task.ts'
import { createThumbnailsRequest, THUMBNAIL_STATUSES, thumbnailTask } from '../schema/thumbnail-task.ts'
import { BASE, docsPage, GENERAL_LIMIT, TASK_LIMIT, THUMBNAIL_DIALECT } from '../service.ts'
import { cancelWaiting, familyMember, familyQuery, listFamily } from './task-family.ts'

const path = `${BASE}/thumbnails`

const create = operation({
  name: 'createThumbnailsTask',
  summary:
    'Takes pictures of a file: at an interval with the last one, or at moments. They lie in a folder of their own below the output, with original_dir 1 in the output itself.',
  docs: docsPage('mpc_04_0034'),
  route: { by: 'path', method: 'POST', path },
  request: createThumbnailsRequest,
  response: z.strictObject({ task_id: z.string() }),
  status: 202,
  limit: TASK_LIMIT,
  handle: async (request, { app, caller, params }) => {
    const task = await app.tasks.submit(caller.project, toThumbnailTask(request, params as Json))
    return { task_id: String(task.serial) }
  },
})

const list = operation({
  name: 'listThumbnailsTask',
  summary: 'The snapshot tasks with the given ids, or a page of all, newest first.',
  docs: docsPage('mpc_04_0036'),
  route: { by: 'path', method: 'GET', path },
  request: familyQuery(THUMBNAIL_STATUSES),
  response: z.strictObject({
    ...{ task_array: z.array(thumbnailTask), is_truncated: z.literal([0, 1]), total: z.int() },
  }),
  limit: GENERAL_LIMIT,
  handle: async (asked, call) => {
    const statuses = asked.status === undefined ? undefined : statusesOfThumbnails(asked.status)
    const { tasks, total, more } = await listFamily(THUMBNAIL_DIALECT, asked, statuses, call)
    return {
      task_array: tasks.map(describeThumbnails),
      is_truncated: more ? (1 as const) : (0 as const),
      total,
    }
  },
})

const remove = operation({
  name: 'deleteThumbnailsTask',
  summary: 'Cancels a snapshot task that waits.',
  docs: docsPage('mpc_04_0035'),
  route: { by: 'path', method: 'DELETE', path },
  request: familyMember,
  response: z.undefined(),
  status: 204,
  limit: GENERAL_LIMIT,
  handle: ({ task_id }, call) => cancelWaiting(THUMBNAIL_DIALECT, task_id, call),
})

export const thumbnails: readonly AnyOperation[] = [create, list, remove]
