import { describe, expect, test } from 'vitest'
import type { Destination } from '../../../domain/destination.ts'
import { projectId, taskId } from '../../../domain/ids.ts'
import { problem } from '../../../domain/problem.ts'
import type { OutputState, Task } from '../../../domain/task.ts'
import { bytes, instant } from '../../../domain/units.ts'
import { problemOf } from '../../../testing/problem-of.ts'
import { validate } from '../../../wire/validate.ts'
import { editMediaRequest } from '../schema/edit-media.ts'
import { taskDetail } from '../schema/task-detail.ts'
import { isEdit, toEdit } from './edit-media.ts'
import { createSubmittedReader } from './submitted.ts'
import { describeTask } from './task-detail.ts'

const InputInfo = {
  Type: 'COS',
  CosInputInfo: { Bucket: 'in-1', Region: 'ap-a', Object: '/folder/clip.mov' },
}
const OutputStorage = { Type: 'COS', CosOutputStorage: { Bucket: 'out-1', Region: 'ap-b' } }
const EDIT = {
  FileInfos: [{ InputInfo, StartTimeOffset: 1.5, EndTimeOffset: '4' }],
  OutputStorage,
  OutputObjectPath: '/dir/part.{format}',
}
const edit = (change: object = {}) => {
  const request = { ...EDIT, ...change }
  return toEdit(validate(editMediaRequest, request), request as never)
}
const faultOf = (change: object) => problemOf(() => edit(change))

describe('a clip', () => {
  test('of several files is the first one with the others joined to it', () => {
    const second = { CosInputInfo: { ...InputInfo.CosInputInfo, Object: '/b.mp4' }, Type: 'COS' }
    const files = [...EDIT.FileInfos, { InputInfo: second }, { InputInfo, EndTimeOffset: 2 }]
    expect(edit({ FileInfos: files }).outputs[0]?.spec).toMatchObject({
      range: { start: 1.5, end: 4 },
      join: {
        head: [],
        tail: [
          { source: { from: 'object', bucket: 'in-1', key: 'b.mp4' } },
          { source: { from: 'object', bucket: 'in-1', key: 'folder/clip.mov' }, range: { start: 0, end: 2 } },
        ],
      },
    })
  })

  test('is a task of one output', () => {
    expect(edit({ TasksPriority: 2, SessionId: 's', SessionContext: 'c' })).toMatchObject({
      dialect: 'tencent-mps',
      request: EDIT,
      source: { from: 'object', bucket: 'in-1', key: 'folder/clip.mov' },
      priority: 2,
      clientToken: 's',
      userData: 'c',
      outputs: [
        {
          spec: {
            kind: 'file',
            container: 'mp4',
            range: { start: 1.5, end: 4 },
            video: { codec: 'h264', copy: 'never' },
            audio: { codec: 'aac' },
          },
          destination: { bucket: 'out-1', key: 'dir/part.mp4' },
        },
      ],
    })
    expect(edit({ FileInfos: [{ InputInfo }] }).outputs[0]?.spec).not.toHaveProperty('range')
  })

  test('of the type "fast" copies the streams of its one file', () => {
    const OutputConfig = { Type: 'fast' }
    expect(edit({ OutputConfig }).outputs[0]?.spec).toMatchObject({
      ...{ video: { copy: 'always' }, audio: { copy: 'always' }, range: { start: 1.5, end: 4 } },
    })
    expect(faultOf({ OutputConfig, FileInfos: [{ InputInfo }, { InputInfo }] })).toEqual([
      'invalid-parameter',
      'OutputConfig.Type',
    ])
  })

  test.each([
    ['mov', '/a/{inputName}', { key: 'a/clip.mov' }],
    ['flv', 'a.{format}', { key: 'a.flv' }],
    ['hls', '/a/p.{format}', { key: 'a/p.m3u8', parts: { segment: 'p_{number}.ts' } }],
  ])('in %s goes where it is told', (Container, OutputObjectPath, destination) => {
    const [output] = edit({ OutputConfig: { Container, Type: 'fast' }, OutputObjectPath }).outputs
    expect(output?.destination as Destination).toMatchObject(destination)
    expect(output?.spec).toMatchObject(
      Container === 'hls'
        ? { kind: 'stream', master: false, range: { start: 1.5, end: 4 } }
        : { kind: 'file', container: Container },
    )
  })

  test.each([
    [{ FileInfos: Array.from({ length: 22 }, () => ({ InputInfo })) }, 'value-out-of-range', 'FileInfos'],
    [{ FileInfos: [] }, 'value-out-of-range', 'FileInfos'],
    [{ FileInfos: undefined }, 'missing-parameter', 'FileInfos'],
    [
      { FileInfos: [{ InputInfo, StartTimeOffset: 3, EndTimeOffset: 2 }] },
      'invalid-parameter',
      'EndTimeOffset',
    ],
    [{ OutputStorage: undefined }, 'missing-parameter', 'OutputStorage'],
    [{ OutputObjectPath: undefined }, 'missing-parameter', 'OutputObjectPath'],
    [{ OutputObjectPath: '/a/{nope}' }, 'invalid-parameter', 'OutputObjectPath'],
    [{ OutputConfig: { Container: 'avi' } }, 'unsupported-parameter', 'OutputConfig.Container'],
    [{ ComposeConfig: { Tracks: [{ Type: 'Video' }] } }, 'unsupported-parameter', 'ComposeConfig'],
    [{ TaskNotifyConfig: { NotifyType: 'URL' } }, 'missing-parameter', 'TaskNotifyConfig.NotifyUrl'],
  ])('asked for with %j is refused with %s at %s', (change, code, path) =>
    expect(faultOf(change)).toEqual([code, path]),
  )
})

const AT = instant(Date.UTC(2019, 6, 16))
const taskOf = (state: OutputState, more: Partial<Task> = {}): Task => ({
  id: taskId('80108cc3380155d98b2e3573a48a0000'),
  serial: 1,
  project: projectId('p'),
  ...edit(),
  priority: 0,
  outputs: edit().outputs.map((output, index) => ({
    ...output,
    index,
    destination: output.destination as Destination,
    state,
  })),
  createdAt: AT,
  cancelRequested: false,
  fence: 1,
  ...more,
})
const detailOf = (task: Task) => {
  const detail = describeTask(task, createSubmittedReader()(task))
  expect(taskDetail.parse(JSON.parse(JSON.stringify(detail)))).toBeTruthy()
  return detail
}
const done: OutputState = {
  status: 'succeeded',
  startedAt: AT,
  finishedAt: AT,
  result: { files: [], size: bytes(1234) },
}

describe('its detail', () => {
  test('is an edit’s, with the files as they were named', () => {
    const task = taskOf(done)
    expect(isEdit(task)).toBe(true)
    expect(isEdit({ ...task, dialect: 'pentode' })).toBe(false)
    expect(detailOf(task)).toMatchObject({
      TaskType: 'EditMediaTask',
      Status: 'FINISH',
      WorkflowTask: null,
      EditMediaTask: {
        TaskId: '1300000000-EditMedia-80108cc3380155d98b2e3573a48a0000',
        Status: 'FINISH',
        ErrCode: 0,
        Message: '',
        Input: {
          FileInfoSet: [
            {
              InputInfo: { ...InputInfo, UrlInputInfo: null, S3InputInfo: null },
              StartTimeOffset: 1.5,
              EndTimeOffset: 4,
              Id: '',
            },
          ],
        },
        Output: {
          OutputStorage: { ...OutputStorage, S3OutputStorage: null },
          Path: '/dir/part.mp4',
          MetaData: null,
        },
      },
    })
  })

  test.each<[OutputState, Partial<Task>, string, string, number, string]>([
    [{ status: 'queued' }, {}, 'WAITING', 'PROCESSING', 0, ''],
    [
      { status: 'failed', finishedAt: AT, problem: problem('encode-failed', 'Why.') },
      {},
      'FINISH',
      'FINISH',
      30_010,
      'Why.',
    ],
    [
      { status: 'failed', finishedAt: AT, problem: problem('source-not-found', 'Gone.') },
      { problem: problem('source-not-found', 'Gone.') },
      'FINISH',
      'FINISH',
      30_009,
      'Gone.',
    ],
    [{ status: 'cancelled', finishedAt: AT }, {}, 'FINISH', 'FINISH', 30_010, 'The task was aborted.'],
  ])('of %j says whose fault it is', (state, more, status, inner, ErrCode, Message) =>
    expect(detailOf(taskOf(state, more))).toMatchObject({
      Status: status,
      EditMediaTask: { Status: inner, ErrCode, Message, Output: null },
    }),
  )
})
