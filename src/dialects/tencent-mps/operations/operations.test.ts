import { expect, test, vi } from 'vitest'
import type { Submission } from '../../../app/submit-task.ts'
import { accessKeyId, projectId, taskId } from '../../../domain/ids.ts'
import type { TaskQuery } from '../../../domain/ports.ts'
import { DomainError, fail } from '../../../domain/problem.ts'
import type { Task } from '../../../domain/task.ts'
import { instant } from '../../../domain/units.ts'
import { fakeApp } from '../../../testing/pentode-api.ts'
import { validate } from '../../../wire/validate.ts'
import { PRESETS } from '../presets.ts'
import { operations } from './index.ts'

const DAY = 86_400_000
const caller = { project: projectId('p'), key: accessKeyId('k') }
const raw = { method: 'POST', path: '/', query: '', headers: {}, body: new Uint8Array(), pathParams: {} }

type App = ReturnType<typeof fakeApp>
const call = async (name: string, params: unknown, app: App) => {
  const operation = operations.find((op) => op.name === name)!
  return operation.handle(validate(operation.request, params), {
    app,
    caller,
    requestId: 'r',
    params,
    raw,
    signal: new AbortController().signal,
  }) as Promise<Record<string, unknown>>
}
const problemOf = async (promise: Promise<unknown>): Promise<string> => {
  try {
    await promise
    return 'none'
  } catch (error) {
    if (error instanceof DomainError) return error.problem.code
    throw error
  }
}

const task = (serial: number, createdAt = Date.now()): Task => ({
  id: taskId(serial.toString(16).padStart(32, '0')),
  serial,
  project: caller.project,
  dialect: 'pentode',
  request: {},
  source: { from: 'url', url: 'https://h/a' },
  outputs: [],
  priority: 0,
  createdAt: instant(createdAt),
  cancelRequested: false,
  fence: 0,
})

test('ProcessMedia submits in the caller’s project, with presets found by number', async () => {
  let submitted: Submission | undefined
  const app = fakeApp({
    templates: {
      get: async (_project, dialect, id, presets = []) => {
        expect([dialect, presets]).toEqual(['tencent-mps', PRESETS])
        return presets.find((p) => p.id === id) ?? Promise.reject(fail('template-not-found', 'None.'))
      },
    },
    tasks: {
      submit: async (project, submission) => {
        expect(project).toBe('p')
        submitted = submission
        return task(7)
      },
    },
  })
  const request = (Definition: number) => ({
    InputInfo: { Type: 'COS', CosInputInfo: { Bucket: 'b', Region: 'r', Object: '/a.mp4' } },
    MediaProcessTask: { TranscodeTaskSet: [{ Definition }] },
  })
  expect(await call('ProcessMedia', request(100010), app)).toEqual({
    TaskId: '1300000000-WorkflowTask-00000000000000000000000000000007t0',
  })
  expect(submitted?.request).toEqual(request(100010))
  expect(await problemOf(call('ProcessMedia', request(5), app))).toBe('template-not-found')
  expect(await problemOf(call('ProcessMedia', request(100800), app))).toBe('unsupported-parameter')
})

test('a task older than three days is like one that never was', async () => {
  const cancel = vi.fn()
  const app = (age: number) => fakeApp({ tasks: { get: async () => task(1, Date.now() - age), cancel } })
  const id = { TaskId: 'x' }
  expect(await problemOf(call('DescribeTaskDetail', id, app(3 * DAY - 60_000)))).toBe('none')
  expect(await problemOf(call('DescribeTaskDetail', id, app(3 * DAY + 60_000)))).toBe('task-not-found')
  const abort = { ...id, OperationType: 'Abort' }
  expect(await problemOf(call('ManageTask', abort, app(3 * DAY + 60_000)))).toBe('task-not-found')
  expect(cancel).not.toHaveBeenCalled()
})

test('ManageTask leaves running tasks alone', async () => {
  const cancel = vi.fn(async () => task(1))
  const app = fakeApp({ tasks: { get: async () => task(1), cancel } })
  expect(await call('ManageTask', { OperationType: 'Abort', TaskId: 'x' }, app)).toEqual({})
  expect(cancel).toHaveBeenCalledWith('p', task(1).id, { onlyQueued: true })
})

test('DescribeTasks asks for the states, the window and one row more than the page', async () => {
  const queries: TaskQuery[] = []
  const app = fakeApp({
    tasks: {
      list: async (query) => {
        queries.push(query)
        return [task(9), task(8), task(7)].slice(0, query.limit)
      },
      count: async () => 42,
    },
  })
  const page = await call('DescribeTasks', { Status: 'FINISH', Limit: '2', ScrollToken: '10' }, app)
  expect(page).toMatchObject({ TotalCount: 42, ScrollToken: '8', TaskSet: [{}, {}] })
  expect(queries[0]).toMatchObject({
    project: 'p',
    statuses: ['succeeded', 'partly-failed', 'failed', 'cancelled'],
    after: 10,
    limit: 3,
  })
  expect(Number(queries[0]?.createdFrom)).toBeGreaterThan(Date.now() - 3 * DAY - 60_000)

  const EndTime = new Date(Date.now() - DAY).toISOString()
  await call(
    'DescribeTasks',
    { Status: 'FINISH', SubTaskHasFailed: 'True', EndTime, StartTime: '2001-01-01T00:00:00Z' },
    app,
  )
  expect(queries[1]).toMatchObject({
    statuses: ['partly-failed', 'failed', 'cancelled'],
    createdTo: Date.parse(EndTime),
    limit: 11,
  })
  expect(Number(queries[1]?.createdFrom)).toBeGreaterThan(Date.now() - 3 * DAY - 60_000)
  await call('DescribeTasks', { Status: 'FINISH', SubTaskHasFailed: false }, app)
  expect(queries[2]?.statuses).toEqual(['succeeded'])
  expect(await call('DescribeTasks', { Status: 'WAITING', SubTaskHasFailed: true }, app)).toMatchObject({
    TaskSet: [],
  })
  expect(queries).toHaveLength(3)
  expect(await problemOf(call('DescribeTasks', { Status: 'FINISH', ScrollToken: 'x' }, app))).toBe(
    'value-out-of-range',
  )
  expect(await problemOf(call('DescribeTasks', { Status: 'FINISH', StartTime: 'yesterday' }, app))).toBe(
    'value-out-of-range',
  )
})

test('DescribeTranscodeTemplates filters and pages; every template is as the service’s clients decode it', async () => {
  const custom = { ...PRESETS[0]!, id: '1500000', name: 'mine', project: caller.project, description: 'why' }
  const app = fakeApp({
    templates: { list: async (_project, _dialect, presets = []) => [...presets, custom] },
  })
  const response = operations.find((op) => op.name === 'DescribeTranscodeTemplates')!.response
  const list = async (params: object) => {
    const found = await call('DescribeTranscodeTemplates', params, app)
    response.parse(JSON.parse(JSON.stringify(found)))
    const set = found.TranscodeTemplateSet as { Definition: string }[]
    return [found.TotalCount, set.length, set[0]?.Definition]
  }
  const all = PRESETS.length + 1
  expect(await list({})).toEqual([all, 10, '10'])
  expect(await list({ Limit: 100, Offset: '2' })).toEqual([all, all - 2, '30'])
  expect(await list({ Type: 'Custom' })).toEqual([1, 1, '1500000'])
  expect(await list({ Name: 'H265-FLU', Limit: 1 })).toEqual([4, 1, '510'])
  expect(await list({ ContainerType: 'PureAudio' })).toEqual([7, 7, '1010'])
  expect(await list({ Definitions: ['876', 1] })).toEqual([1, 1, '876'])
  expect(await list({ TranscodeType: 'TEHD-100' })).toEqual([0, 0, undefined])
  expect(await list({ TranscodeType: 'Common', SceneType: 'no_config', Limit: 1 })).toEqual([all, 1, '10'])
})

test('DescribeMediaMetaData probes the named source', async () => {
  const inspect = vi.fn(async () => {
    throw fail('source-not-found', 'None.')
  })
  const InputInfo = { Type: 'URL', UrlInputInfo: { Url: 'https://h/a.mp4' } }
  expect(await problemOf(call('DescribeMediaMetaData', { InputInfo }, fakeApp({ media: { inspect } })))).toBe(
    'source-not-found',
  )
  expect(inspect).toHaveBeenCalledWith({ from: 'url', url: 'https://h/a.mp4' }, expect.any(AbortSignal))
})
