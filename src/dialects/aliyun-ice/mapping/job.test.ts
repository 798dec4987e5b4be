import { expect, test } from 'vitest'
import { projectId, taskId } from '../../../domain/ids.ts'
import type { MediaInfo } from '../../../domain/media-info.ts'
import type { Output, OutputState, Task } from '../../../domain/task.ts'
import { bps, bytes, instant, percent, rational, seconds } from '../../../domain/units.ts'
import { submittedJob, wholeJob } from '../schema/job.ts'
import { jobDetails, jobHead, wholeJobOf } from './job.ts'
import { createSubmittedReader } from './submitted.ts'

const AT = instant(Date.UTC(2026, 0, 2, 3, 4, 5, 678))
const queued: OutputState = { status: 'queued' }
const failed: OutputState = {
  status: 'failed',
  finishedAt: AT,
  problem: { code: 'source-unreadable', message: 'Bad.' },
}

const media: MediaInfo = {
  ...{ container: 'hls', size: bytes(9), duration: seconds(403.0399), startTime: seconds(0) },
  ...{ bitrate: bps(888_563), subtitles: [], pictures: 0, tags: {} },
  video: [
    {
      ...{ index: 0, codec: 'h264', profile: 'High', level: 31, width: 848, height: 478 },
      ...{ sampleAspect: rational(478, 477), rotation: 0, frameRate: rational(30_000, 1001) },
      ...{ baseFrameRate: rational(30_000, 1001), pixelFormat: 'yuv420p', bitDepth: 8, interlaced: false },
      ...{ color: {}, hdr: 'sdr', bitrate: bps(888_563), startTime: seconds(-0.04644), frames: 10_040 },
    },
  ],
  audio: [{ index: 1, codec: 'aac', sampleRate: 44_100, channels: 2, default: true }],
}
const streamed: OutputState = {
  status: 'succeeded',
  startedAt: AT,
  finishedAt: AT,
  result: {
    files: [
      { role: 'segment', bucket: 'out', key: 'b/a-00000.ts', size: bytes(10) },
      { role: 'segment', bucket: 'out', key: 'b/a-b-00000.ts', size: bytes(1000) },
      { role: 'playlist', bucket: 'out', key: 'b/a.m3u8', size: bytes(3) },
    ],
    size: bytes(1013),
    renditions: [
      { name: 'a', key: 'b/a.m3u8', media, averageBitrate: 900_000, peakBitrate: 1_000_000, segments: 1 },
    ],
  },
}

const output = (index: number, name: string, state: OutputState): Output => ({
  ...{ index, name, state },
  spec: { kind: 'file', container: 'mp4' },
  destination: { bucket: 'out', key: name === 'group-0' ? 'b/m.m3u8' : `${name}.mp4` },
})
const location = (Media: string) => ({ Type: 'OSS', Media })
const config = {
  Inputs: [{ InputFile: { Type: 'OSS', Url: 'oss://in/a' } }],
  Outputs: [
    { Name: 'first', OutputFile: location('oss://out/a'), TemplateId: 't', Priority: '6', Features: {} },
  ],
  OutputGroups: [
    {
      GroupConfig: { Type: 'Hls', OutputFileBase: location('oss://out/b'), ManifestName: 'm' },
      Outputs: [
        { OutputFileName: 'a', TemplateId: 't' },
        { OutputFileName: 'z', TemplateId: 't', Name: null },
      ],
    },
  ],
}
const task = (states: readonly [OutputState, OutputState], more: Partial<Task> = {}): Task => ({
  ...{ id: taskId('0123456789abcdef'.repeat(2)), serial: 1, project: projectId('p') },
  dialect: 'aliyun-ice',
  request: { RequestId: 'REQ', Config: JSON.stringify(config), UserData: 'u' },
  source: { from: 'object', bucket: 'in', key: 'a' },
  outputs: [output(0, 'output-0', states[0]), output(1, 'group-0', states[1])],
  ...{ priority: 0, userData: 'u', createdAt: AT, cancelRequested: false, fence: 0 },
  ...more,
})
const show = (of: Task) => wholeJob.parse(wholeJobOf(of, createSubmittedReader()(of)))

test('a new job is Inited, with its configuration in the spelling of answers', () => {
  const job = show(task([queued, queued]))
  expect(job).toMatchObject({ RequestId: 'REQ', UserData: 'u', State: 'Inited', Percent: 0 })
  expect(job.CreateTime).toBe('2026-01-02T03:04:05Z')
  expect(job).not.toHaveProperty('FinishTime')
  expect(job).not.toHaveProperty('PipelineId')
  expect(job.Config).toEqual({
    Inputs: [{ InputFile: location('oss://in/a') }],
    Outputs: [
      { Name: 'first', OutputFile: location('oss://out/a'), TemplateId: 't', Priority: 6, Features: '{}' },
    ],
    OutputGroups: [
      {
        GroupConfig: { Type: 'Hls', OutputFileBase: location('oss://out/b'), ManifestName: 'm' },
        Outputs: [
          { OutputFileName: 'a', TemplateId: 't' },
          { OutputFileName: 'z', TemplateId: 't' },
        ],
      },
    ],
  })
  const of = task([queued, queued])
  const submitted = createSubmittedReader()(of)
  expect(() => submittedJob.parse({ ...jobHead(of, submitted), ...jobDetails(of, submitted) })).not.toThrow()
})

test('a rendition is told by its own files, and one that was not worth making is skipped', () => {
  const job = show(task([{ status: 'running', progress: percent(30), startedAt: AT }, streamed]))
  expect(job).toMatchObject({ State: 'Running', Percent: 65, OutputDetails: [{ Status: 'Scheduled' }] })
  const [group] = job.OutputGroupDetails
  expect(group).toMatchObject({ Status: 'Success', FinishTime: '2026-01-02T03:04:05Z' })
  expect(group?.Outputs.map((o) => o.Status)).toEqual(['Success', 'Skipped'])
  expect(group?.Outputs[0]?.Result).toEqual({
    OutputFile: { ...location('oss://out/b/a.m3u8'), Url: 'oss://out/b/a.m3u8' },
    OutFileMeta: {
      FileBasicInfo: {
        ...{ FileName: 'a.m3u8', FileStatus: 'Normal', FileType: 'transcode_file' },
        ...{ FileUrl: 'oss://out/b/a.m3u8', FileSize: '13', FormatName: 'hls,applehttp' },
        ...{ Duration: '403.039900', Bitrate: '900.000', Width: '848', Height: '478' },
      },
      VideoStreamInfoList: [
        {
          ...{ Index: '0', Codec_name: 'h264', Profile: 'High', Level: '31', Width: '848', Height: '478' },
          ...{ Sar: '478:477', Dar: '16:9', PixFmt: 'yuv420p', Rotate: '0', Fps: '29.97', Avg_fps: '29.97' },
          ...{ Bit_rate: '888.563', Start_time: '-0.046440', NumFrames: '10040' },
        },
      ],
      AudioStreamInfoList: [
        {
          ...{ Index: '1', CodecName: 'aac' },
          ...{ SampleRate: '44100', Channels: '2' },
        },
      ],
    },
  })
})

test('what failed is named with the service’s code, on the job too', () => {
  const failure = { Code: 'InvalidParameter.ResourceContentBad', Message: 'Bad.' }
  const job = show(task([failed, streamed], { finishedAt: AT }))
  expect(job).toMatchObject({ State: 'Error', Percent: 50, ...failure, FinishTime: '2026-01-02T03:04:05Z' })
  expect(job.OutputDetails).toMatchObject([{ Status: 'Failed', ...failure }])
  expect(job.OutputGroupDetails[0]).not.toHaveProperty('Code')
})

test('a job that was cancelled has skipped outputs', () => {
  const gone: OutputState = { status: 'cancelled', finishedAt: AT }
  const job = show(task([gone, gone], { finishedAt: AT }))
  expect(job).toMatchObject({ State: 'Cancelled', OutputDetails: [{ Status: 'Skipped' }] })
  expect(job.OutputGroupDetails).toMatchObject([{ Status: 'Skipped' }])
})

test('a task of another API is shown as far as the words go', () => {
  const job = show(
    task([queued, queued], { dialect: 'pentode', request: {}, source: { from: 'url', url: 'https://h/a' } }),
  )
  expect(job).not.toHaveProperty('RequestId')
  expect(job.Config).toMatchObject({ Inputs: [{ InputFile: location('https://h/a') }] })
  expect(job.OutputDetails.map(({ Name }) => Name)).toEqual(['output-0', 'group-0'])
  expect(job.OutputGroupDetails).toEqual([])
})
