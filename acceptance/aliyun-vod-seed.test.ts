import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { call, vod } from './aliyun-client.ts'
import { TemplateList } from './aliyun-vod-media.ts'
import { placeOf } from './support/linked.ts'
import { eventually, type Loose } from './support/native.ts'
import { type RunningServer, startServer } from './support/server.ts'
import { bucket, filesIn, makeClip, probe, size, streamOf } from './tencent-media.ts'

// The response table of GetTranscodeTask, line by line, on a task that has really run.
// https://www.alibabacloud.com/help/en/vod/developer-reference/api-vod-2017-03-21-gettranscodetask

let server: RunningServer
let VideoId: string
let TemplateGroupId: string
let templateIds: readonly string[]
let answer: Loose
let task: Loose
let submittedAt: number

beforeAll(async () => {
  server = await startServer()
  makeClip(join(bucket(server.dataDir, 'vod-in'), 'clip.mp4'))
  const RegisterMetadatas = JSON.stringify([{ FileURL: 'oss://vod-in/clip.mp4', Title: 'clip' }])
  VideoId = (await vod(server, 'RegisterMedia', { RegisterMetadatas })).RegisteredMediaList[0].MediaId
  const made = await vod(server, 'AddTranscodeTemplateGroup', {
    Name: 'g',
    TranscodeTemplateList: TemplateList,
  })
  TemplateGroupId = made.TranscodeTemplateGroupId
  const { TranscodeTemplateGroup } = await vod(server, 'GetTranscodeTemplateGroup', {
    TranscodeTemplateGroupId: TemplateGroupId,
  })
  templateIds = TranscodeTemplateGroup.TranscodeTemplateList.map((t: Loose) => t.TranscodeTemplateId)
  submittedAt = Date.now()
  const { TranscodeTaskId } = await vod(server, 'SubmitTranscodeJobs', { VideoId, TemplateGroupId })
  answer = await eventually('the end', async () => {
    const found = await vod(server, 'GetTranscodeTask', { TranscodeTaskId })
    return ['Processing', 'Partial'].includes(found.TranscodeTask.TaskStatus) ? undefined : found
  })
  task = answer.TranscodeTask
  expect(task.TranscodeTaskId).toBe(TranscodeTaskId)
})
afterAll(() => server?.[Symbol.asyncDispose]())

const onDisk = (url: string) => join(server.dataDir, 'buckets', placeOf(url))
const HEX = /^[0-9a-f]{32}$/
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/
const near = (text: string) => {
  expect(text).toMatch(TIME)
  expect(Date.parse(text)).toBeGreaterThanOrEqual(submittedAt - 1000)
  expect(Date.parse(text)).toBeLessThanOrEqual(Date.now())
}
/** An HLS output is its playlist and its segments. */
const bytesOf = (path: string): number =>
  path.endsWith('.m3u8')
    ? filesIn(join(path, '..'))
        .filter((file) => file.startsWith(path.replace(/\.m3u8$/, '')))
        .reduce((sum, file) => sum + size(file), 0)
    : size(path)

test('RequestId and the task', () => {
  expect(answer.RequestId).toMatch(/^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/)
  expect(task).toMatchObject({ VideoId, TranscodeTemplateGroupId: TemplateGroupId, Trigger: 'Manual' })
  // The table spells it CompleteAllSucces; the structure's own page and all clients say CompleteAllSucc.
  expect(task.TaskStatus).toBe('CompleteAllSucc')
  near(task.CreationTime)
  near(task.CompleteTime)
  expect(Object.keys(task).sort()).toEqual([
    ...['CompleteTime', 'CreationTime', 'TaskStatus', 'TranscodeJobInfoList', 'TranscodeTaskId'],
    ...['TranscodeTemplateGroupId', 'Trigger', 'VideoId'],
  ])
})

const JOB = [
  ...[
    'CompleteTime',
    'CreationTime',
    'Definition',
    'InputFileUrl',
    'OutputFile',
    'Priority',
    'TranscodeJobId',
  ],
  ...['TranscodeJobStatus', 'TranscodeProgress', 'TranscodeTemplateId'],
]

test('each job; ErrorCode and ErrorMessage are only where there is an error', () => {
  expect(task.TranscodeJobInfoList).toHaveLength(3)
  for (const [i, job] of task.TranscodeJobInfoList.entries()) {
    expect(Object.keys(job).sort()).toEqual(JOB)
    expect(job).toMatchObject({
      ...{ Definition: ['LD', 'SD', 'SQ'][i], Priority: '6', TranscodeJobStatus: 'TranscodeSuccess' },
      ...{ TranscodeProgress: 100, TranscodeTemplateId: templateIds[i] },
    })
    expect(job.TranscodeJobId).toMatch(HEX)
    near(job.CreationTime)
    near(job.CompleteTime)
    expect(placeOf(job.InputFileUrl)).toBe('vod-in/clip.mp4')
  }
  expect(new Set(task.TranscodeJobInfoList.map((job: Loose) => job.TranscodeJobId)).size).toBe(3)
})

/** The table's other member: outputs are not encrypted, and what is not is not told. */
const NOT_HERE = ['Encryption']
const OF_ALL = [
  ...['AudioStreamList', 'Bitrate', 'Duration', 'Filesize', 'Format', 'OutputFileUrl', 'SubtitleStreamList'],
  ...['VideoStreamList', 'WatermarkIdList'],
]
const OF_PICTURES = ['Fps', 'Height', 'Width']

test.each([
  [0, 'mp4'],
  [1, 'm3u8'],
  [2, 'mp3'],
] as const)('the output file of job %i, an %s', (index, format) => {
  const file = task.TranscodeJobInfoList[index].OutputFile
  const path = onDisk(file.OutputFileUrl)
  const measured = probe(path)
  const video = streamOf(measured, 'video')
  const audio = streamOf(measured, 'audio')!
  expect(Object.keys(file).sort()).toEqual([...OF_ALL, ...(video ? OF_PICTURES : [])].sort())
  for (const name of NOT_HERE) expect(file).not.toHaveProperty(name)

  expect(path).toMatch(new RegExp(`/${VideoId}/[0-9a-f]{32}-\\w+\\.${format}$`))
  expect(file).toMatchObject({
    Format: format,
    Filesize: bytesOf(path),
    WatermarkIdList: [],
    SubtitleStreamList: '[]',
  })
  const seconds = Number(measured.format.duration)
  expect(file.Duration).toBe(String(Math.round(seconds)))
  // Over all files of an HLS output, whose containers ffprobe does not count.
  const bits = format === 'm3u8' ? undefined : Number(measured.format.bit_rate)
  if (bits !== undefined) expect(file.Bitrate).toBe(String(Math.round(bits / 1000)))
  else {
    const average = (bytesOf(path) * 8) / seconds / 1000
    expect(Number(file.Bitrate)).toBeGreaterThan(average * 0.8)
    expect(Number(file.Bitrate)).toBeLessThan(average * 1.1)
  }

  const [sound] = JSON.parse(file.AudioStreamList)
  expect(sound).toMatchObject({
    ...{
      CodecName: audio.codec_name,
      Samplerate: String(audio.sample_rate),
      Channels: String(audio.channels),
    },
    ...{ ChannelLayout: audio.channels === 1 ? 'mono' : 'stereo', CodecLongName: expect.any(String) },
  })
  expect(Number(sound.Duration)).toBeCloseTo(seconds, 0)
  for (const value of Object.values(sound)) expect(value).toEqual(expect.any(String))

  if (!video) return void expect(file.VideoStreamList).toBe('[]')
  const [num = 0, den = 1] = video.avg_frame_rate.split('/').map(Number)
  expect(file).toMatchObject({ Width: String(video.width), Height: String(video.height) })
  expect(Number(file.Fps)).toBeCloseTo(num / den, 2)
  const [picture] = JSON.parse(file.VideoStreamList)
  expect(picture).toMatchObject({
    ...{ CodecName: 'h264', Width: String(video.width), Height: String(video.height), PixFmt: 'yuv420p' },
    ...{ Sar: '1:1', Dar: '4:3', Profile: expect.any(String), Level: expect.any(String) },
  })
  expect(Number(picture.Fps)).toBeCloseTo(num / den, 2)
  expect(picture.AvgFPS).toBe(picture.Fps)
  for (const value of Object.values(picture)) expect(value).toEqual(expect.any(String))
})

test('the same in XML: a list is its element, again and again', async () => {
  const asked = { TranscodeTaskId: task.TranscodeTaskId }
  const { status, type, text } = await call(server, 'GetTranscodeTask', asked, {
    ...{ manner: 'v1 GET', format: 'XML', version: '2017-03-21' },
  })
  expect([status, type]).toEqual([200, 'text/xml;charset=utf-8'])
  expect(text).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?><GetTranscodeTaskResponse><RequestId>/)
  expect(text.match(/<TranscodeJobInfoList>/g)).toHaveLength(3)
  for (const job of task.TranscodeJobInfoList) {
    expect(text).toContain(`<TranscodeJobId>${job.TranscodeJobId}</TranscodeJobId>`)
    expect(text).toContain(`<Filesize>${job.OutputFile.Filesize}</Filesize>`)
  }
  expect(text).toContain(`<TaskStatus>CompleteAllSucc</TaskStatus>`)
})
