import { z } from 'zod'
import type { App, Caller } from '../../../app/app.ts'
import type { Json } from '../../../domain/json.ts'
import { fail } from '../../../domain/problem.ts'
import type { Task } from '../../../domain/task.ts'
import { honoured } from '../../../wire/fields.ts'
import { type AnyOperation, operation } from '../../../wire/operation.ts'
import { taskIfThere } from '../../../wire/task-if-there.ts'
import { describeAnimation, statusesOfAnimation, toAnimationTask } from '../mapping/animations.ts'
import { DEFAULT_SIZE } from '../mapping/pages.ts'
import { timeWindow } from '../mapping/time-window.ts'
import { ANIMATION_STATUSES, animationTask, createAnimationRequest } from '../schema/animated-graphics.ts'
import { int, optionalChoice, optionalInt, optionalText, queryList } from '../schema/scalars.ts'
import { ANIMATION_DIALECT, BASE, docsPage, GENERAL_LIMIT, MAX_ID, TASK_LIMIT } from '../service.ts'

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

/** A task of this family. @throws DomainError task-not-found, for those of others too */
const find = async (app: App, { project }: Caller, id: number): Promise<Task> => {
  const task = await app.tasks.get(project, String(id))
  if (task.dialect === ANIMATION_DIALECT) return task
  throw fail('task-not-found', `There is no task ${id}.`)
}

const list = operation({
  name: 'listAnimatedGraphicsTask',
  summary: 'The tasks of animated pictures with the given ids, or a page of all, newest first.',
  docs: docsPage('mpc_04_0058'),
  route: { by: 'path', method: 'GET', path },
  request: z.strictObject({
    project_id: honoured(z.string()),
    task_id: honoured(queryList(int(0), 10)),
    // The last one is how the service itself writes PROCESSING here.
    status: honoured(optionalChoice([...ANIMATION_STATUSES, 'INIT', 'PREPROCESSING'])),
    start_time: honoured(optionalText(14)),
    end_time: honoured(optionalText(14)),
    page: honoured(optionalInt(0, 50_000)),
    size: honoured(optionalInt(1, 100)),
  }),
  response: z.strictObject({ tasks: z.array(animationTask), total: z.int() }),
  limit: GENERAL_LIMIT,
  handle: async (asked, { app, caller }) => {
    const { task_id: ids, status, page = 0, size = DEFAULT_SIZE } = asked
    const statuses =
      status === undefined ? undefined : statusesOfAnimation(status.replace('PREPROCESSING', 'PROCESSING'))
    if (ids?.length) {
      const found = await Promise.all([...new Set(ids)].map((id) => taskIfThere(find(app, caller, id))))
      const tasks = found.flatMap((task) => task ?? []).map(describeAnimation)
      return { tasks, total: tasks.length }
    }
    const query = {
      ...{ project: caller.project, dialect: ANIMATION_DIALECT, ...timeWindow(asked) },
      ...(statuses === undefined ? {} : { statuses }),
    }
    const total = await app.tasks.count(query)
    const offset = page * size
    const rows = offset < total ? await app.tasks.list({ ...query, limit: size, offset }) : []
    return { tasks: rows.map(describeAnimation), total }
  },
})

const remove = operation({
  name: 'deleteAnimatedGraphicsTask',
  summary: 'Cancels a task of animated pictures that waits.',
  docs: docsPage('mpc_04_0059'),
  route: { by: 'path', method: 'DELETE', path },
  request: z.strictObject({ project_id: honoured(z.string()), task_id: honoured(int(1, MAX_ID)) }),
  response: z.undefined(),
  status: 204,
  limit: GENERAL_LIMIT,
  handle: async ({ task_id }, { app, caller }) => {
    await find(app, caller, task_id)
    await app.tasks.cancel(caller.project, String(task_id), { onlyQueued: true })
    return undefined
  },
})

export const animatedGraphics: readonly AnyOperation[] = [create, list, remove]
