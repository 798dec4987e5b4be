import { z } from 'zod'
import type { Json } from '../../../domain/json.ts'
import { type AnyOperation, operation } from '../../../wire/operation.ts'
import { statusesOfFamily } from '../mapping/family.ts'
import { describeRemux, toRemuxTask } from '../mapping/remux-task.ts'
import { FAMILY_WORDS } from '../schema/animated-graphics.ts'
import { createRemuxRequest, remuxTask } from '../schema/remux-task.ts'
import { BASE, docsPage, GENERAL_LIMIT, REMUX_DIALECT, TASK_LIMIT } from '../service.ts'
import { cancelWaiting, familyMember, familyQuery, findInFamily, listFamily } from './task-family.ts'

const path = `${BASE}/remux`

const create = operation({
  name: 'createRemuxTask',
  summary:
    'Puts picture and sound of a file into MP4 or HLS as they are. A file that has no picture, or streams that the new container cannot hold, fail. Segments begin at key frames. Without a file_name the output is named after the input.',
  docs: docsPage('mpc_04_0053'),
  route: { by: 'path', method: 'POST', path },
  request: createRemuxRequest,
  response: z.strictObject({ task_id: z.string() }),
  limit: TASK_LIMIT,
  handle: async (request, { app, caller, params }) => {
    const task = await app.tasks.submit(caller.project, toRemuxTask(request, params as Json))
    return { task_id: String(task.serial) }
  },
})

const list = operation({
  name: 'listRemuxTask',
  summary: 'The packaging tasks with the given ids, or a page of all, newest first.',
  docs: docsPage('mpc_04_0054'),
  route: { by: 'path', method: 'GET', path },
  request: familyQuery(FAMILY_WORDS),
  response: z.strictObject({ tasks: z.array(remuxTask), total: z.int() }),
  limit: GENERAL_LIMIT,
  handle: async (asked, call) => {
    const statuses = statusesOfFamily(asked.status)
    const { tasks, total } = await listFamily(REMUX_DIALECT, asked, statuses, call)
    return { tasks: tasks.map(describeRemux), total }
  },
})

const retry = operation({
  name: 'createRetryRemuxTask',
  summary: 'Puts a packaging task that failed back to work.',
  docs: docsPage('mpc_04_0077'),
  route: { by: 'path', method: 'PUT', path },
  request: familyMember,
  response: z.undefined(),
  limit: TASK_LIMIT,
  handle: async ({ task_id }, { app, caller }) => {
    const { id } = await findInFamily(REMUX_DIALECT, app, caller, task_id)
    await app.tasks.retry(caller.project, id)
    return undefined
  },
})

const remove = operation({
  name: 'deleteRemuxTask',
  summary: 'Cancels a packaging task that waits.',
  docs: docsPage('mpc_04_0055'),
  route: { by: 'path', method: 'DELETE', path },
  request: familyMember,
  response: z.undefined(),
  status: 204,
  limit: GENERAL_LIMIT,
  handle: ({ task_id }, call) => cancelWaiting(REMUX_DIALECT, task_id, call),
})

const forget = operation({
  name: 'deleteRemuxTaskByConsole',
  summary: 'Deletes the record of a packaging task that is over. Its output stays where it is.',
  docs: docsPage('DeleteRemuxTask'),
  route: { by: 'path', method: 'DELETE', path: `${path}/task` },
  request: familyMember,
  response: z.undefined(),
  status: 204,
  limit: GENERAL_LIMIT,
  handle: async ({ task_id }, { app, caller }) => {
    const { id } = await findInFamily(REMUX_DIALECT, app, caller, task_id)
    await app.tasks.remove(caller.project, id)
    return undefined
  },
})

export const remux: readonly AnyOperation[] = [create, list, retry, remove, forget]
