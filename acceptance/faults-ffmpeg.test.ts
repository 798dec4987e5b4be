import { mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type FakeFfmpeg, type FakeMode, fakeFfmpeg } from './support/fake-ffmpeg.ts'
import { noLeftovers, noProcessOf } from './support/leftovers.ts'
import { makeClip } from './support/media.ts'
import { type Loose, NativeClient } from './support/native.ts'
import { type RunningServer, startServer } from './support/server.ts'

let server: RunningServer
let client: NativeClient
let fake: FakeFfmpeg
let clip: Buffer

const source = { bucket: 'media', key: 'clip.mp4' }
const video = (crf: number) => ({
  size: { width: 160, height: 90 },
  rate: { mode: 'crf', crf },
  speed: 'ultrafast',
})
const file = (name: string, container: string, crf = 35) => ({
  name,
  spec: { kind: 'file', container, video: video(crf), audio: {} },
})
const stream = (name: string, segmentFormat: string) => ({
  name,
  spec: {
    kind: 'stream',
    segmentFormat,
    segmentDuration: 1,
    renditions: [{ name: 'v', video: video(35) }],
    audio: {},
  },
})
const sound = (name: string, container: string, codec: string) => ({
  name,
  spec: { kind: 'file', container, audio: { codec } },
})
const sprite = { name: 'sprite', spec: { kind: 'sprite', every: { seconds: 1 }, columns: 1, rows: 1 } }

beforeAll(async () => {
  fake = await fakeFfmpeg()
  ;[server, clip] = await Promise.all([
    startServer({ env: { PENTODE_FFMPEG: fake.path, PENTODE_STALL_SECONDS: '4' } }),
    makeClip({ seconds: 3, size: '320x180' }),
  ])
  client = new NativeClient(server)
  await prepare(client)
})
afterAll(async () => {
  await server?.[Symbol.asyncDispose]()
  await fake?.[Symbol.asyncDispose]()
})

afterEach(async () => {
  for (const key of await client.keys('outputs'))
    await client.ok('DELETE', `/api/v1/buckets/outputs/objects/${key}`)
})

const prepare = async (of: NativeClient) => {
  await of.makeBuckets('media', 'outputs')
  await of.put('media', 'clip.mp4', clip)
}
const expectNothingLeft = async () => {
  await noProcessOf(server.dataDir)
  expect(await client.keys('outputs')).toEqual([])
  await noLeftovers(server.dataDir)
}
const commandsOf = async (id: string): Promise<Loose[]> =>
  (await client.ok('GET', `/api/v1/tasks/${id}/attempts`)).attempts.flatMap((a: Loose) => a.commands)

const KINDS = [
  ...['mp4', 'mov', 'mkv', 'ts', 'flv'].map((container) => file(container, container)),
  ...[stream('hls-ts', 'ts'), stream('hls-fmp4', 'fmp4')],
  ...[sound('m4a', 'm4a', 'aac'), sound('mp3', 'mp3', 'mp3'), sound('flac', 'flac', 'flac')],
  ...[sound('ogg', 'ogg', 'opus'), sound('wav', 'wav', 'pcm_s16le'), sprite],
]

/** Looked over while the process that wrote them is still there. */
const COPIES = [
  {
    name: 'copy',
    spec: { kind: 'file', container: 'mp4', video: { copy: 'always' }, audio: { copy: 'always' } },
  },
  {
    name: 'copied-stream',
    spec: {
      ...{ kind: 'stream', segmentDuration: 1, master: false, audio: { copy: 'always' } },
      renditions: [{ name: 'v', video: { copy: 'always' } }],
    },
  },
]

test('what the others make from is sound: with a good FFmpeg every kind succeeds', async () => {
  await fake.behave('good')
  const task = await client.finished(await client.submit(source, KINDS))
  expect(task.outputs.map((o: Loose) => [o.name, o.status, o.problem?.message])).toEqual(
    KINDS.map(({ name }) => [name, 'succeeded', undefined]),
  )
})

const expectAllInvalid = async (mode: FakeMode, kinds: readonly { name: string }[]) => {
  await fake.behave(mode)
  const task = await client.finished(await client.submit(source, kinds))
  expect(task.outputs.map((o: Loose) => [o.name, o.status, o.problem?.code])).toEqual(
    kinds.map(({ name }) => [name, 'failed', 'output-invalid']),
  )
  for (const { problem } of task.outputs)
    expect(problem.message).toMatch(
      /shorter than the source|lacks|not a whole|not whole|not (?:a )?readable|cut|empty|index|frames/i,
    )
  await expectNothingLeft()
}

test.each(['short', 'nothing'] as const)(
  'an FFmpeg that makes files too %s and exits with 0 has made no success',
  (mode) => expectAllInvalid(mode, KINDS),
)

test('an FFmpeg whose files lose their end and that exits with 0 has made no success', () =>
  expectAllInvalid('cut', KINDS))

test('nor has one whose pictures are zeros', () =>
  expectAllInvalid(
    'hollow',
    KINDS.filter(({ name }) => /^(?:mp4|mov|mkv|ts|hls-ts|hls-fmp4)$/.test(name)),
  ))

test.each(['short', 'cut', 'nothing', 'hollow'] as const)('nor has one that copies too %s', (mode) =>
  expectAllInvalid(mode, COPIES),
)

test.each([
  ['crash', /SIGSEGV|crash|139/],
  ['words', /187.*a reason of its own/],
] as const)('an FFmpeg that ends by %s fails with its words', async (mode, words) => {
  await fake.behave(mode)
  const id = await client.submit(source, [file('a', 'mp4')])
  const task = await client.finished(id)
  expect(task.outputs[0]).toMatchObject({ status: 'failed', problem: { code: 'encode-failed' } })
  expect(task.outputs[0].problem.message).toMatch(words)
  await expectNothingLeft()
})

test('an FFmpeg that hangs is ended, tried once more, and fails as stalled', async () => {
  await fake.behave('hang')
  const id = await client.submit(source, [file('a', 'mp4')])
  const task = await client.finished(id)
  expect(task.outputs[0]).toMatchObject({ status: 'failed', problem: { code: 'stalled' } })
  expect(task.outputs[0].problem.message).toMatch(/progress/)
  expect(await commandsOf(id)).toHaveLength(2)
  await expectNothingLeft()
})

test('the output that brings a shared process down fails alone', async () => {
  await fake.behave('picky')
  const outputs = [file('good', 'mp4'), file('bad', 'mkv', 41), stream('fine', 'ts')]
  const id = await client.submit(source, outputs)
  const task = await client.finished(id)
  expect(task.status).toBe('partly-failed')
  expect(task.outputs.map((o: Loose) => [o.name, o.status])).toEqual([
    ['good', 'succeeded'],
    ['bad', 'failed'],
    ['fine', 'succeeded'],
  ])
  expect(task.outputs[1].problem).toMatchObject({
    code: 'encode-failed',
    message: expect.stringMatching(/no such taste: 41/),
  })
  expect(await client.keys('outputs', `${id}/bad`)).toEqual([])
  await fake.behave('good')
  await client.ok('POST', `/api/v1/tasks/${id}/retry`)
  expect((await client.finished(id)).status).toBe('succeeded')
})

test.each([
  ['a path where nothing is', (folder: string) => ({ PENTODE_FFMPEG: join(folder, 'ffmpeg') })],
  ['nothing on the PATH', (folder: string) => ({ PATH: folder })],
])('without FFmpeg (%s) the server says what is missing, and works when it has come', async (_what, env) => {
  const folder = await mkdtemp(join(tmpdir(), 'pentode-no-ffmpeg-'))
  try {
    await using bare = await startServer({ env: { ...env(folder) } })
    const api = new NativeClient(bare)
    await prepare(api)
    const ready = await fetch(`${bare.url}/ready`)
    const said = (await ready.json()) as Loose
    expect([ready.status, said.ready]).toEqual([503, false])
    const check = said.checks.find((c: Loose) => c.name === 'ffmpeg')
    expect(check).toMatchObject({
      ok: false,
      detail: expect.stringMatching(/apt-get install ffmpeg.*PENTODE_FFMPEG/),
    })
    expect((await fetch(`${bare.url}/health`)).status).toBe(200)

    const outputs = [file('a', 'mp4')]
    const failed = await api.finished(await api.submit(source, outputs))
    expect(failed.outputs[0].problem).toMatchObject({
      code: 'ffmpeg-missing',
      message: expect.stringMatching(/apt-get install ffmpeg/),
    })
    expect(await api.call('POST', '/api/v1/plans', { source, outputs })).toMatchObject({
      status: 503,
      json: { code: 'ffmpeg-missing' },
    })

    for (const name of ['ffmpeg', 'ffprobe']) await symlink(`/usr/bin/${name}`, join(folder, name))
    expect((await api.finished(await api.submit(source, outputs))).status).toBe('succeeded')
    await api.ok('POST', `/api/v1/tasks/${failed.id}/retry`)
    expect((await api.finished(failed.id)).status).toBe('succeeded')
    expect((await fetch(`${bare.url}/ready`)).status).toBe(200)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
