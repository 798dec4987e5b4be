import type { Loose } from '../support/native.ts'
import type { RunningServer } from '../support/server.ts'
import { createClient } from '../tencent-client.ts'
import { type Api, kilobytes, refused, type View } from './api.ts'

/** One output of a task, once it is made. A stream of several renditions has no size. */
const madeOf = ({ TranscodeTask: one, AdaptiveDynamicStreamingTask: several }: Loose): View['made'] => {
  if (one?.Output) {
    const { OutputStorage, Path, Size } = one.Output
    return [[`${OutputStorage.CosOutputStorage.Bucket}${Path}`, kilobytes(Size)]]
  }
  if (several?.Output) {
    const { Storage, Path } = several.Output
    return [[`${Storage.CosOutputStorage.Bucket}${Path}`]]
  }
  return []
}

export const tencentApi = (server: RunningServer): Api => {
  const client = createClient(server)
  const statusOf = ({ Status, WorkflowTask }: Loose): View['status'] => {
    if (Status !== 'FINISH') return Status === 'WAITING' ? 'waiting' : 'running'
    if (WorkflowTask.Message === 'The task was aborted.') return 'cancelled'
    const parts = WorkflowTask.MediaProcessResultSet.map(
      ({ TranscodeTask, AdaptiveDynamicStreamingTask }: Loose) =>
        (TranscodeTask ?? AdaptiveDynamicStreamingTask).Status,
    )
    return WorkflowTask.ErrCode === 0 && parts.every((s: string) => s === 'SUCCESS') ? 'succeeded' : 'failed'
  }
  return {
    submit: async (Bucket, key, folder) => {
      const { TaskId = '' } = await client.ProcessMedia({
        InputInfo: {
          Type: 'COS',
          CosInputInfo: { Bucket, Region: 'ap-guangzhou', Object: `/${key}` },
        },
        MediaProcessTask: {
          TranscodeTaskSet: [
            { Definition: 100010, OutputObjectPath: `/${folder}/file.{format}` },
            {
              Definition: 210,
              OverrideParameter: { VideoTemplate: { Height: 128 } },
              OutputObjectPath: `/${folder}/list.{format}`,
            },
          ],
        },
      })
      return TaskId
    },
    view: async ({ id }) => {
      const detail: Loose = await client.DescribeTaskDetail({ TaskId: id })
      const { InputInfo, MetaData, MediaProcessResultSet } = detail.WorkflowTask
      const { Bucket, Object: key } = InputInfo.CosInputInfo
      return {
        status: statusOf(detail),
        source: `${Bucket}${key}`,
        measured: MetaData
          ? { bytes: MetaData.Size, milliseconds: Math.round(MetaData.Duration * 1000) }
          : 'not yet',
        made: MediaProcessResultSet.flatMap(madeOf),
      }
    },
    list: async () => {
      const pages = await Promise.all(
        ['WAITING', 'PROCESSING', 'FINISH'].map((Status) => client.DescribeTasks({ Status, Limit: 100 })),
      )
      return pages.flatMap(({ TaskSet }) => (TaskSet ?? []).map(({ TaskId }) => TaskId ?? ''))
    },
    idOf: ({ id }) => `1300000000-WorkflowTask-${id}t0`,
    ask: async (TaskId) => {
      try {
        const { RequestId: _, ...told } = await client.DescribeTaskDetail({ TaskId })
        return told
      } catch (error) {
        return refused(error)
      }
    },
  }
}
