import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startReceiver } from './support/receiver.ts'
import { type RunningServer, startServer } from './support/server.ts'
import { codeOf, cosInput, createClient, type MpsClient } from './tencent-client.ts'
import { bucket, makeClip } from './tencent-media.ts'

let server: RunningServer
let client: MpsClient

const env = { PENTODE_EGRESS_ALLOW: '127.0.0.1' }
beforeAll(async () => {
  server = await startServer({ env })
  client = createClient(server)
  makeClip(join(bucket(server.dataDir, 'in-1300000000'), 'clip.mp4'))
})
afterAll(() => server?.[Symbol.asyncDispose]())

const two = [{ Definition: 10 }, { Definition: 20 }]
const submit = (TaskNotifyConfig: object, more: object = {}) =>
  client.ProcessMedia({
    InputInfo: cosInput(),
    OutputDir: `/${Math.random()}/`,
    MediaProcessTask: { TranscodeTaskSet: two },
    TaskNotifyConfig,
    ...more,
  })

test('who is to be told of the end of a task gets its detail, signed, and once more when it was not taken', async () => {
  await using receiver = await startReceiver((turn) => (turn === 1 ? 500 : 200))
  const NotifyUrl = `${receiver.url}/mps?from=here`
  const { TaskId = '' } = await submit(
    { NotifyType: 'URL', NotifyUrl, NotifyKey: 'geheim' },
    { SessionId: 'told', SessionContext: 'context' },
  )
  const [first, second] = await receiver.waitFor((all) => all.length === 2)
  expect(second?.path).toBe('/mps?from=here')
  expect(second?.headers['content-type']).toBe('application/json')
  expect(first?.json.WorkflowTaskEvent).toEqual(second?.json.WorkflowTaskEvent)
  const { Timestamp, Sign, ...said } = second?.json ?? {}
  expect(Timestamp - Date.now() / 1000).toBeGreaterThan(590)
  expect(Sign).toBe(createHash('md5').update(`${Timestamp}geheim`).digest('hex'))
  const detail = await client.DescribeTaskDetail({ TaskId })
  expect(said).toEqual({
    ...{ EventType: 'WorkflowTask', WorkflowTaskEvent: detail.WorkflowTask, EditMediaTaskEvent: null },
    ...{ ScheduleTaskEvent: null, SessionId: 'told', SessionContext: 'context' },
  })
  expect(said.WorkflowTaskEvent.MediaProcessResultSet).toMatchObject([
    { TranscodeTask: { Status: 'SUCCESS' } },
    { TranscodeTask: { Status: 'SUCCESS' } },
  ])
  // The key is nowhere to be read.
  expect(detail.TaskNotifyConfig).toEqual({ NotifyType: 'URL', NotifyMode: 'Finish', NotifyUrl })
  const { RequestId: _, ...parsed } = await client.ParseNotification({ Content: second?.text ?? '' })
  expect(parsed).toEqual(second?.json)
  expect(await codeOf(client.ParseNotification({ Content: '{}' }))).toBe(
    'InvalidParameterValue.InvalidContent',
  )
})

test('with the mode Change each sub-task is told of, and the end once; failures and edits are told of, too', async () => {
  await using receiver = await startReceiver()
  const config = (path: string) => ({ NotifyType: 'URL', NotifyUrl: `${receiver.url}/${path}` })
  await submit({ ...config('change'), NotifyMode: 'Change' })
  await client.EditMedia({
    FileInfos: [{ InputInfo: cosInput(), StartTimeOffset: 0, EndTimeOffset: 1 }],
    OutputStorage: { Type: 'COS', CosOutputStorage: { Bucket: 'in-1300000000', Region: 'ap-beijing' } },
    OutputObjectPath: '/edited.mp4',
    TaskNotifyConfig: config('edit'),
  })
  await submit(config('failure'), { InputInfo: cosInput('/nothing.mp4') })
  const all = await receiver.waitFor((so) =>
    ['/change', '/edit', '/failure'].every((path) =>
      so.some((r) => r.path === path && statusOf(r.json) === 'FINISH'),
    ),
  )
  const changes = all.filter((r) => r.path === '/change').map((r) => statusOf(r.json))
  expect(changes.filter((status) => status === 'FINISH')).toHaveLength(1)
  const of = (path: string) => all.find((r) => r.path === path)?.json
  expect(of('/edit')).toMatchObject({
    EventType: 'EditMediaTask',
    ...{ WorkflowTaskEvent: null, Sign: '', EditMediaTaskEvent: { ErrCode: 0 } },
  })
  expect(of('/failure').WorkflowTaskEvent.MediaProcessResultSet[0].TranscodeTask.Status).toBe('FAIL')
})

const statusOf = (json: {
  WorkflowTaskEvent?: { Status: string }
  EditMediaTaskEvent?: { Status: string }
}) => (json.WorkflowTaskEvent ?? json.EditMediaTaskEvent)?.Status

test('what was owed when the server was killed is told by the next one', async () => {
  await using receiver = await startReceiver()
  // Nobody may be called there, so that it stays owed.
  await using closed = await startServer({ env: {} })
  makeClip(join(bucket(closed.dataDir, 'in-1300000000'), 'clip.mp4'))
  const own = createClient(closed)
  const { TaskId } = await own.ProcessMedia({
    InputInfo: cosInput(),
    MediaProcessTask: { TranscodeTaskSet: [{ Definition: 10 }] },
    TaskNotifyConfig: { NotifyType: 'URL', NotifyUrl: receiver.url },
  })
  while (!closed.output().includes('a callback was not taken')) await new Promise((r) => setTimeout(r, 20))
  await closed.kill()
  expect(receiver.received).toHaveLength(0)
  await using next = await startServer({ env, dataDir: closed.dataDir })
  const [told] = await receiver.waitFor((all) => all.length > 0)
  expect(told?.json.WorkflowTaskEvent.TaskId).toBe(TaskId)
  expect(next.output()).not.toContain('error')
})

test('queues, and addresses that are none, are refused', async () => {
  expect(await codeOf(submit({ NotifyType: 'TDMQ-CMQ', QueueName: 'q' }))).toBe('UnsupportedOperation')
  expect(await codeOf(submit({ NotifyUrl: 'http://example.com/' }))).toBe('UnsupportedOperation')
  expect(await codeOf(submit({ NotifyType: 'URL' }))).toBe('MissingParameter')
  expect(await codeOf(submit({ NotifyType: 'URL', NotifyUrl: 'ftp://example.com/' }))).toBe(
    'InvalidParameter',
  )
  expect(await codeOf(submit({ NotifyType: 'URL', NotifyUrl: 'http://u:p@example.com/' }))).toBe(
    'InvalidParameter',
  )
  expect(await codeOf(submit({ NotifyType: '', NotifyUrl: '' }))).toBe('no error')
})
