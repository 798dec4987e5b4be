import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type IceClient, openApiCore, popClient, refusalOf } from './aliyun-official.ts'
import { eventually, type Loose } from './support/native.ts'
import { type RunningServer, startServer } from './support/server.ts'
import { bucket, makeClip, probe, size, streamOf } from './tencent-media.ts'

let server: RunningServer
let clip: string
let output: string
let ask: IceClient

/** Three seconds of 480x360. */
beforeAll(async () => {
  server = await startServer()
  clip = join(bucket(server.dataDir, 'ice-in'), 'clip.mp4')
  makeClip(clip)
  output = bucket(server.dataDir, 'ice-out')
  ask = openApiCore(server, 'v3')
})
afterAll(() => server?.[Symbol.asyncDispose]())

/** Structures go as JSON text, as the generated clients send them. */
const texts = (of: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(of).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  )
const oss = (Media: string) => ({ Type: 'OSS', Media })
const Input = oss('oss://ice-in/clip.mp4')
const SHOTS = { Type: 'Normal', FrameType: 'normal', Time: 0, Count: 3, Width: 64 }

const template = async (Type: number, config: object, client = ask): Promise<string> => {
  const { CustomTemplate } = await client(
    'CreateCustomTemplate',
    texts({ Name: 'pictures', Type, TemplateConfig: config }),
  )
  return CustomTemplate.TemplateId
}
const submit = async (key: string, TemplateId: string, OverwriteParams: object): Promise<string> => {
  const TemplateConfig = { TemplateId, OverwriteParams }
  const asked = { Name: key, Input, Output: oss(`oss://ice-out/${key}`), TemplateConfig, UserData: 'u' }
  return (await ask('SubmitSnapshotJob', texts(asked))).JobId
}
const over = (action: string, member: string, JobId: string): Promise<Loose> =>
  eventually(`end of ${JobId}`, async () => {
    const job = (await ask(action, { JobId }))[member]
    return job.Status === 'Init' ? undefined : job
  })
const finished = (JobId: string) => over('GetSnapshotJob', 'SnapshotJob', JobId)
const sizeOf = (path: string) => {
  const picture = streamOf(probe(path), 'video')
  return [picture?.codec_name, picture?.width, picture?.height]
}

test('single pictures by a template, and where they are', async () => {
  const TemplateId = await template(2, SHOTS)
  const listed = await ask('ListCustomTemplates', { Type: '2' })
  expect(listed.CustomTemplateList).toMatchObject([
    { TemplateId, TypeName: 'SnapshotTemplate', Subtype: 1, SubtypeName: 'Normal' },
  ])
  const JobId = await submit('shot-{Count}.jpg', TemplateId, { Interval: 1 })
  const job = await finished(JobId)
  const oneOf = { Bucket: 'ice-out', Object: 'shot-{Count}.jpg' }
  expect(job).toMatchObject({
    ...{ JobId, Name: 'shot-{Count}.jpg', Status: 'Success', Type: 'Normal', Count: 3, Async: true },
    ...{ TemplateId, UserData: 'u', TriggerSource: 'API' },
    Input: { ...Input, OssFile: { Bucket: 'ice-in', Object: 'clip.mp4' } },
    Output: { ...oss('oss://ice-out/shot-{Count}.jpg'), OssFile: oneOf },
  })
  expect(JSON.parse(job.TemplateConfig)).toEqual({ ...SHOTS, Interval: 1 })
  expect([1, 2, 3].map((n) => sizeOf(join(output, `shot-0000${n}.jpg`)))).toEqual(
    Array(3).fill(['mjpeg', 64, 48]),
  )
  const pages = { JobId, PageSize: '2', PageNumber: '2', OrderBy: 'Desc', Timeout: '60' }
  const { SnapshotUrls, Total, WebVTTUrl } = await ask('GetSnapshotUrls', pages)
  expect([Total, SnapshotUrls.length, WebVTTUrl]).toEqual([3, 1, undefined])
  const first = Buffer.from(await (await fetch(SnapshotUrls[0])).arrayBuffer())
  expect(first.equals(readFileSync(join(output, 'shot-00001.jpg')))).toBe(true)
  const { Jobs } = await ask('ListSnapshotJobs', { Status: 'Success' })
  expect(Jobs.map((each: Loose) => [each.JobId, each.Type])).toEqual([[JobId, 'Normal']])
})

test('pictures on sheets, and an index of them or of single ones', async () => {
  const sheet = { Columns: 2, Lines: 1, CellWidth: 32, CellHeight: 24 }
  const TemplateId = await template(2, { ...SHOTS, Type: 'Sprite', SpriteSnapshotConfig: sheet })
  const sprite = await submit('sheet-{TileCount}.jpg', TemplateId, { Interval: 1 })
  const tiled = await submit('tiled.vtt', TemplateId, { Type: 'WebVtt', IsSptFrag: true })
  const single = await submit('single.vtt', TemplateId, { Type: 'WebVtt' })
  const jobs = [await finished(sprite), await finished(tiled), await finished(single)]
  expect(jobs.map(({ Status, Type, Count }) => [Status, Type, Count])).toEqual([
    ['Success', 'Sprite', 3],
    ['Success', 'WebVtt', 3],
    ['Success', 'WebVtt', 3],
  ])
  expect(jobs[0]?.Output.Media).toBe('oss://ice-out/sheet-{TileCount}.jpg')
  expect(sizeOf(join(output, 'sheet-00002.jpg'))).toEqual(['mjpeg', 64, 24])
  expect(sizeOf(join(output, 'single-00003.jpg'))).toEqual(['mjpeg', 32, 24])
  const cues = (name: string) =>
    [...readFileSync(join(output, name), 'utf8').matchAll(/^\S+\.jpg#xywh=.*$/gm)].map(([line]) => line)
  expect(cues('tiled.vtt')).toEqual([
    'tiled-00001.jpg#xywh=0,0,32,24',
    'tiled-00001.jpg#xywh=32,0,32,24',
    'tiled-00002.jpg#xywh=0,0,32,24',
  ])
  expect(cues('single.vtt')).toEqual([1, 2, 3].map((n) => `single-0000${n}.jpg#xywh=0,0,32,24`))
  const { SnapshotUrls, WebVTTUrl } = await ask('GetSnapshotUrls', { JobId: tiled })
  expect(SnapshotUrls).toHaveLength(2)
  expect(await (await fetch(WebVTTUrl)).text()).toContain('WEBVTT')
})

test('a moving picture of a part', async () => {
  const pop = popClient(server, 'POST')
  const TemplateId = await template(3, { Format: 'gif', Fps: 5, Width: 160, TimeSpan: { Seek: '1' } }, pop)
  const { JobId } = await pop(
    'SubmitDynamicImageJob',
    texts({
      ...{ Input, Output: oss('oss://ice-out/moving.gif'), ScheduleConfig: { Priority: 8 } },
      TemplateConfig: { TemplateId, OverwriteParams: { TimeSpan: { Seek: '1', Duration: '1' } } },
    }),
  )
  const job = await over('GetDynamicImageJob', 'DynamicImageJob', JobId)
  expect(job).toMatchObject({ JobId, Status: 'Success', Output: oss('oss://ice-out/moving.gif'), TemplateId })
  const gif = streamOf(probe(join(output, 'moving.gif')), 'video')
  expect([gif?.codec_name, gif?.width, gif?.height, gif?.nb_frames]).toEqual(['gif', 160, 120, '5'])
  expect((await fetch(job.OutputUrl)).headers.get('content-type')).toBe('image/gif')
  const { Jobs } = await pop('ListDynamicImageJobs')
  expect(Jobs.map((each: Loose) => each.JobId)).toEqual([JobId])
})

test('what is in a file is told at once, or by a job, and what is wrong with it', async () => {
  writeFileSync(join(server.dataDir, 'buckets/ice-in/broken.mp4'), 'no video')
  const expected = { width: '480', height: '360', rate: '44100', size: String(size(clip)) }
  const seen = ({ MediaInfoProperty }: Loose) => {
    const { FileBasicInfo, VideoStreamInfoList, AudioStreamInfoList } = MediaInfoProperty
    const [{ Width: width, Height: height }] = VideoStreamInfoList
    return { width, height, rate: AudioStreamInfoList[0].SampleRate, size: FileBasicInfo.FileSize }
  }
  const asked = { Input, Name: 'look', UserData: 'u', ScheduleConfig: { Priority: 8 } }
  const { MediaInfoJob } = await ask('SubmitSyncMediaInfoJob', texts(asked))
  expect(seen(MediaInfoJob)).toEqual(expected)
  expect(MediaInfoJob).toMatchObject({ Name: 'look', Status: 'Success', Async: false, Input, UserData: 'u' })

  const submitted = (await ask('SubmitMediaInfoJob', texts(asked))).MediaInfoJob
  const job = await over('GetMediaInfoJob', 'MediaInfoJob', submitted.JobId)
  expect(seen(job)).toEqual(expected)
  expect(job).toMatchObject({ Async: true, ScheduleConfig: { Priority: 8 } })
  expect(job.MediaInfoProperty.FileBasicInfo).toMatchObject({ FileType: 'source_file', FileUrl: Input.Media })

  const broken = await ask('SubmitSyncMediaInfoJob', texts({ Input: oss('oss://ice-in/broken.mp4') }))
  expect(broken.MediaInfoJob).toMatchObject({
    ...{ Status: 'Fail', SubmitResultJson: { Code: 'InvalidParameter.ResourceContentBad' } },
  })
  const { Jobs } = await ask('ListMediaInfoJobs', { Status: 'Fail' })
  expect(Jobs.map((each: Loose) => each.JobId)).toEqual([broken.MediaInfoJob.JobId])
  expect(readdirSync(join(server.dataDir, 'buckets/ice-in')).sort()).toEqual(['broken.mp4', 'clip.mp4'])
})

test('what cannot be made is refused in words the clients understand', async () => {
  const TemplateId = await template(2, SHOTS)
  const shot = (Media: string, OverwriteParams = {}) =>
    ask(
      'SubmitSnapshotJob',
      texts({ Input, Output: oss(Media), TemplateConfig: { TemplateId, OverwriteParams } }),
    )
  const codes = await Promise.all(
    [
      shot('oss://ice-out/one.jpg'),
      shot('oss://ice-out/{Count}.jpg', { BlackLevel: 30 }),
      shot('oss://none-such/{Count}.jpg'),
      template(2, { ...SHOTS, Type: 'Cover' }),
      template(3, { Width: 160 }),
      ask('GetSnapshotJob', { JobId: 'f'.repeat(32) }),
      ask('GetSnapshotUrls', { JobId: 'f'.repeat(32) }),
      ask('GetDynamicImageJob', { JobId: 'x' }),
      ask('SubmitDynamicImageJob', texts({ Input, Output: Input, TemplateConfig: { TemplateId } })),
    ].map(async (refused) => (await refusalOf(refused)).code),
  )
  expect(codes).toEqual([
    'InvalidParameter',
    'InvalidParameter.NotSupported',
    'InvalidParameter.ResourceNotFound',
    'InvalidParameter.NotSupported',
    'MissingParameter',
    ...Array(3).fill('InvalidParameter.ResourceNotFound'),
    'InvalidParameter',
  ])
})
