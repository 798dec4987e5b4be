import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { finishedTask } from './aliyun-finished.ts'
import {
  type IceClient,
  type IceParams,
  openApiClient,
  openApiCore,
  popClient,
  refusalOf,
} from './aliyun-official.ts'
import { TemplateList } from './aliyun-vod-media.ts'
import { placeOf } from './support/linked.ts'
import type { Loose } from './support/native.ts'
import { type RunningServer, startServer } from './support/server.ts'
import { bucket, makeClip, probe, size, streamOf } from './tencent-media.ts'

const VERSION = '2017-03-21'
let server: RunningServer
let media: string
/** Every official client in every manner of asking it has. */
let clients: ReadonlyMap<string, IceClient>

beforeAll(async () => {
  server = await startServer()
  media = bucket(server.dataDir, 'vod-in')
  const version = { version: VERSION }
  clients = new Map([
    ['pop-core GET', popClient(server, 'GET', version)],
    ['pop-core POST', popClient(server, 'POST', version)],
    ['openapi-client v3 query', openApiClient(server, 'v3', 'query', version)],
    ['openapi-client v1 body', openApiClient(server, 'v1', 'body', version)],
    ['openapi-core v3 query', openApiCore(server, 'v3', 'query', version)],
    ['openapi-core v3 body', openApiCore(server, 'v3', 'body', version)],
    ['openapi-core v1 query', openApiCore(server, 'v1', 'query', version)],
  ])
})
afterAll(() => server?.[Symbol.asyncDispose]())

const onDisk = (url: string) => join(server.dataDir, 'buckets', placeOf(url))
const register = async (ask: IceClient, key: string, more: IceParams = {}): Promise<string> => {
  makeClip(join(media, key))
  const RegisterMetadatas = JSON.stringify([{ FileURL: `oss://vod-in/${key}`, Title: `it's *${key}* (ü)` }])
  const { RegisteredMediaList, FailedFileURLs } = await ask('RegisterMedia', { RegisterMetadatas, ...more })
  expect(FailedFileURLs).toEqual([])
  expect(RegisteredMediaList).toMatchObject([{ FileURL: `oss://vod-in/${key}`, NewRegister: true }])
  return RegisteredMediaList[0].MediaId
}

test.each(['pop-core GET', 'pop-core POST', 'openapi-client v1 body', 'openapi-core v3 query'])(
  '%s: a video from its registration to its deletion',
  async (name) => {
    const ask = clients.get(name)!
    const VideoId = await register(ask, `${name.replaceAll(' ', '-')}.mp4`)
    const { Video } = await ask('GetVideoInfo', { VideoId })
    expect(Video).toMatchObject({ VideoId, Status: 'UploadSucc', StorageLocation: 'vod-in' })
    expect(Video.Duration).toBeCloseTo(3, 1)

    const { TranscodeTemplateGroupId } = await ask('AddTranscodeTemplateGroup', {
      Name: `group & 组 ${name}`,
      TranscodeTemplateList: TemplateList,
    })
    const params = {
      ...{ VideoId, TemplateGroupId: TranscodeTemplateGroupId, Priority: '8', SessionId: randomUUID() },
      UserData: JSON.stringify({ Extend: { by: `${name} ü&+` } }),
    }
    const submitted = await ask('SubmitTranscodeJobs', { ...params, PipelineId: 'a'.repeat(32) })
    const jobIds = submitted.TranscodeJobs.TranscodeJob.map(({ JobId }: Loose) => JobId)
    expect(jobIds).toHaveLength(3)
    expect((await refusalOf(ask('SubmitTranscodeJobs', params))).code).toBe('InvalidParameter.SessionId')

    const task = await finishedTask(ask, submitted.TranscodeTaskId)
    expect(task).toMatchObject({
      VideoId,
      TranscodeTemplateGroupId,
      TaskStatus: 'CompleteAllSucc',
      Trigger: 'Manual',
    })
    expect(task.TranscodeJobInfoList.map((job: Loose) => job.TranscodeJobId)).toEqual(jobIds)
    const [file, playlist, sound] = task.TranscodeJobInfoList.map((job: Loose) => job.OutputFile)
    expect(streamOf(probe(onDisk(file.OutputFileUrl)), 'video')).toMatchObject({ width: 240, height: 180 })
    expect(streamOf(probe(onDisk(playlist.OutputFileUrl)), 'video')).toMatchObject({
      width: 160,
      height: 120,
    })
    expect(probe(onDisk(sound.OutputFileUrl)).streams.map((s) => [s.codec_name, s.channels])).toEqual([
      ['mp3', 1],
    ])
    expect(file.Filesize).toBe(size(onDisk(file.OutputFileUrl)))

    const byJob = await ask('GetTranscodeTask', { JobIds: [jobIds[1], 'f'.repeat(32)].join() })
    expect(byJob.TranscodeJobInfoList).toEqual([task.TranscodeJobInfoList[1]])
    expect(byJob.NonExistJobIds).toEqual(['f'.repeat(32)])
    const { TranscodeTaskList } = await ask('ListTranscodeTask', { VideoId })
    const { TranscodeJobInfoList: _, ...listed } = task
    expect(TranscodeTaskList).toEqual([listed])
    const { TranscodeSummaryList, NonExistVideoIds } = await ask('GetTranscodeSummary', {
      VideoIds: `${VideoId},x`,
    })
    expect(NonExistVideoIds).toEqual(['x'])
    expect(TranscodeSummaryList).toMatchObject([{ VideoId, TranscodeStatus: 'CompleteAllSucc' }])

    const played = await ask('GetPlayInfo', { VideoId })
    expect(played.VideoBase).toMatchObject({ VideoId, Status: 'Normal', MediaType: 'video' })
    const { PlayInfo } = played.PlayInfoList
    expect(PlayInfo.map((p: Loose) => [p.JobId, p.Format, p.Definition, p.StreamType])).toEqual([
      [jobIds[0], 'mp4', 'FD', 'video'],
      [jobIds[1], 'm3u8', 'LD', 'video'],
      [jobIds[2], 'mp3', 'SQ', 'audio'],
    ])
    // A player opens a PlayURL as it is, and what a playlist names with it.
    const answer = await fetch(PlayInfo[0].PlayURL)
    expect((await answer.arrayBuffer()).byteLength).toBe(PlayInfo[0].Size)
    expect(streamOf(probe(PlayInfo[1].PlayURL), 'video')).toMatchObject({ width: 160, height: 120 })
    const soon = await ask('GetPlayInfo', { VideoId, Formats: 'mp3', AuthTimeout: '60' })
    const [, expiry] = /\.(\d+)\.\d+\.[\w-]+\/vod-in\//.exec(soon.PlayInfoList.PlayInfo[0].PlayURL) ?? []
    expect(Math.abs(Number(expiry) - Date.now() / 1000 - 60)).toBeLessThan(30)
    expect((await ask('GetPlayInfo', { VideoId, Formats: 'mp3' })).PlayInfoList.PlayInfo).toHaveLength(1)

    const files = [file, playlist, sound].map((each: Loose) => onDisk(each.OutputFileUrl))
    expect(files.map((path) => existsSync(path))).toEqual([true, true, true])
    expect(await ask('DeleteVideo', { VideoIds: `${VideoId},nobody` })).toMatchObject({
      NonExistVideoIds: ['nobody'],
    })
    expect(files.map((path) => existsSync(path))).toEqual([false, false, false])
    expect((await refusalOf(ask('GetVideoInfo', { VideoId }))).code).toBe('InvalidVideo.NotFound')
  },
)

test('each client in each manner reads the same, and is refused in words it understands', async () => {
  const pop = clients.get('pop-core POST')!
  const VideoId = await register(pop, 'same.mp4')
  const TemplateGroupId = 'S00000001-300010'
  const { TranscodeTaskId } = await pop('SubmitTranscodeJobs', { VideoId, TemplateGroupId })
  const task = await finishedTask(pop, TranscodeTaskId)
  const none = 'f'.repeat(32)
  const calls: readonly (readonly [action: string, params: IceParams, code: string])[] = [
    ['GetTranscodeTask', { TranscodeTaskId: none }, 'NoSuchResource'],
    ['GetTranscodeTask', {}, 'MissingParameter'],
    ['GetTranscodeTask', { TranscodeTaskId, Wish: 'x' }, 'InvalidParameter'],
    ['GetVideoInfo', { VideoId: none }, 'InvalidVideo.NotFound'],
    [
      'GetTranscodeTemplateGroup',
      { TranscodeTemplateGroupId: none },
      'InvalidTranscodeTemplateGroup.NotFound',
    ],
    ['SubmitTranscodeJobs', { VideoId, TemplateGroupId: none }, 'InvalidTemplateGroupId.NotFound'],
    ['SubmitTranscodeJobs', { VideoId, TemplateGroupId, Priority: '11' }, 'InvalidParameter'],
    [
      'SubmitTranscodeJobs',
      { VideoId, TemplateGroupId: 'VOD_NO_TRANSCODE' },
      'InvalidParameter.TemplateGroupId',
    ],
    [
      'DeleteTranscodeTemplateGroup',
      { TranscodeTemplateGroupId: TemplateGroupId },
      'Forbidden.SpecialTemplateGroup',
    ],
    ['GetPlayInfo', { VideoId, Formats: 'm3u8' }, 'InvalidVideo.NoneStream'],
    ['GetMediaConvertJob', { JobId: none }, 'InvalidAction.NotFound'],
  ]
  for (const [name, ask] of clients) {
    expect([name, (await ask('GetTranscodeTask', { TranscodeTaskId })).TranscodeTask]).toEqual([name, task])
    for (const [action, params, code] of calls)
      expect([name, action, (await refusalOf(ask(action, params))).code]).toEqual([name, action, code])
  }
})

test('a wrong secret and an unknown key open nothing', async () => {
  for (const [what, key, code] of [
    ['secret', { secret: `${server.secret}x` }, 'SignatureDoesNotMatch'],
    ['key', { keyId: 'LTAInobody' }, 'InvalidAccessKeyId.NotFound'],
  ] as const)
    for (const ask of [
      popClient(server, 'GET', { ...key, version: VERSION }),
      openApiClient(server, 'v1', 'body', { ...key, version: VERSION }),
      openApiCore(server, 'v3', 'query', { ...key, version: VERSION }),
    ])
      expect([what, (await refusalOf(ask('ListTranscodeTemplateGroup'))).code]).toEqual([what, code])
})
