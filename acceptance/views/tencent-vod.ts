import { placeOf } from '../support/linked.ts'
import type { Loose } from '../support/native.ts'
import type { RunningServer } from '../support/server.ts'
import { createVodClient, ok } from '../tencent-vod-client.ts'
import { kilobytes, type Reader, refused, type View } from './api.ts'

/**
 * Tencent's VOD works on files of its library alone, so that it cannot submit what the others do; and it says a source's place
 * only of those.
 */
export const tencentVodReader = (server: RunningServer): Reader => {
  const client = createVodClient(server)
  const statusOf = ({ status, data }: Loose): View['status'] => {
    if (status !== 'FINISH') return status === 'WAITING' ? 'waiting' : 'running'
    if (data.message === 'The task was aborted.') return 'cancelled'
    const parts = data.processTaskList ?? []
    return data.errCode === 0 && parts.every((part: Loose) => part.status === 'SUCCESS')
      ? 'succeeded'
      : 'failed'
  }
  const idOf: Reader['idOf'] = ({ id }) => `1300000000-Procedure-${id}`
  return {
    idOf,
    view: async (ids) => {
      const info = await ok(client('GetTaskInfo', { vodTaskId: idOf(ids) }))
      return {
        status: statusOf(info),
        made: (info.data?.processTaskList ?? []).flatMap(({ output }: Loose) =>
          output ? [[placeOf(output.url), kilobytes(output.size)]] : [],
        ),
      }
    },
    list: async () => {
      const pages = await Promise.all(
        ['WAITING', 'PROCESSING', 'FINISH'].map((status) =>
          ok(client('GetTaskList', { status, maxCount: 100 })),
        ),
      )
      return pages.flatMap(({ data }) => data.taskList.map(({ vodTaskId }: Loose) => vodTaskId))
    },
    ask: async (vodTaskId) => {
      const answer = await client('GetTaskInfo', { vodTaskId })
      return answer.code === 0 ? answer : refused(answer)
    },
  }
}
