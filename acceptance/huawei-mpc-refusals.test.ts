import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { HuaweiClient } from './huawei-client.ts'
import { type RunningServer, startServer } from './support/server.ts'
import { bucket, makeClip } from './tencent-media.ts'

let server: RunningServer
let client: HuaweiClient

beforeAll(async () => {
  server = await startServer()
  client = new HuaweiClient(server)
  await client.findProject()
  makeClip(join(bucket(server.dataDir, 'zitest'), 'ziqiantest.mp4'))
})
afterAll(() => server?.[Symbol.asyncDispose]())

const input = { bucket: 'zitest', location: 'cn-north-7', object: 'ziqiantest.mp4' }
const output = { bucket: 'zitest', location: 'cn-north-7', object: 'test' }

const errorOf = async (...call: Parameters<HuaweiClient['mpc']>): Promise<string> => {
  const { status, json, headers } = await client.mpc(...call)
  expect(headers.get('x-request-id')).toBeTruthy()
  expect(headers.get('content-type')).toMatch(/^application\/json/)
  return `${status} ${json?.error_code}`
}

test('a token opens the same doors', async () => {
  const user = { name: server.keyId, password: server.secret, domain: { name: 'any' } }
  const login = (password: string) =>
    client.call('POST', '/v3/auth/tokens', {
      sign: 'none',
      body: {
        auth: {
          identity: { methods: ['password'], password: { user: { ...user, password } } },
          scope: { project: { name: 'cn-north-4' } },
        },
      },
    })
  const { status, headers, json } = await login(server.secret)
  expect(status).toBe(201)
  expect(json.token.project.id).toBe(client.project)
  expect(Date.parse(json.token.expires_at) - Date.now()).toBeGreaterThan(23 * 3_600_000)
  const token = headers.get('x-subject-token') ?? ''
  const list = (value: string) =>
    client.mpc('GET', '/transcodings', { sign: 'none', headers: { 'x-auth-token': value } })
  expect((await list(token)).status).toBe(200)
  expect((await list(`${token}x`)).json.error_code).toBe('APIGW.0301')
  const refused = await login('wrong')
  expect([refused.status, refused.json.error]).toEqual([
    401,
    { code: 401, message: 'The username or password is wrong.', title: 'Unauthorized' },
  ])
})

const valid = { input, output, trans_template_id: [4] }
const get = (name: string, value: string): Parameters<HuaweiClient['mpc']> => [
  'GET',
  '/transcodings',
  { query: [[name, value]] },
]
const post = (body: object): Parameters<HuaweiClient['mpc']> => ['POST', '/transcodings', { body }]

test.each<[string, Parameters<HuaweiClient['mpc']>, string]>([
  [
    'more than 10 ids',
    ['GET', '/transcodings', { query: Array.from({ length: 11 }, (_, i) => ['task_id', i + 1] as const) }],
    '400 MPC.10202',
  ],
  ['an unknown status', get('status', 'NO_TASK'), '400 MPC.10202'],
  ['a size of 0', get('size', '0'), '400 MPC.10202'],
  ['a size of 101', get('size', '101'), '400 MPC.10202'],
  ['a page below 0', get('page', '-1'), '400 MPC.10202'],
  ['a time that is none', get('start_time', '20200230000000'), '400 MPC.10202'],
  [
    'a start after the end',
    [
      'GET',
      '/transcodings',
      {
        query: [
          ['start_time', '20210101000000'],
          ['end_time', '20200101000000'],
        ],
      },
    ],
    '400 MPC.10202',
  ],
  ['no input', post({ output, trans_template_id: [4] }), '400 MPC.10202'],
  ['no template', post({ input, output }), '400 MPC.10202'],
  ['a template that is not there', post({ ...valid, trans_template_id: [7_000_538] }), '400 MPC.10089'],
  ['a bucket that is not there', post({ ...valid, input: { ...input, bucket: 'nowhere' } }), '406 MPC.10209'],
  ['a key that leads out', post({ ...valid, input: { ...input, object: '../secret' } }), '406 MPC.10209'],
  [
    'a watermark template that is not there',
    post({ ...valid, watermarks: [{ template_id: '1' }] }),
    '400 MPC.10089',
  ],
  [
    'a key of 5 bytes',
    post({ ...valid, encryption: { hls_encrypt: { key: 'c2hvcnQ=', url: 'https://k/' } } }),
    '400 MPC.10202',
  ],
  [
    'a codec that no encoder is there for',
    post({ input, output, av_parameters: [{ audio: { codec: 2 }, common: { pack_type: 4 } }] }),
    '500 MPC.10065',
  ],
  ['an unknown parameter', post({ ...valid, nonsense: 1 }), '400 MPC.10202'],
  ['an operation that is declined', ['POST', '/encryptions', { body: { input, output } }], '404 APIGW.0101'],
  ['a path of no operation', ['GET', '/nonsense'], '404 APIGW.0101'],
  ['a body that is no object', ['POST', '/transcodings', { body: [1] }], '400 MPC.10202'],
  [
    'a body too large',
    ['POST', '/transcodings', { body: { user_data: 'x'.repeat(20_000_000) } }],
    '413 APIGW.0201',
  ],
  [
    'a signature of an hour ago',
    ['GET', '/transcodings', { signedAt: Date.now() - 3_600_000 }],
    '401 APIGW.0301',
  ],
  ['no credential', ['GET', '/transcodings', { sign: 'none' }], '401 APIGW.0301'],
])('%s is refused', async (_, call, answer) => expect(await errorOf(...call)).toBe(answer))

test('a wrong secret, an unknown key and another project are refused', async () => {
  const other = async (change: object, project = client.project) => {
    const stranger = new HuaweiClient({ ...server, ...change })
    stranger.project = project
    const { status, json } = await stranger.mpc('GET', '/transcodings')
    return `${status} ${json.error_code}`
  }
  expect(await other({ secret: 'wrong' })).toBe('401 APIGW.0301')
  expect(await other({ keyId: 'AKNONE' })).toBe('401 APIGW.0301')
  expect(await other({}, '0123456789abcdef0123456789abcdef')).toBe('401 MPC.10208')
})

test('more than a hundred tasks in a minute are too many', async () => {
  await using limited = await startServer()
  const busy = new HuaweiClient(limited)
  await busy.findProject()
  const answers: string[] = []
  // The bucket fills again while the calls are made.
  for (let i = 0; i < 300 && answers.at(-1)?.startsWith('429') !== true; i++) {
    const { status, json } = await busy.mpc('POST', '/transcodings', { body: {} })
    answers.push(`${status} ${json.error_code ?? ''}`)
  }
  expect(answers.length).toBeGreaterThan(100)
  expect(answers.at(-1)).toBe('429 APIGW.0308')
})
