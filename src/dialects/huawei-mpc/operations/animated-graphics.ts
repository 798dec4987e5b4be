import { z } from 'zod'
import type { Json } from '../../../domain/json.ts'
import { type AnyOperation, operation } from '../../../wire/operation.ts'
import { describeAnimation, toAnimationTask } from '../mapping/animations.ts'
import { statusesOfFamily } from '../mapping/family.ts'
import { animationTask, createAnimationRequest, FAMILY_WORDS } from '../schema/animated-graphics.ts'
import { ANIMATION_DIALECT, BASE, docsPage, GENERAL_LIMIT, TASK_LIMIT } from '../service.ts'
import { cancelWaiting, familyMember, familyQuery, listFamily } from './task-family.ts'

const path = `${BASE}/animated-graphics`

const create = operation({
  name: 'createAnimatedGraphicsTask',
  summary:
    'Makes a GIF, played for ever, of a part of a file of at most 60 s. Without a file_name it is named after the input.',
  docs: docsPage('mpc_04_0057'),
  route: { by: 'path', method: 'POST', path },
  request: createAnimationRequest,
  response: z.strictObject({ task_id: z.string() }),
  limit: TASK_LIMIT,
  handle: async (request, { app, caller, params }) => {
    const task = await app.tasks.submit(caller.project, toAnimationTask(request, params as Json))
    return { task_id: String(task.serial) }
  },
})

const list = operation({
  name: 'listAnimatedGraphicsTask',
  summary: 'The tasks of animated pictures with the given ids, or a page of all, newest first.',
  docs: docsPage('mpc_04_0058'),
  route: { by: 'path', method: 'GET', path },
  request: familyQuery(FAMILY_WORDS),
  response: z.strictObject({ tasks: z.array(animationTask), total: z.int() }),
  limit: GENERAL_LIMIT,
  handle: async (asked, call) => {
    const statuses = statusesOfFamily(asked.status)
    const { tasks, total } = await listFamily(ANIMATION_DIALECT, asked, statuses, call)
    return { tasks: tasks.map(describeAnimation), total }
  },
})

const remove = operation({
  name: 'deleteAnimatedGraphicsTask',
  summary: 'Cancels a task of animated pictures that waits.',
  docs: docsPage('mpc_04_0059'),
  route: { by: 'path', method: 'DELETE', path },
  request: familyMember,
  response: z.undefined(),
  status: 204,
  limit: GENERAL_LIMIT,
  handle: ({ task_id }, call) => cancelWaiting(ANIMATION_DIALECT, task_id, call),
})

export const animatedGraphics: readonly AnyOperation[] = [create, list, remove]
