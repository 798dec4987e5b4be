import { openApiCore } from '../aliyun-official.ts'
import type { Loose } from '../support/native.ts'
import type { RunningServer } from '../support/server.ts'
import { type Api, kilobytes, refused, type View } from './api.ts'

const ICE_STATUS: Readonly<Record<string, View['status']>> = {
  Inited: 'waiting',
  Running: 'running',
  Complete: 'succeeded',
  Error: 'failed',
  Cancelled: 'cancelled',
}

export const iceApi = (server: RunningServer): Api => {
  const ask = openApiCore(server, 'v3')
  const oss = (bucket: string, key: string) => ({ Type: 'OSS', Media: `oss://${bucket}/${key}` })
  const pathOf = (media: string) => media.replace(/^oss:\/\//, '')
  return {
    submit: async (bucket, key, folder) => {
      const outputs = [
        ['file.mp4', 'S00000001-200010'],
        ['list.m3u8', 'S00000001-100010'],
      ] as const
      const Config = JSON.stringify({
        Inputs: [{ InputFile: oss(bucket, key) }],
        Outputs: outputs.map(([name, TemplateId]) => ({
          OutputFile: oss(bucket, `${folder}/${name}`),
          TemplateId,
          OverrideParams: { Video: { Width: 160, Preset: 'ultrafast' } },
        })),
      })
      return (await ask('SubmitMediaConvertJob', { Config })).Job.JobId
    },
    view: async ({ id }) => {
      const { State, Config, OutputDetails } = (await ask('GetMediaConvertJob', { JobId: id })).Job
      return {
        status: ICE_STATUS[State] ?? State,
        source: pathOf(Config.Inputs[0].InputFile.Media),
        made: OutputDetails.flatMap(({ Result }: Loose) =>
          Result
            ? [
                [
                  pathOf(Result.OutputFile.Media),
                  kilobytes(Number(Result.OutFileMeta.FileBasicInfo.FileSize)),
                ],
              ]
            : [],
        ),
      }
    },
    list: async () =>
      (await ask('ListMediaConvertJobs', { PageSize: '100' })).Jobs.map(({ JobId }: Loose) => JobId),
    idOf: ({ id }) => id,
    ask: async (JobId) => {
      try {
        return (await ask('GetMediaConvertJob', { JobId })).Job
      } catch (error) {
        return refused(error)
      }
    },
  }
}
