import { z } from 'zod'
import type { App, Caller } from '../../../app/app.ts'
import { isTaskId } from '../../../domain/ids.ts'
import type { Output, OutputStatus, Task } from '../../../domain/task.ts'
import { spellTime } from '../../../wire/aliyun/clock.ts'
import { honoured, refused } from '../../../wire/fields.ts'
import { operation } from '../../../wire/operation.ts'
import { taskIfThere } from '../../../wire/task-if-there.ts'
import { errors } from '../errors.ts'
import { commaList } from '../schema/lists.ts'
import { docsPage, route } from '../service.ts'

const text = z.string().optional()
const info = z.strictObject({
  ...{ JobId: z.string(), UploadURL: z.string(), MediaId: text, RegisteredMediaId: text },
  Status: z.enum(['PENDING', 'DOWNLOADING', 'DOWNLOAD_FAIL', 'SUCCESS']),
  ...{ FileSize: text, CreationTime: z.string(), CompleteTime: text },
  ...{ ErrorCode: text, ErrorMessage: text, UserData: text },
})

export const getUrlUploadInfos = operation({
  name: 'GetURLUploadInfos',
  summary:
    'How far files are that UploadMediaByURL brings in. Of its states files here have PENDING, DOWNLOADING, DOWNLOAD_FAIL and SUCCESS.',
  docs: docsPage('GetURLUploadInfos'),
  route: route('GetURLUploadInfos'),
  request: z.strictObject({
    JobIds: honoured(commaList(10)),
    UploadURLs: refused('uploads are found by their JobIds here'),
  }),
  response: z.strictObject({ URLUploadInfoList: z.array(info), NonExists: z.array(z.string()) }),
  handle: async ({ JobIds }, { app, caller }) => {
    const asked = [...new Set(JobIds)]
    const found = await Promise.all(
      asked.map(async (id) => ({ id, task: await uploadIfThere(app, caller, id) })),
    )
    return {
      URLUploadInfoList: found.flatMap(({ task }) => (task ? [task] : [])),
      NonExists: found.flatMap(({ id, task }) => (task ? [] : [id])),
    }
  },
})

const uploadIfThere = async (
  app: App,
  { project }: Caller,
  id: string,
): Promise<z.input<typeof info> | undefined> => {
  if (!isTaskId(id)) return undefined
  const task = await taskIfThere(app.tasks.get(project, id))
  const file = task?.outputs.find(({ spec }) => spec.kind === 'original')
  return task?.source.from === 'url' && file ? describe(task, file, task.source.url) : undefined
}

const STATUS = {
  queued: 'PENDING',
  running: 'DOWNLOADING',
  succeeded: 'SUCCESS',
  failed: 'DOWNLOAD_FAIL',
  cancelled: 'DOWNLOAD_FAIL',
} as const satisfies Record<OutputStatus, z.input<typeof info>['Status']>

const describe = (task: Task, { state }: Output, url: string): z.input<typeof info> => ({
  JobId: task.id,
  UploadURL: url,
  ...(state.status === 'succeeded'
    ? { ...(task.asset === undefined ? {} : { MediaId: task.asset }), FileSize: String(state.result.size) }
    : {}),
  Status: STATUS[state.status],
  CreationTime: spellTime(task.createdAt),
  ...('finishedAt' in state ? { CompleteTime: spellTime(state.finishedAt) } : {}),
  ...(state.status === 'failed'
    ? { ErrorCode: errors[state.problem.code].code, ErrorMessage: state.problem.message }
    : state.status === 'cancelled'
      ? { ErrorCode: 'Cancelled', ErrorMessage: 'The upload was cancelled.' }
      : {}),
  ...(task.userData === undefined ? {} : { UserData: task.userData }),
})
