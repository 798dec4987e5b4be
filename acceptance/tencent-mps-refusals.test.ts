import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningServer, startServer } from './support/server.ts'
import { callRaw, codeOf, cosInput, createClient, type MpsClient } from './tencent-client.ts'
import { bucket } from './tencent-media.ts'

let server: RunningServer
let client: MpsClient

beforeAll(async () => {
  server = await startServer({ env: { PENTODE_WORKERS: '0' } })
  client = createClient(server)
  bucket(server.dataDir, 'in-1300000000')
})
afterAll(() => server?.[Symbol.asyncDispose]())

test.each([
  { signMethod: 'HmacSHA1', reqMethod: 'POST' },
  { signMethod: 'HmacSHA256', reqMethod: 'GET' },
  { signMethod: 'TC3-HMAC-SHA256', reqMethod: 'GET' },
] as const)('the client may sign with $signMethod and send by $reqMethod', async (options) => {
  const other = createClient(server, options)
  const found = await other.DescribeTranscodeTemplates({ Definitions: [10, 20], Limit: 1 })
  expect(found).toMatchObject({ TotalCount: 2, TranscodeTemplateSet: [{ Definition: '10' }] })
  expect(
    await codeOf(
      createClient(server, { ...options, secretKey: 'wrong' }).DescribeTasks({ Status: 'FINISH' }),
    ),
  ).toBe('AuthFailure.SignatureFailure')
})

test('who may not call is told why', async () => {
  const list = { Status: 'FINISH' }
  expect(await codeOf(createClient(server, { secretKey: 'wrong' }).DescribeTasks(list))).toBe(
    'AuthFailure.SignatureFailure',
  )
  expect(await codeOf(createClient(server, { secretId: 'AKIDnobody' }).DescribeTasks(list))).toBe(
    'AuthFailure.SecretIdNotFound',
  )
  const body = JSON.stringify(list)
  const now = Math.floor(Date.now() / 1000)
  const rawCode = async (call: Parameters<typeof callRaw>[1]) => {
    const answer = await callRaw(server, { action: 'DescribeTasks', body, ...call })
    expect(answer.status).toBe(200)
    expect(answer.contentType).toBe('application/json')
    expect(answer.body.Response.RequestId).toMatch(/^[0-9a-f-]{36}$/)
    return answer.body.Response.Error?.Code
  }
  expect(await rawCode({})).toBeUndefined()
  expect(await rawCode({ signedAt: now - 400 })).toBe('AuthFailure.SignatureExpire')
  expect(await rawCode({ authorization: 'SKIP' })).toBe('AuthFailure.InvalidAuthorization')
})

test('what cannot be understood is refused with the service’s own words', async () => {
  const cases: [Parameters<typeof callRaw>[1], string][] = [
    [{ action: 'DescribeTasks', body: '{"Status":' }, 'InvalidParameter'],
    [{ action: 'DescribeTasks', body: '[]' }, 'InvalidParameter'],
    [{ action: 'DescribeTasks', body: '{"Status":7}' }, 'InvalidParameter'],
    [{ action: 'DescribeTasks', body: '{}' }, 'MissingParameter'],
    [{ action: 'DescribeTasks', body: '{"Status":"DONE"}' }, 'InvalidParameterValue'],
    [{ action: 'DescribeTasks', body: '{"Status":"FINISH","Limit":101}' }, 'InvalidParameterValue.Limit'],
    [{ action: 'DescribeTasks', body: '{"Status":"FINISH","Limit":"5"}' }, 'no error'],
    [{ action: 'DescribeTasks', body: '{"Status":"FINISH","Extra":1}' }, 'UnknownParameter'],
    [{ action: 'NoSuchThing' }, 'InvalidAction'],
    [{ action: 'ProcessLiveStream' }, 'UnsupportedOperation'],
    [{ action: 'DescribeTasks', version: '2018-07-17' }, 'NoSuchVersion'],
    [{ action: 'DescribeTasks', version: '' }, 'MissingParameter'],
    [{}, 'MissingParameter'],
    [
      {
        action: 'DescribeTaskDetail',
        body: '{"TaskId":"1-WorkflowTask-00000000000000000000000000000000t0"}',
      },
      'ResourceNotFound',
    ],
    [
      { action: 'ManageTask', body: '{"OperationType":"SetPriority","TaskId":"x"}' },
      'InvalidParameterValue.InvalidOperationType',
    ],
    [
      { action: 'ManageTask', body: '{"OperationType":"Abort","TaskId":"x"}' },
      'InvalidParameterValue.TaskId',
    ],
  ]
  for (const [call, code] of cases) {
    const { status, body } = await callRaw(server, call)
    expect([call, status, body.Response.Error?.Code ?? 'no error']).toEqual([call, 200, code])
  }
  const submit = (task: object, more: object = {}) =>
    codeOf(
      client.ProcessMedia({
        InputInfo: cosInput(),
        MediaProcessTask: { TranscodeTaskSet: [{ Definition: 10, ...task }] },
        ...more,
      }),
    )
  expect(await submit({ Definition: 4711 })).toBe('InvalidParameterValue.Definition')
  expect(await submit({ Definition: 100810 })).toBe('UnsupportedOperation')
  expect(await submit({ WatermarkSet: [{ Definition: 1 }] })).toBe('InvalidParameterValue.Definition')
  expect(await submit({ StartTimeOffset: -1, EndTimeOffset: -2 })).toMatch(/^InvalidParameter/)
  expect(await submit({ OutputObjectPath: '/../x.mp4' })).toBe('InvalidParameterValue')
  expect(await submit({}, { TaskNotifyConfig: { NotifyType: 'SCF', NotifyUrl: 'http://h/' } })).toBe(
    'UnsupportedOperation',
  )
  expect(await submit({}, { SessionId: 'x'.repeat(51) })).toBe('InvalidParameterValue.SessionIdTooLong')
  expect(await submit({}, { OutputDir: 'no/slash' })).toBe('InvalidParameter')
  expect(await submit({}, { OutputStorage: { Type: 'COS', CosOutputStorage: { Bucket: 'no-such' } } })).toBe(
    'ResourceNotFound.CosBucketNotExist',
  )
  expect(await codeOf(client.ProcessMedia({ InputInfo: cosInput() }))).toBe('InvalidParameter')
})
