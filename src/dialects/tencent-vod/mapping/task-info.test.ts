import { expect, test } from 'vitest'
import type { Asset } from '../../../domain/asset.ts'
import { type AssetId, projectId, taskId } from '../../../domain/ids.ts'
import { problem } from '../../../domain/problem.ts'
import type { Output, OutputState, Task } from '../../../domain/task.ts'
import { bytes, instant, percent } from '../../../domain/units.ts'
import { mediaStubs } from '../../../testing/media-stubs.ts'
import { aac, hls, mp4, video } from '../../../testing/output-stubs.ts'
import { taskInfo } from '../schema/task-info.ts'
import { describeTask } from './task-info.ts'
import { kindOf } from './task-kind.ts'

const ID = taskId('0123456789abcdef0123456789abcdef')
const [AT, BEGUN, END] = [instant(1_485_156_352_900), instant(1_485_156_354_000), instant(1_485_156_400_000)]
const media = mediaStubs.hd30

const output = (index: number, name: string, state: OutputState, of: Partial<Output> = {}): Output => ({
  ...{ index, name, state, template: name.slice(1) },
  spec: mp4({ video: video(), audio: aac }),
  destination: { bucket: 'outputs', key: `vod/t/${name}.mp4` },
  ...of,
})
const made = (name: string): OutputState => ({
  status: 'succeeded',
  startedAt: BEGUN,
  finishedAt: END,
  result: {
    files: [
      { role: 'file', bucket: 'outputs', key: `vod/t/${name}.mp4`, size: bytes(7), md5: 'a'.repeat(32) },
    ],
    size: bytes(7),
    media,
  },
})
const failed = (code: 'source-no-audio' | 'encode-failed'): OutputState => ({
  ...{ status: 'failed', startedAt: BEGUN, finishedAt: END },
  problem: problem(code, 'It did not work.'),
})
const QUEUED: OutputState = { status: 'queued' }
const RUNNING: OutputState = { status: 'running', progress: percent(7), startedAt: BEGUN }
const CANCELLED: OutputState = { status: 'cancelled', finishedAt: END }

const task = (action: string, outputs: readonly Output[], of: Partial<Task> = {}): Task => ({
  ...{ id: ID, serial: 4, project: projectId('p'), dialect: 'tencent-vod', request: { Action: action } },
  ...{ source: { from: 'object', bucket: 'b', key: 'k' }, priority: 0, cancelRequested: false, fence: 1 },
  outputs,
  createdAt: AT,
  ...of,
})
const asset: Asset = {
  ...{ id: 'f'.repeat(32) as AssetId, serial: 21, project: projectId('p'), dialect: 'tencent-vod' },
  ...{ title: 'name', tags: [], source: { bucket: 'outputs', key: 'vod/a/source.mp4' } },
  measured: { etag: 'e', media, md5: 'b'.repeat(32) },
  createdAt: AT,
  updatedAt: AT,
}

const describe = (of: Task, kind = kindOf(of), more: { clip?: Asset } = {}) => {
  const told = describeTask({ task: of, kind, asset, urlOf: ({ key }) => `http://h/${key}`, ...more })
  taskInfo.parse(JSON.parse(JSON.stringify(told)))
  return told
}

test('a task that waits has no data, and times that have not come are 0', () => {
  expect(describe(task('ProcessFile', [output(0, 'f10', QUEUED)]))).toEqual({
    ...{ type: 'procedure', status: 'WAITING', createTime: 1_485_156_352 },
    ...{ beginProcessTime: 0, finishTime: 0 },
  })
})

test('parts that are not made have no output', () => {
  const outputs = [
    output(0, 'f10', RUNNING),
    output(1, 'f20', made('f20')),
    output(2, 'f1110', failed('source-no-audio')),
  ]
  const told = describe(task('ProcessFile', outputs, { startedAt: BEGUN }))
  expect(told).toMatchObject({ status: 'PROCESSING', beginProcessTime: 1_485_156_354, finishTime: 0 })
  expect(told.data).toMatchObject({
    ...{
      vodTaskId: `1300000000-Procedure-${ID}`,
      fileId: '21',
      status: 'PROCESSING',
      errCode: 0,
      message: '',
    },
    metaData: { md5: 'b'.repeat(32), width: 1920, duration: 60, videoStreamList: [{ fps: 30 }] },
  })
  const parts = told.type === 'procedure' ? (told.data?.processTaskList ?? []) : []
  expect(parts.map((part) => [part.status, part.errCode, part.message, part.output !== undefined])).toEqual([
    ['PROCESSING', 0, '', false],
    ['SUCCESS', 0, '', true],
    ['FAIL', 30_009, 'It did not work.', false],
  ])
  expect(parts[1]).toMatchObject({
    input: { definition: 20, watermark: 0 },
    output: { url: 'http://h/vod/t/f20.mp4', size: 7, md5: 'a'.repeat(32), height: 1080 },
  })
})

test('an aborted procedure, and one of a bad source, say whose fault it is', () => {
  const aborted = describe(task('ProcessFile', [output(0, 'f10', CANCELLED)], { finishedAt: END }))
  expect(aborted).toMatchObject({
    ...{ status: 'FINISH', finishTime: 1_485_156_400 },
    data: { errCode: 30_010, message: 'The task was aborted.', processTaskList: [{ status: 'FAIL' }] },
  })
  const bad = problem('source-unreadable', 'No video at all.')
  expect(
    describe(
      task('ProcessFile', [output(0, 'f10', failed('encode-failed'))], { problem: bad, finishedAt: END }),
    ),
  ).toMatchObject({ data: { errCode: 30_009, message: 'No video at all.' } })
})

test('a task of another API is a procedure, its templates unknown', () => {
  const foreign = task(
    'x',
    [output(0, 'main', made('main'), { template: '720p' }), output(1, 'all', RUNNING, { spec: hls() })],
    {
      dialect: 'pentode',
    },
  )
  const told = describe(foreign)
  expect(told.type).toBe('procedure')
  expect(told.data).toMatchObject({
    processTaskList: [{ input: { watermark: 0 } }, { input: { watermark: 0 } }],
  })
  expect(JSON.stringify(told.data)).not.toContain('definition')
})

test('a transcoding tells of its results, and of what failed first', () => {
  const outputs = [output(0, 'f10', made('f10')), output(1, 'f20', failed('encode-failed'))]
  const told = describe(task('ConvertVodFile', outputs, { finishedAt: END, media }))
  expect(told).toMatchObject({
    type: 'transcode',
    data: {
      ...{ vodTaskId: `transcode-${ID}`, status: -1, errCode: 30_010, message: 'It did not work.' },
      ...{ fileName: 'name', duration: 60 },
      playSet: [
        { definition: 0, url: 'http://h/vod/a/source.mp4', vbitrate: 5_000_000, vheight: 1080, vwidth: 1920 },
        { definition: 10, url: 'http://h/vod/t/f10.mp4' },
      ],
    },
  })
})

test('a clip tells of its file, or why there is none', () => {
  const clip = { ...asset, serial: 22 }
  const done = task('ClipVideo', [output(0, 'clip', made('clip'))], { finishedAt: END })
  expect(describe(done, 'clipVideo', { clip }).data).toEqual({
    ...{ vodTaskId: `clipVideo-${ID}`, srcFileId: '21' },
    fileInfo: { fileType: 'mp4', status: 0, message: '', fileId: '22', fileUrl: 'http://h/vod/t/clip.mp4' },
  })
  const not = task('ClipVideo', [output(0, 'clip', failed('source-no-audio'))], { finishedAt: END })
  expect(describe(not).data).toMatchObject({ fileInfo: { status: -47_401, message: 'It did not work.' } })
  expect(describe(task('ClipVideo', [output(0, 'clip', RUNNING)])).data).not.toHaveProperty('fileInfo')
})

test('joined files tell of each type, once all is over', () => {
  const clip = { ...asset, serial: 22 }
  const outputs = [
    output(0, 'concat-mp4', made('concat')),
    output(1, 'concat-m3u8', failed('encode-failed'), { spec: hls() }),
  ]
  const done = task('ConcatVideo', outputs, { finishedAt: END })
  expect(describe(done, 'concatFile', { clip })).toMatchObject({
    type: 'concatFile',
    data: {
      ...{ vodTaskId: `Concat-${ID}`, message: 'It did not work.' },
      fileInfo: [
        { fileType: 'mp4', status: 0, message: '', fileId: '22', fileUrl: 'http://h/vod/t/concat.mp4' },
        { fileType: 'm3u8', status: -1, message: 'It did not work.' },
      ],
    },
  })
  const running = task('ConcatVideo', [output(0, 'concat-mp4', RUNNING)])
  expect(describe(running, 'concatFile').data).toMatchObject({ message: '', fileInfo: [] })
})

test('a pull that asks for transcoding is two tasks to its readers', () => {
  const both = task('MultiPullVodFile', [
    output(0, 'original', made('source'), { spec: { kind: 'original' } }),
    output(1, 'f10', RUNNING),
  ])
  expect(describe(both)).toMatchObject({
    ...{ type: 'pull', status: 'FINISH', finishTime: 1_485_156_400 },
    data: { status: 0, vodTaskId: `pull-${ID}`, transcodeTaskId: `transcode-${ID}`, fileId: '21' },
  })
  expect(describe(both, 'transcode')).toMatchObject({
    type: 'transcode',
    status: 'PROCESSING',
    finishTime: 0,
  })
})
