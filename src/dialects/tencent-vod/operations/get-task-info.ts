import { z } from 'zod'
import { type Task, taskStatus } from '../../../domain/task.ts'
import { honoured } from '../../../wire/fields.ts'
import { urlsFor } from '../../../wire/object-url.ts'
import { operation } from '../../../wire/operation.ts'
import { findTask } from '../../../wire/tencent/window.ts'
import { assetOf, clipAsset } from '../mapping/library.ts'
import { isTranscode } from '../mapping/outputs.ts'
import { coverUrlOf } from '../mapping/picture-info.ts'
import { describeTask } from '../mapping/task-info.ts'
import { kindOf, type TaskKind } from '../mapping/task-kind.ts'
import { newestOutputs } from '../mapping/video-info.ts'
import { text } from '../schema/scalars.ts'
import { taskInfo } from '../schema/task-info.ts'
import { docsPage, LIMIT, MAX_TASKS, VERSION } from '../service.ts'

export const getTaskInfo = operation({
  name: 'GetTaskInfo',
  summary:
    'Shows how a task of the last 72 hours stands and what it made. Its addresses open for whoever has them; those of playlists open their folder.',
  docs: docsPage(11724),
  route: { by: 'action', action: 'GetTaskInfo', version: VERSION },
  request: z.strictObject({ vodTaskId: honoured(text(200)) }),
  response: taskInfo,
  limit: LIMIT,
  errors: { internal: { status: 200, code: '10027' } },
  handle: async ({ vodTaskId }, call) => {
    const { app, caller, signal } = call
    const task = await findTask(app, caller, vodTaskId)
    const kind = askedKind(vodTaskId, task)
    const asset = await assetOf(app, task)
    const urlOf = await urlsFor(call)
    const [tasks, clip] = await Promise.all([
      kind === 'transcode' && asset ? app.assets.tasksOf(asset, { limit: MAX_TASKS }) : [],
      EDITS.has(kind) && taskStatus(task.outputs) === 'succeeded' ? clipAsset(app, task, signal) : undefined,
    ])
    const coverUrl = coverUrlOf(newestOutputs(tasks), urlOf)
    return describeTask({ task, kind, asset, clip, coverUrl, urlOf })
  },
})

/** Tasks that make a file of the library. */
const EDITS: ReadonlySet<TaskKind> = new Set(['clipVideo', 'concatFile'])

/** The transcoding that a pull asked for has an id of its own, told by its first word. */
const askedKind = (id: string, task: Task): TaskKind => {
  const kind = kindOf(task)
  return kind === 'pull' && task.outputs.some(isTranscode) && id.startsWith('transcode-') ? 'transcode' : kind
}
