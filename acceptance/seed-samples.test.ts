import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { finished, get, vod } from './aliyun-client.ts'
import { HuaweiClient } from './huawei-client.ts'
import * as ice from './seeds/aliyun-ice.ts'
import * as aliyunVod from './seeds/aliyun-vod.ts'
import * as mpc from './seeds/huawei-mpc.ts'
import * as mps from './seeds/tencent-mps.ts'
import { eventually } from './support/native.ts'
import { type RunningServer, startServer } from './support/server.ts'
import { compareShapes } from './support/shape.ts'
import { cosInput, createClient } from './tencent-client.ts'
import { bucket, makeClip } from './tencent-media.ts'

let server: RunningServer
beforeAll(async () => {
  server = await startServer()
  for (const name of ['in-1300000000', 'out-1300000000', 'zitest'])
    makeClip(join(bucket(server.dataDir, name), 'clip.mp4'))
})
afterAll(() => server?.[Symbol.asyncDispose]())

/** A difference that nobody explains, and an explanation of none, fail alike. */
const explained = ({ MISSING, MORE }: { MISSING: object; MORE: object }) => ({
  missing: Object.keys(MISSING).sort(),
  more: Object.keys(MORE).sort(),
})

test('the sample of DescribeTaskDetail (Tencent Cloud MPS) is answered in its shape', async () => {
  const client = createClient(server)
  const storage = { Type: 'COS', CosOutputStorage: { Bucket: 'out-1300000000', Region: 'ap-guangzhou' } }
  const { TaskId } = await client.ProcessMedia({
    InputInfo: cosInput(),
    OutputStorage: storage,
    MediaProcessTask: {
      TranscodeTaskSet: [
        {
          Definition: 210,
          OutputObjectPath: '/hello/world/what/ever/videoplayback_transcode111_210',
          SegmentObjectName: '/hello/world/what/ever/no/problem/videoplayback_transcode11_210_{number}',
          ObjectNumberFormat: { InitialValue: 2, Increment: 3, MinLength: 1, PlaceHolder: '0' },
        },
      ],
    },
  })
  const detail = await eventually('the end', async () => {
    const found = await client.DescribeTaskDetail({ TaskId: TaskId ?? '' })
    return found.Status === 'FINISH' ? found : undefined
  })
  expect(compareShapes(mps.SAMPLE, { Response: detail })).toEqual(explained(mps))
})

test('the sample of GET /transcodings (Huawei Cloud MPC) is answered in its shape', async () => {
  const client = new HuaweiClient(server)
  await client.findProject()
  const place = { bucket: 'zitest', location: 'cn-north-7' }
  const { json } = await client.mpc('POST', '/transcodings', {
    body: {
      input: { ...place, object: 'clip.mp4' },
      output: { ...place, object: 'test' },
      trans_template_id: [4],
    },
  })
  const list = await eventually('the end', async () => {
    const found = await client.mpc('GET', '/transcodings', { query: [['task_id', json.task_id]] })
    return found.json.task_array[0].status === 'SUCCEEDED' ? found.json : undefined
  })
  expect(compareShapes(mpc.SAMPLE, list)).toEqual(explained(mpc))
})

test('the sample of GetTranscodeTask (Alibaba Cloud VOD) is answered in its shape', async () => {
  const RegisterMetadatas = JSON.stringify([{ FileURL: 'oss://zitest/clip.mp4', Title: 'clip' }])
  const { RegisteredMediaList } = await vod(server, 'RegisterMedia', { RegisterMetadatas })
  const [{ MediaId: VideoId }] = RegisteredMediaList
  const { TranscodeTaskId } = await vod(server, 'SubmitTranscodeJobs', {
    ...{ VideoId, TemplateGroupId: 'S00000001-100010' },
  })
  const answer = await eventually('the end', async () => {
    const found = await vod(server, 'GetTranscodeTask', { TranscodeTaskId })
    return found.TranscodeTask.TaskStatus === 'CompleteAllSucc' ? found : undefined
  })
  expect(compareShapes(aliyunVod.SAMPLE, answer)).toEqual(explained(aliyunVod))
})

test('the sample of GetMediaConvertJob (Alibaba Cloud ICE) is answered in its shape', async () => {
  const oss = (Media: string) => ({ Type: 'OSS', Media })
  const Config = {
    Inputs: [
      { Name: 'InputVideo', InputFile: oss('http://in-1300000000.oss-cn-shanghai.aliyuncs.com/clip.mp4') },
    ],
    Outputs: [
      {
        OutputFile: oss('http://out-1300000000.oss-cn-shanghai.aliyuncs.com/path/to/video.mp4'),
        Priority: 6,
        OverrideParams: '{}',
        Features: '{}',
        TemplateId: 'S00000001-200010',
        Name: 'output-video',
      },
    ],
    OutputGroups: [
      {
        GroupConfig: {
          OutputFileBase: oss('oss://out-1300000000/hls'),
          ManifestName: 'manifest',
          Type: 'Hls',
        },
        Outputs: [
          {
            Priority: 6,
            OverrideParams: '{}',
            Features: '{}',
            OutputFileName: '720p.m3u8',
            TemplateId: 'S00000001-100010',
            Name: 'group-output',
          },
        ],
        Name: 'hls-group',
      },
    ],
    JobName: 'job-1-20241205-102045',
  }
  const { Pipeline } = await get(server, 'CreatePipeline', { Name: 'mine', Speed: 'Standard' })
  const { Job } = await get(server, 'SubmitMediaConvertJob', {
    ClientToken: '780018cb-55ba-466d-8acc-946c0c319a0e',
    Config: JSON.stringify(Config),
    PipelineId: Pipeline.PipelineId,
    UserData: '{"videoId":"ddd333"}',
  })
  await finished(server, Job.JobId)
  const answer = await get(server, 'GetMediaConvertJob', { JobId: Job.JobId })
  expect(compareShapes(ice.SAMPLE, answer)).toEqual(explained(ice))
})
