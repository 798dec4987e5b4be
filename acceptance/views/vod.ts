import { vod } from '../aliyun-client.ts'
import { openApiCore } from '../aliyun-official.ts'
import { placeOf } from '../support/linked.ts'
import type { Loose } from '../support/native.ts'
import type { RunningServer } from '../support/server.ts'
import { type Api, kilobytes, refused, type View } from './api.ts'

/** The service has one word for waiting and running, and none for cancelling. */
const STATUS: Readonly<Record<string, View['status']>> = {
  Processing: 'running',
  Partial: 'running',
  CompleteAllSucc: 'succeeded',
  CompletePartialSucc: 'failed',
  CompleteAllFail: 'failed',
}

/** VOD as one that looks: it names its outputs itself, so that it cannot submit what the others do. */
export const vodView = (server: RunningServer): Pick<Api, 'view' | 'ask'> => {
  const ask = openApiCore(server, 'v3', 'query', { version: '2017-03-21' })
  const one = async (TranscodeTaskId: string): Promise<Loose> =>
    (await ask('GetTranscodeTask', { TranscodeTaskId })).TranscodeTask
  return {
    view: async ({ id }) => {
      const { TaskStatus, TranscodeJobInfoList } = await one(id)
      return {
        status: STATUS[TaskStatus] ?? TaskStatus,
        source: placeOf(TranscodeJobInfoList[0].InputFileUrl),
        made: TranscodeJobInfoList.flatMap(({ OutputFile }: Loose) =>
          OutputFile ? [[placeOf(OutputFile.OutputFileUrl), kilobytes(OutputFile.Filesize)]] : [],
        ),
      }
    },
    ask: async (id) => {
      try {
        return await one(id)
      } catch (error) {
        return refused(error)
      }
    },
  }
}

/** Submits a registered file through VOD; answers the task's id and where its outputs will lie. */
export const submitToVod = async (server: RunningServer, bucket: string, key: string) => {
  const RegisterMetadatas = JSON.stringify([{ FileURL: `oss://${bucket}/${key}`, Title: key }])
  const { RegisteredMediaList } = await vod(server, 'RegisterMedia', { RegisterMetadatas })
  const VideoId: string = RegisteredMediaList[0].MediaId
  const submitted = await vod(server, 'SubmitTranscodeJobs', { VideoId, TemplateGroupId: 'S00000001-300010' })
  const [{ JobId }] = submitted.TranscodeJobs.TranscodeJob
  return { id: submitted.TranscodeTaskId as string, main: `${bucket}/${VideoId}/${JobId}-sq.mp3` }
}
