import { expect, test } from 'vitest'
import { projectId, taskId } from '../../../domain/ids.ts'
import type { MediaInfo } from '../../../domain/media-info.ts'
import type { Output, OutputState, Task } from '../../../domain/task.ts'
import { bps, bytes, instant, percent, seconds } from '../../../domain/units.ts'
import { createTranscodingRequest } from '../schema/create-transcoding.ts'
import { transcodingTask } from '../schema/transcoding-task.ts'
import { describeTask } from './task.ts'

const START = instant(Date.UTC(2020, 2, 10, 3, 16, 5, 999))
const END = instant(Date.UTC(2020, 2, 10, 3, 16, 23))

const media = (more: Partial<MediaInfo> = {}): MediaInfo => ({
  container: 'mov,mp4,m4a,3gp,3g2,mj2',
  size: bytes(2_494_653),
  duration: seconds(58.1234),
  startTime: seconds(0),
  bitrate: bps(300_000),
  video: [],
  audio: [
    {
      index: 0,
      codec: 'aac',
      profile: 'HE-AAC',
      sampleRate: 44_100,
      channels: 2,
      bitrate: bps(64_499.6),
      default: true,
    },
  ],
  subtitles: [],
  pictures: 0,
  tags: {},
  ...more,
})

const succeeded: OutputState = {
  status: 'succeeded',
  startedAt: START,
  finishedAt: END,
  result: { files: [], size: bytes(2_179_001), media: media({ duration: seconds(59) }) },
}
const failed: OutputState = {
  status: 'failed',
  finishedAt: END,
  problem: { code: 'source-truncated', message: 'The file ends early.' },
}

const output = (index: number, state: OutputState, template?: string): Output => ({
  index,
  name: `output-${index}`,
  ...(template === undefined ? {} : { template }),
  spec: { kind: 'file', container: 'mp4', audio: { codec: 'aac', copy: 'never' } },
  destination: { bucket: 'b', key: `test/deep/${index}.mp4` },
  state,
})

const task = (states: readonly OutputState[], more: Partial<Task> = {}): Task => ({
  id: taskId('a'.repeat(32)),
  serial: 22_123_973,
  project: projectId('p'),
  dialect: 'huawei-mpc',
  request: {},
  source: { from: 'object', bucket: 'b', key: 'in/a.mp4' },
  outputs: states.map((state, i) => output(i, state, String(i + 4))),
  priority: 0,
  createdAt: START,
  cancelRequested: false,
  fence: 0,
  ...more,
})

const request = createTranscodingRequest.parse({
  project_id: 'p',
  input: { bucket: 'b', location: 'cn-north-7', object: '/in/a.mp4' },
  output: { bucket: 'b', location: 'cn-north-7', object: 'test' },
  trans_template_id: [4, 5],
})

/** Every answer must fit the types that strict clients insist on. */
const describe = (...args: Parameters<typeof describeTask>) => {
  const told = describeTask(...args)
  expect(transcodingTask.parse(told)).toEqual(told)
  return told
}

test('a waiting task has neither end nor details', () =>
  expect(describe(task([{ status: 'queued' }]), request)).toEqual({
    task_id: '22123973',
    status: 'WAITING',
    progress: 0,
    create_time: '20200310031605',
    trans_template_id: [4],
    input: { bucket: 'b', location: 'cn-north-7', object: '/in/a.mp4' },
    output: { bucket: 'b', location: 'cn-north-7', object: 'test' },
    pic_info: [],
  }))

test('a running one has whole percents, never 100', () => {
  const running = (progress: number): OutputState => ({
    status: 'running',
    progress: percent(progress),
    startedAt: START,
  })
  expect(describe(task([running(33.9)]), request)).toMatchObject({ status: 'TRANSCODING', progress: 33 })
  expect(describe(task([running(100)]), request)).toMatchObject({ progress: 99 })
})

test('numbers are whole: seconds rounded up, output sizes in kB, rates to the next', () => {
  const told = describe(task([succeeded], { media: media(), finishedAt: END }), request)
  expect(told).toMatchObject({ status: 'SUCCEEDED', progress: 100, end_time: '20200310031623' })
  expect(told.transcode_detail).toEqual({
    multitask_info: [
      {
        template_id: 4,
        output_file: {
          duration: 59,
          duration_ms: 59_000,
          format: 'MP4',
          size: 2180,
          audio_info: [{ codec: 'HEAAC', sample: 44_100, channels: 2, bitrate: 64, bitrate_bps: 64_500 }],
        },
      },
    ],
    input_file: expect.objectContaining({ duration: 59, duration_ms: 58_123, size: 2_494_653 }),
  })
})

test('a partly failed task has failed, and tells which outputs are there', () => {
  const told = describe(task([succeeded, failed], { finishedAt: END }), request)
  expect(told).toMatchObject({
    status: 'FAILED',
    error_code: 'MPC.10124',
    description: '1 of 2 outputs: The file ends early.',
    output_file_name: ['0.mp4'],
  })
  expect(told.transcode_detail?.multitask_info[1]).toEqual({
    template_id: 5,
    error: { error_code: 'MPC.10124', error_msg: 'The file ends early.' },
  })
})

test('a cancelled task has no error', () => {
  const told = describe(task([{ status: 'cancelled', finishedAt: END }], { finishedAt: END }), request)
  expect(told).toMatchObject({ status: 'CANCELED', end_time: '20200310031623' })
  expect(told).not.toHaveProperty('error_code')
})

test('a task of another API is shown as far as the words go', () => {
  const foreign = { dialect: 'pentode', source: { from: 'url', url: 'https://h/a.mp4' } } as const
  const told = describe(task([succeeded], { ...foreign, finishedAt: END }), undefined)
  expect(told).toMatchObject({ output: { bucket: 'b', location: '', object: 'test/deep' } })
  expect(told).not.toHaveProperty('input')
  expect(told).not.toHaveProperty('trans_template_id')
  expect(told.transcode_detail?.multitask_info[0]).not.toHaveProperty('template_id')
})

test('outputs of another API that lie apart are named from the folder they share', () => {
  const at = (index: number, bucket: string, key: string): Output => ({
    ...output(index, succeeded),
    destination: { bucket, key },
  })
  const told = (...outputs: readonly Output[]) => {
    const { output, output_file_name } = describe(
      { ...task([], { dialect: 'pentode', finishedAt: END }), outputs },
      undefined,
    )
    return [output?.object, output_file_name]
  }
  expect(told(at(0, 'b', 'x/y/1.mp4'), at(1, 'b', 'x/z/2.mp4'))).toEqual(['x', ['y/1.mp4', 'z/2.mp4']])
  expect(told(at(0, 'b', 'x/1.mp4'), at(1, 'b', 'x/y/2.mp4'))).toEqual(['x', ['1.mp4', 'y/2.mp4']])
  expect(told(at(0, 'b', '1.mp4'), at(1, 'b', 'xy/2.mp4'))).toEqual(['', ['1.mp4', 'xy/2.mp4']])
  expect(told(at(0, 'b', 'x/1.mp4'), at(1, 'c', 'x/2.mp4'))).toEqual([undefined, undefined])
})
