import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningServer, startServer } from './support/server.ts'
import { codeOf, cosInput, createClient, type MpsClient } from './tencent-client.ts'
import { bucket, makeClip, makeSilentClip, probe, size, streamOf } from './tencent-media.ts'

let server: RunningServer
let client: MpsClient
let output: string

beforeAll(async () => {
  server = await startServer()
  client = createClient(server)
  makeClip(join(bucket(server.dataDir, 'in-1300000000'), 'clip.mp4'))
  output = bucket(server.dataDir, 'out-1300000000')
})
afterAll(() => server?.[Symbol.asyncDispose]())

const OutputStorage = {
  Type: 'COS',
  CosOutputStorage: { Bucket: 'out-1300000000', Region: 'ap-guangzhou' },
}
const part = { InputInfo: cosInput(), StartTimeOffset: 0.5, EndTimeOffset: 2 }

const finish = async (TaskId = '') => {
  for (;;) {
    const detail = await client.DescribeTaskDetail({ TaskId })
    if (detail.Status === 'FINISH') return detail
    await pause(50)
  }
}

test('a clip is cut out of a file, and its detail is an edit’s', async () => {
  const { TaskId = '' } = await client.EditMedia({
    FileInfos: [part],
    OutputStorage,
    OutputObjectPath: '/cut/{inputName}.{format}',
    SessionId: 'edit-1',
    SessionContext: 'ctx',
  })
  expect(TaskId).toMatch(/^\d+-EditMedia-[0-9a-f]{32}$/)
  const detail = await finish(TaskId)
  expect(detail).toMatchObject({
    TaskType: 'EditMediaTask',
    WorkflowTask: null,
    SessionId: 'edit-1',
    SessionContext: 'ctx',
    EditMediaTask: {
      TaskId,
      Status: 'FINISH',
      ErrCode: 0,
      Message: '',
      Input: { FileInfoSet: [{ StartTimeOffset: 0.5, EndTimeOffset: 2, InputInfo: cosInput() }] },
      Output: {
        OutputStorage: { ...OutputStorage, S3OutputStorage: null },
        Path: '/cut/clip.mp4',
        MetaData: { Container: 'mov,mp4,m4a,3gp,3g2,mj2', Width: 480, Height: 360 },
      },
    },
  })
  const measured = probe(join(output, 'cut/clip.mp4'))
  expect(Number(measured.format.duration)).toBeCloseTo(1.5, 1)
  expect(streamOf(measured, 'video')).toMatchObject({ codec_name: 'h264', avg_frame_rate: '30000/1001' })
  expect(streamOf(measured, 'audio')).toMatchObject({ codec_name: 'aac' })
  expect(detail.EditMediaTask?.Output?.MetaData?.Size).toBe(size(join(output, 'cut/clip.mp4')))
  expect((await client.DescribeTasks({ Status: 'FINISH' })).TaskSet).toMatchObject([
    { TaskId, TaskType: 'EditMediaTask', SubTaskTypes: [] },
  ])
  const again = client.EditMedia({
    FileInfos: [part],
    OutputStorage,
    OutputObjectPath: '/x',
    SessionId: 'edit-1',
  })
  expect(await codeOf(again)).toBe('InvalidParameterValue.SessionId')
})

test('a clip may be a playlist or another container', async () => {
  const [hls, flv] = await Promise.all(
    ['hls', 'flv'].map((Container) =>
      client.EditMedia({
        FileInfos: [part],
        OutputStorage,
        OutputObjectPath: '/other/part.{format}',
        OutputConfig: { Container },
      }),
    ),
  )
  const playlist = await finish(hls?.TaskId)
  expect(playlist.EditMediaTask?.Output).toMatchObject({
    Path: '/other/part.m3u8',
    MetaData: { Container: 'hls,applehttp', Height: 360 },
  })
  expect(readFileSync(join(output, 'other/part.m3u8'), 'utf8')).toContain('\npart_0.ts\n')
  expect(Number(probe(join(output, 'other/part.m3u8')).format.duration)).toBeCloseTo(1.5, 1)
  expect((await finish(flv?.TaskId)).EditMediaTask?.Output?.Path).toBe('/other/part.flv')
  expect(probe(join(output, 'other/part.flv')).format.format_name).toBe('flv')
})

test('files of other sizes and without sound are joined in their order', async () => {
  makeSilentClip(join(bucket(server.dataDir, 'in-1300000000'), 'red.mp4'))
  const red = { InputInfo: cosInput('/red.mp4') }
  const { TaskId } = await client.EditMedia({
    FileInfos: [part, red, { InputInfo: cosInput(), EndTimeOffset: 1 }],
    OutputStorage,
    OutputObjectPath: '/joined/all.{format}',
  })
  const { EditMediaTask } = await finish(TaskId)
  expect(EditMediaTask).toMatchObject({ ErrCode: 0, Output: { Path: '/joined/all.mp4' } })
  expect(EditMediaTask?.Input?.FileInfoSet).toHaveLength(3)
  const file = join(output, 'joined/all.mp4')
  const measured = probe(file)
  // 1.5 s, 1 s and 1 s at the first file's rate: 45, 30 and 30 frames.
  expect(streamOf(measured, 'video')).toMatchObject({
    ...{ width: 480, height: 360, avg_frame_rate: '30000/1001', nb_frames: '105' },
  })
  expect(Number(streamOf(measured, 'audio')?.duration)).toBeCloseTo((105 * 1001) / 30_000, 1)
  const missing = await client.EditMedia({
    FileInfos: [part, { InputInfo: cosInput('/none.mp4') }],
    OutputStorage,
    OutputObjectPath: '/joined/none.mp4',
  })
  expect((await finish(missing.TaskId)).EditMediaTask?.Message).toContain('none.mp4')
})

test('a source that is not there is the edit’s own fault', async () => {
  const { TaskId } = await client.EditMedia({
    FileInfos: [{ InputInfo: cosInput('/missing.mp4') }],
    OutputStorage,
    OutputObjectPath: '/none.mp4',
  })
  expect((await finish(TaskId)).EditMediaTask).toMatchObject({ ErrCode: 30009, Output: null })
})

test('what is more than a clip is refused', async () => {
  const edit = (change: object) =>
    codeOf(client.EditMedia({ FileInfos: [part], OutputStorage, OutputObjectPath: '/x.mp4', ...change }))
  expect(await edit({ ComposeConfig: { TargetInfo: { Container: 'mp4' } } })).toBe('UnsupportedOperation')
  expect(await edit({ OutputConfig: { Container: 'avi' } })).toBe('UnsupportedOperation')
  expect(await edit({ OutputStorage: undefined })).toBe('MissingParameter')
  expect(await edit({ FileInfos: [{ ...part, StartTimeOffset: 2 }] })).toBe('InvalidParameter')
})
