import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { finishedTask } from './aliyun-finished.ts'
import { type IceClient, openApiCore, refusalOf } from './aliyun-official.ts'
import { placeOf } from './support/linked.ts'
import { colourName, meanVolume } from './support/measure.ts'
import { eventually, type Loose } from './support/native.ts'
import { type RunningServer, startServer } from './support/server.ts'
import { bucket, probe, streamOf } from './tencent-media.ts'

let server: RunningServer
let ask: IceClient
let source: string
let VideoId: string

/** A second, red on the left and blue on the right; a green square lies beside it. */
beforeAll(async () => {
  server = await startServer()
  ask = openApiCore(server, 'v3', 'body', { version: '2017-03-21' })
  const media = bucket(server.dataDir, 'vod-in')
  source = join(media, 'two.mp4')
  execFileSync('ffmpeg', [
    ...['-v', 'error', '-f', 'lavfi', '-i', 'color=red:s=160x180:r=25:d=1'],
    ...['-f', 'lavfi', '-i', 'color=blue:s=160x180:r=25:d=1', '-f', 'lavfi', '-i', 'sine=d=1'],
    ...['-filter_complex', 'hstack', '-map', '2', '-preset', 'ultrafast', source],
  ])
  execFileSync('ffmpeg', [
    ...['-v', 'error', '-f', 'lavfi', '-i', 'color=lime:s=64x64', '-frames:v', '1', join(media, 'logo.png')],
  ])
  const RegisterMetadatas = JSON.stringify([{ FileURL: 'oss://vod-in/two.mp4', Title: 'two' }])
  VideoId = (await ask('RegisterMedia', { RegisterMetadatas })).RegisteredMediaList[0].MediaId
})
afterAll(() => server?.[Symbol.asyncDispose]())

const FileUrl = 'https://vod-in.oss-cn-shanghai.aliyuncs.com/logo.png'
const video = { Codec: 'H.264', Preset: 'ultrafast', LongShortMode: 'false' }

/** The finished jobs of a group of these templates. */
const make = async (name: string, templates: readonly object[], more: object = {}): Promise<Loose[]> => {
  const { TranscodeTemplateGroupId: TemplateGroupId } = await ask('AddTranscodeTemplateGroup', {
    Name: name,
    TranscodeTemplateList: JSON.stringify(templates),
  })
  const { TranscodeTaskId } = await ask('SubmitTranscodeJobs', { VideoId, TemplateGroupId, ...more })
  const task = await finishedTask(ask, TranscodeTaskId)
  expect(task.TranscodeJobInfoList.map((job: Loose) => job.ErrorMessage)).toEqual(
    templates.map(() => undefined),
  )
  return task.TranscodeJobInfoList
}
const pathOf = (job: Loose) => join(server.dataDir, 'buckets', placeOf(job.OutputFile.OutputFileUrl))

test('pictures are turned and drawn on, sounds are made quieter, and parts become animations', async () => {
  const added = await ask('AddWatermark', {
    ...{ Name: 'logo', Type: 'Image', FileUrl },
    WatermarkConfig: JSON.stringify({ Width: '40', Height: 40, Dx: '10', Dy: '10', ReferPos: 'BottomLeft' }),
  })
  const { WatermarkId } = added.WatermarkInfo
  await ask('SetDefaultWatermark', { WatermarkId })
  expect((await ask('ListWatermark')).WatermarkInfos).toMatchObject([
    { WatermarkId, Name: 'logo', Type: 'Image', IsDefault: 'Default', FileUrl },
  ])

  const [turned, drawn, moving] = await make('wishes', [
    {
      ...{ TemplateName: 't', Definition: 'LD', Container: { Format: 'mp4' }, Video: video, Rotate: '90' },
      Audio: { Codec: 'AAC', Volume: { Method: 'linear', Level: '-6' } },
    },
    {
      ...{ TemplateName: 'd', Definition: 'SD', Container: { Format: 'm3u8' }, Video: video },
      WatermarkIds: ['USER_DEFAULT_WATERMARK'],
    },
    {
      ...{ TemplateName: 'g', Definition: 'HD', Container: { Format: 'gif' } },
      ...{ Video: { Codec: 'GIF', Width: '160', Fps: '5' }, Clip: { TimeSpan: { Seek: '0.4' } } },
    },
  ])
  expect(streamOf(probe(pathOf(turned)), 'video')).toMatchObject({ width: 180, height: 320 })
  expect([20, 300].map((y) => colourName(pathOf(turned), 0.5, 90, y))).toEqual(['red', 'blue'])
  expect(meanVolume(pathOf(turned))).toBeCloseTo(meanVolume(source) - 6, 0)

  expect(drawn.OutputFile.WatermarkIdList).toEqual([WatermarkId])
  const places = [
    [30, 150],
    [5, 150],
    [60, 150],
    [30, 120],
  ] as const
  expect(places.map(([x, y]) => colourName(pathOf(drawn), 0.5, x, y))).toEqual(['green', 'red', 'red', 'red'])

  expect(moving.OutputFile).toMatchObject({ Format: 'gif', WatermarkIdList: [] })
  const gif = streamOf(probe(pathOf(moving)), 'video')
  expect([gif?.codec_name, gif?.width, gif?.height, gif?.nb_frames]).toEqual(['gif', 160, 90, '3'])
})

test('a watermark that is gone is drawn no more, and said to be missing', async () => {
  const { WatermarkInfo } = await ask('AddWatermark', {
    ...{ Name: 'short-lived', Type: 'Image', FileUrl, WatermarkConfig: '{"Width":0.5,"Height":0.5}' },
  })
  const { WatermarkId } = WatermarkInfo
  const template = {
    ...{ TemplateName: 't', Definition: 'LD', Container: { Format: 'mp4' }, Video: video },
    WatermarkIds: [WatermarkId],
  }
  const { TranscodeTemplateGroupId: TemplateGroupId } = await ask('AddTranscodeTemplateGroup', {
    ...{ Name: 'g', TranscodeTemplateList: JSON.stringify([template]) },
  })
  await ask('DeleteWatermark', { WatermarkId })
  const codes = await Promise.all(
    [ask('GetWatermark', { WatermarkId }), ask('SubmitTranscodeJobs', { VideoId, TemplateGroupId })].map(
      async (refused) => (await refusalOf(refused)).code,
    ),
  )
  expect(codes).toEqual(['NoSuchResource', 'NoSuchResource'])
})

test('pictures of a video are taken apart and on sheets, beside its transcoding tasks', async () => {
  const { TranscodeTaskList: before } = await ask('ListTranscodeTask', { VideoId })
  expect(await refusalOf(ask('ListSnapshots', { VideoId, SnapshotType: 'SpriteSnapshot' }))).toMatchObject({
    code: 'NoSuchResource',
  })
  const asked = { VideoId, Count: '3', Interval: '0', Width: '64', Height: '64' }
  const SpriteSnapshotConfig = JSON.stringify({ CellWidth: '32', CellHeight: '16', Columns: 2, Lines: 2 })
  const { SnapshotJob } = await ask('SubmitSnapshotJob', { ...asked, SpriteSnapshotConfig })
  const shown = (SnapshotType: string, more: object = {}) =>
    eventually(SnapshotType, () =>
      ask('ListSnapshots', { VideoId, SnapshotType, ...more }).then(
        ({ MediaSnapshot }) => MediaSnapshot,
        () => undefined,
      ),
    )
  const pictures = await shown('SpriteOriginSnapshot', { PageNo: '2', PageSize: '2', AuthTimeout: '60' })
  expect(pictures).toMatchObject({ JobId: SnapshotJob.JobId, Total: 3 })
  expect(pictures.Regular).toContain(`${VideoId}/snapshots/${SnapshotJob.JobId}/normal-{SnapshotCount}.jpg`)
  const [third, ...rest] = pictures.Snapshots.Snapshot
  expect([third.Index, rest]).toEqual([3, []])
  for (const url of [third.Url, pictures.Regular.replace('{SnapshotCount}', '00003')])
    expect((await fetch(url)).headers.get('content-type')).toBe('image/jpeg')
  const pathOfUrl = (url: string) => join(server.dataDir, 'buckets', placeOf(url))
  const still = streamOf(probe(pathOfUrl(third.Url)), 'video')
  expect([still?.width, still?.height]).toEqual([64, 64])

  const [sheet] = (await shown('SpriteSnapshot')).Snapshots.Snapshot
  const grid = streamOf(probe(pathOfUrl(sheet.Url)), 'video')
  expect([grid?.width, grid?.height]).toEqual([64, 32])
  const { TranscodeTaskList } = await ask('ListTranscodeTask', { VideoId })
  expect(TranscodeTaskList).toEqual(before)
})

test('templates say what pictures are taken, and what moving picture is made', async () => {
  const kept = async (TemplateType: string, config: object): Promise<string> => {
    const TemplateConfig = JSON.stringify(config)
    const { VodTemplateId } = await ask('AddVodTemplate', {
      Name: TemplateType,
      TemplateType,
      TemplateConfig,
    })
    expect((await ask('GetVodTemplate', { VodTemplateId })).VodTemplateInfo).toMatchObject({
      ...{ VodTemplateId, Name: TemplateType, TemplateType, TemplateConfig, IsDefault: 'NotDefault' },
    })
    return VodTemplateId
  }
  const shot = { FrameType: 'normal', Count: '3', Interval: '0', SpecifiedOffsetTime: '0', Width: '64' }
  const SnapshotTemplateId = await kept('Snapshot', {
    SnapshotType: 'WebVttSnapshot',
    SnapshotConfig: { ...shot, Format: 'vtt', SubOut: { IsSptFrag: 'false' } },
  })
  const moving = await kept('DynamicImage', {
    ...{ Video: { Width: '160', Height: '160', Fps: '5' }, Container: { Format: 'gif' } },
    Clip: { TimeSpan: { Seek: '0.2', End: '0.2' } },
  })
  await ask('SubmitSnapshotJob', { VideoId, SnapshotTemplateId })
  const OverrideParams = JSON.stringify({ Video: { Fps: '10' } })
  const submitted = await ask('SubmitDynamicImageJob', {
    ...{ VideoId, DynamicImageTemplateId: moving, OverrideParams },
  })
  const { JobId } = submitted.DynamicImageJob

  const index = await eventually('the index', () =>
    ask('ListSnapshots', { VideoId, SnapshotType: 'WebVttSnapshot' }).then(
      ({ MediaSnapshot }) => MediaSnapshot.Snapshots.Snapshot[0].Url,
      () => undefined,
    ),
  )
  const names = [...(await (await fetch(index)).text()).matchAll(/^(\S+\.jpg)#xywh=0,0,64,(\d+)$/gm)]
  expect(names.map(([, , height]) => height)).toEqual(['36', '36', '36'])
  const folder = join(server.dataDir, 'buckets', placeOf(index), '..')
  const still = streamOf(probe(join(folder, names[2]?.[1] ?? '')), 'video')
  expect([still?.width, still?.height]).toEqual([64, 36])

  const [made] = await eventually('the moving picture', async () => {
    const { DynamicImageList } = await ask('ListDynamicImage', { VideoId })
    return DynamicImageList.length > 0 ? DynamicImageList : undefined
  })
  expect(made).toMatchObject({
    ...{ VideoId, JobId, Format: 'gif', Width: '160', Height: '90', Fps: '10' },
    Duration: expect.stringMatching(/^0\.[56]/),
  })
  const bytes = Buffer.from(await (await fetch(made.FileURL)).arrayBuffer())
  expect([bytes.subarray(0, 3).toString(), String(bytes.length)]).toEqual(['GIF', made.FileSize])
  await ask('DeleteDynamicImage', { VideoId, DynamicImageIds: made.DynamicImageId })
  expect((await ask('ListDynamicImage', { VideoId })).DynamicImageList).toEqual([])
  expect((await ask('ListVodTemplate', { TemplateType: 'DynamicImage' })).VodTemplateInfoList).toHaveLength(1)
  await ask('UpdateVodTemplate', { VodTemplateId: moving, Name: 'renamed' })
  await ask('DeleteVodTemplate', { VodTemplateId: SnapshotTemplateId })
  const codes = await Promise.all(
    [
      ask('GetVodTemplate', { VodTemplateId: SnapshotTemplateId }),
      ask('SubmitSnapshotJob', { VideoId, SnapshotTemplateId }),
      ask('SubmitSnapshotJob', { VideoId, SnapshotTemplateId: moving }),
    ].map(async (refused) => (await refusalOf(refused)).code),
  )
  expect(codes).toEqual(['NoSuchResource', 'NoSuchResource', 'InvalidParameter'])
})
