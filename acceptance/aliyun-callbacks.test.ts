import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { call, vod } from './aliyun-client.ts'
import { type IceClient, openApiCore } from './aliyun-official.ts'
import { TEMPLATES } from './aliyun-vod-media.ts'
import { eventually, type Loose } from './support/native.ts'
import { type Received, startReceiver } from './support/receiver.ts'
import { type RunningServer, startServer } from './support/server.ts'
import { startOrigin } from './support/slow-origin.ts'
import { bucket, makeClip, size } from './tencent-media.ts'

let server: RunningServer
let clip: string
let ice: IceClient

beforeAll(async () => {
  server = await startServer({ env: { PENTODE_EGRESS_ALLOW: '127.0.0.1' } })
  clip = join(bucket(server.dataDir, 'ice-in'), 'clip.mp4')
  makeClip(clip)
  bucket(server.dataDir, 'ice-out')
  ice = openApiCore(server, 'v3')
})
afterAll(() => server?.[Symbol.asyncDispose]())

const ask = (action: string, params: Record<string, string> = {}): Promise<Loose> =>
  vod(server, action, params)
const refusal = async (action: string, params: Record<string, string>, version: string): Promise<string> => {
  const { status, json } = await call(server, action, params, { version })
  return `${status} ${json?.Code}`
}
const eventsOf = (all: readonly Received[], path: string): readonly Loose[] =>
  all.filter((r) => r.path === path).map((r) => r.json)
const bytesAt = async (url: string): Promise<number> => (await (await fetch(url)).arrayBuffer()).byteLength
const signed = ({ headers }: Received, service: string, url: string, key: string): boolean => {
  const time = headers[`x-${service}-timestamp`]
  const md5 = createHash('md5').update(`${url}|${time}|${key}`).digest('hex')
  return Math.abs(Number(time) - Date.now() / 1000) < 100 && headers[`x-${service}-signature`] === md5
}

test('VOD tells a project’s address of streams, tasks and pictures, signed, with addresses that open', async () => {
  await using receiver = await startReceiver()
  const CallbackURL = `${receiver.url}/project`
  const EventTypeList = 'StreamTranscodeComplete,TranscodeComplete,SnapshotComplete'
  const set = { CallbackType: 'HTTP', CallbackURL, EventTypeList, AuthSwitch: 'on', AuthKey: 'Test123' }
  await ask('SetMessageCallback', set)
  expect((await ask('GetMessageCallback')).MessageCallback).toEqual({ ...set, AppId: 'app-1000000' })

  const { TranscodeTemplateGroupId } = await ask('AddTranscodeTemplateGroup', {
    ...{ Name: 'both', TranscodeTemplateList: JSON.stringify([TEMPLATES[0], TEMPLATES[2]]) },
  })
  const RegisterMetadatas = JSON.stringify([{ FileURL: 'oss://ice-in/clip.mp4', Title: 'x' }])
  const { RegisteredMediaList } = await ask('RegisterMedia', { RegisterMetadatas })
  const VideoId = RegisteredMediaList[0].MediaId
  const { TranscodeTaskId, TranscodeJobs } = await ask('SubmitTranscodeJobs', {
    ...{ VideoId, TemplateGroupId: TranscodeTemplateGroupId },
    UserData: JSON.stringify({ Extend: { localId: 7 } }),
  })
  await ask('SubmitSnapshotJob', { VideoId, Count: '2', Interval: '1', Width: '64' })
  const all = await receiver.waitFor((so) => so.length >= 4)
  expect(all.every((r) => signed(r, 'vod', CallbackURL, 'Test123'))).toBe(true)
  const events = eventsOf(all, '/project')
  const whole = events.find((e) => e.EventType === 'TranscodeComplete')
  expect(whole).toMatchObject({ VideoId, Status: 'success', Extend: '{"localId":7}' })
  const [file, sound] = whole.StreamInfos
  expect(file).toMatchObject({
    ...{ Status: 'success', Definition: 'FD', Format: 'mp4', Width: 240, Height: 180, Encrypt: false },
    ...{ JobId: TranscodeJobs.TranscodeJob[0].JobId, Codec: 'h264' },
  })
  expect(file.Duration).toBeCloseTo(3, 0)
  expect(await bytesAt(file.FileUrl)).toBe(file.Size)
  expect(sound).toMatchObject({ Definition: 'SQ', Format: 'mp3', Codec: 'mp3' })
  const streams = events.filter((e) => e.EventType === 'StreamTranscodeComplete')
  expect(streams).toHaveLength(2)
  expect(streams.find((e) => e.JobId === file.JobId)).toMatchObject({
    ...file,
    VideoId,
    Extend: whole.Extend,
  })
  const pictures = events.find((e) => e.EventType === 'SnapshotComplete')
  expect(pictures).toMatchObject({
    ...{ VideoId, Status: 'success', SubType: 'SpecifiedTime' },
    SnapshotInfos: [{ SnapshotType: 'NormalSnapshot', SnapshotCount: 2, SnapshotFormat: 'jpg' }],
  })
  const { TranscodeTask } = await ask('GetTranscodeTask', { TranscodeTaskId })
  expect(whole.EventTime).toBe(TranscodeTask.CompleteTime)
  await ask('DeleteMessageCallback')
  expect(await refusal('GetMessageCallback', {}, '2017-03-21')).toBe('404 NoSuchResource')
})

test('VOD tells an address of one call’s own, of pulls from URLs too, those that fail as well', async () => {
  await using receiver = await startReceiver()
  using origin = await startOrigin({ 'a.mp4': readFileSync(clip) })
  const urls = [origin.urlOf('a.mp4'), origin.urlOf('none.mp4')]
  const { UploadJobs } = await ask('UploadMediaByURL', {
    ...{ UploadURLs: urls.map(encodeURIComponent).join(), TemplateGroupId: 'VOD_NO_TRANSCODE' },
    UserData: JSON.stringify({
      MessageCallback: JSON.stringify({ CallbackURL: `${receiver.url}/own`, CallbackType: 'http' }),
      Extend: 'mine',
    }),
  })
  const events = eventsOf(await receiver.waitFor((so) => so.length >= 2), '/own')
  const of = (url: string) => events.find((e) => e.SourceURL === url)
  expect(of(urls[0] ?? '')).toMatchObject({
    ...{ EventType: 'UploadByURLComplete', Status: 'success', JobId: UploadJobs[0].JobId, Extend: 'mine' },
    Size: String(size(clip)),
  })
  expect(of(urls[1] ?? '')).toMatchObject({ Status: 'fail', ErrorCode: 'InvalidFile.NotFound' })
  expect(of(urls[1] ?? '').VideoId).toBeUndefined()
  expect(receiver.received[0]?.headers['x-vod-signature']).toBeUndefined()
})

test('ICE tells of jobs, their outputs and pictures, of those events alone that are named', async () => {
  await using receiver = await startReceiver()
  const CallbackURL = `${receiver.url}/ice`
  const set = {
    ...{ CallbackType: 'HTTP', CallbackURL, AuthSwitch: 'on', AuthKey: 'Key1' },
    EventTypeList: 'MediaConvertComplete,MediaConvertOutputComplete,MediaConvertOutputGroupComplete',
  }
  expect((await ice('SetEventCallback', set)).Success).toBe(true)
  expect(await ice('GetEventCallback', {})).toMatchObject(set)
  const oss = (Media: string) => ({ Type: 'OSS', Media })
  const small = {
    TemplateId: 'S00000001-200010',
    OverrideParams: { Video: { Width: 160, Height: 128, Preset: 'ultrafast' } },
  }
  const Config = JSON.stringify({
    Inputs: [{ InputFile: oss('oss://ice-in/clip.mp4') }],
    Outputs: [
      { ...small, OutputFile: oss('oss://ice-out/a.mp4') },
      { ...small, OutputFile: oss('oss://ice-out/b.mp4') },
    ],
    OutputGroups: [
      {
        GroupConfig: { Type: 'File', OutputFileBase: oss('oss://ice-out/group/') },
        Outputs: ['e.mp4', 'f.mp4'].map((OutputFileName) => ({
          ...{ ...small, OutputFileName },
        })),
      },
    ],
  })
  const { Job } = await ice('SubmitMediaConvertJob', { Config, UserData: 'mine' })
  const done = await eventually('the job’s end', async () => {
    const found = (await ice('GetMediaConvertJob', { JobId: Job.JobId })).Job
    return found.State === 'Complete' && found
  })
  const all = await receiver.waitFor((so) => so.length >= 4)
  expect(all.every((r) => signed(r, 'ice', CallbackURL, 'Key1'))).toBe(true)
  const events = eventsOf(all, '/ice')
  const whole = events.find((e) => e.EventType === 'MediaConvertComplete')
  expect(whole.MessageBody).toEqual(done)
  const outputs = events.filter((e) => e.EventType === 'MediaConvertOutputComplete')
  expect(outputs.map((e) => e.MessageBody.Result.OutputFile.Media).sort()).toEqual([
    'oss://ice-out/a.mp4',
    'oss://ice-out/b.mp4',
  ])
  const groups = events.filter((e) => e.EventType === 'MediaConvertOutputGroupComplete')
  expect(groups.map((e) => e.MessageBody)).toEqual([
    { ...done.OutputGroupDetails[0], JobId: Job.JobId, UserData: 'mine' },
  ])
  expect(outputs[0].MessageBody).toMatchObject({ JobId: Job.JobId, UserData: 'mine', Status: 'Success' })
  await ice('SetEventCallback', { ...set, EventTypeList: 'SnapshotComplete' })
  await ice('SubmitMediaConvertJob', { Config: Config.replaceAll('ice-out/', 'ice-out/again/') })
  const { CustomTemplate } = await ice('CreateCustomTemplate', {
    ...{ Name: 'pictures', Type: '2' },
    TemplateConfig: JSON.stringify({ Type: 'Normal', FrameType: 'normal', Time: 0, Count: 2, Width: 64 }),
  })
  const { JobId } = await ice('SubmitSnapshotJob', {
    ...{
      Input: JSON.stringify(oss('oss://ice-in/clip.mp4')),
      Output: JSON.stringify(oss('oss://ice-out/{Count}.jpg')),
    },
    TemplateConfig: JSON.stringify({ TemplateId: CustomTemplate.TemplateId }),
  })
  const [, , , , pictures] = await receiver.waitFor((so) => so.length >= 5)
  expect(pictures?.json).toMatchObject({
    ...{ EventType: 'SnapshotComplete', MessageBody: { JobId, Status: 'Success', Count: 2 } },
  })
})

test('queues, addresses that are none and signatures without a key are refused', async () => {
  const CallbackURL = 'http://example.com/'
  const [VOD, ICE] = ['2017-03-21', '2020-11-09'] as const
  for (const [action, version] of [
    ['SetMessageCallback', VOD] as const,
    ['SetEventCallback', ICE] as const,
  ]) {
    expect(await refusal(action, { CallbackURL, CallbackType: 'MNS' }, version)).toMatch(/^400 /)
    expect(await refusal(action, { CallbackURL: 'mailto:a@b.c' }, version)).toMatch(/^400 /)
    expect(await refusal(action, { CallbackURL, AuthSwitch: 'on' }, version)).toMatch(/^400 Missing/)
  }
})
