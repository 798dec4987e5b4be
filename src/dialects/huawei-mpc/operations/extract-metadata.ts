import { z } from 'zod'
import type { Json } from '../../../domain/json.ts'
import { type AnyOperation, operation } from '../../../wire/operation.ts'
import { describeExtract, toExtractTask } from '../mapping/extract-task.ts'
import { statusesOfFamily } from '../mapping/family.ts'
import { FAMILY_WORDS } from '../schema/animated-graphics.ts'
import { createExtractAnswer, createExtractRequest, extractTask } from '../schema/extract-task.ts'
import { BASE, docsPage, EXTRACT_DIALECT, GENERAL_LIMIT, TASK_LIMIT } from '../service.ts'
import { cancelWaiting, familyMember, familyQuery, listFamily } from './task-family.ts'

const path = `${BASE}/extract-metadata`
/** How long a caller waits who asks for the answer at once. */
const PATIENCE = 30_000

const create = operation({
  name: 'createExtractTask',
  summary:
    'Measures what is in a file. With sync 1 the answer has it; the task waits its turn all the same, and after 30 s is answered as it stands.',
  docs: docsPage('mpc_04_0061'),
  route: { by: 'path', method: 'POST', path },
  request: createExtractRequest,
  response: createExtractAnswer,
  limit: TASK_LIMIT,
  handle: async (request, { app, caller, params, signal }) => {
    const { id, serial } = await app.tasks.submit(caller.project, toExtractTask(request, params as Json))
    const task_id = String(serial)
    if (request.sync !== 1) return { task_id }
    const until = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)])
    const task = describeExtract(await app.tasks.ended(caller.project, id, until))
    const { status, create_time, description, metadata } = task
    return {
      ...{ task_id, status, create_time },
      ...(description === undefined ? {} : { description }),
      ...(metadata === undefined ? {} : { metadata }),
    }
  },
})

const list = operation({
  name: 'listExtractTask',
  summary: 'The tasks that measure files with the given ids, or a page of all, newest first.',
  docs: docsPage('mpc_04_0062'),
  route: { by: 'path', method: 'GET', path },
  request: familyQuery(FAMILY_WORDS),
  response: z.strictObject({ tasks: z.array(extractTask), total: z.int() }),
  limit: GENERAL_LIMIT,
  handle: async (asked, call) => {
    const statuses = statusesOfFamily(asked.status)
    const { tasks, total } = await listFamily(EXTRACT_DIALECT, asked, statuses, call)
    return { tasks: tasks.map(describeExtract), total }
  },
})

const remove = operation({
  name: 'deleteExtractTask',
  summary: 'Cancels a task that measures a file and waits.',
  docs: docsPage('mpc_04_0062'),
  route: { by: 'path', method: 'DELETE', path },
  request: familyMember,
  response: z.undefined(),
  status: 204,
  limit: GENERAL_LIMIT,
  handle: ({ task_id }, call) => cancelWaiting(EXTRACT_DIALECT, task_id, call),
})

export const extractMetadata: readonly AnyOperation[] = [create, list, remove]
