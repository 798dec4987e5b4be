import { randomUUID } from 'node:crypto'
import { rm, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32, deflateSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { noLeftovers } from './support/leftovers.ts'
import { makeClip } from './support/media.ts'
import { type Loose, NativeClient } from './support/native.ts'
import { type RunningServer, startServer } from './support/server.ts'

let server: RunningServer
let client: NativeClient
let mp4: Buffer
let ts: Buffer
/** A sound media file outside of every bucket: what a hostile source would like to have read. */
const secret = join(tmpdir(), `pentode-secret-${randomUUID()}.ts`)
/** Counts who comes to an address inside. */
let visits = 0
const canary = createServer((_request, answer) => {
  visits++
  answer.end('x')
})

const video = { size: { width: 160, height: 90 }, rate: { mode: 'crf', crf: 35 }, speed: 'ultrafast' }
const withVideo = { name: 'v', spec: { kind: 'file', container: 'mp4', video, audio: {} } }
const soundOnly = { name: 'a', spec: { kind: 'file', container: 'm4a', audio: {} } }
const stream = { name: 's', spec: { kind: 'stream', segmentDuration: 1, renditions: [{ name: 'v', video }] } }
const sprite = { name: 'p', spec: { kind: 'sprite', every: { seconds: 1 } } }

beforeAll(async () => {
  canary.listen(0, '127.0.0.1')
  ;[server, mp4, ts] = await Promise.all([
    startServer(),
    makeClip({ seconds: 4, size: '320x180' }),
    makeClip({ seconds: 4, size: '320x180', extension: 'ts' }),
  ])
  await writeFile(secret, ts)
  client = new NativeClient(server)
  await client.makeBuckets('media', 'outputs')
})
afterAll(async () => {
  await server?.[Symbol.asyncDispose]()
  canary.close()
  await rm(secret, { force: true })
})

const run = async (bytes: Buffer | string, outputs: readonly object[]): Promise<Loose> => {
  const key = `in-${randomUUID()}.mp4`
  await client.put('media', key, bytes)
  return client.finished(await client.submit({ bucket: 'media', key }, outputs))
}
const port = () => (canary.address() as AddressInfo).port

const expectFailed = async (task: Loose, codes: readonly string[], words: RegExp) => {
  expect(task.status).toBe('failed')
  for (const { status, problem } of task.outputs) {
    expect([status, problem.code, codes]).toEqual(['failed', expect.toBeOneOf([...codes]), codes])
    expect(problem.message).toMatch(words)
    expect(problem.message).not.toMatch(/\/tmp\/|\/work\/|attempts\//)
  }
  expect(await client.keys('outputs')).toEqual([])
  await noLeftovers(server.dataDir)
  expect((await fetch(`${server.url}/health`)).status).toBe(200)
}

const UNREADABLE = ['source-unreadable', 'source-unsupported']

/** A PNG that says it is 60000 pixels wide and high, and holds nothing of them. */
const hugeImage = (): Buffer => {
  const chunk = (type: string, body: Buffer): Buffer => {
    const named = Buffer.concat([Buffer.from(type), body])
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
    length.writeUInt32BE(body.length)
    sum.writeUInt32BE(crc32(named))
    return Buffer.concat([length, named, sum])
  }
  const header = Buffer.from('0000ea600000ea600802000000', 'hex')
  const parts = [
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(999))),
    chunk('IEND', Buffer.alloc(0)),
  ]
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...parts])
}

const UNREADABLE_BYTES: readonly (readonly [string, () => Buffer | string, RegExp])[] = [
  ['nothing', () => Buffer.alloc(0), /empty|not a|no index|readable/i],
  ['one byte', () => Buffer.from('x'), /not|cut/i],
  ['a text', () => 'Once upon a time there was a file without a picture.\n'.repeat(200), /not/i],
  ['noise', () => Buffer.from(Array.from({ length: 50_000 }, (_, i) => (i * i * 31 + i * 17) % 256)), /not/i],
  [
    'an mp4 without its index',
    () => Buffer.concat([mp4.subarray(0, 32), Buffer.alloc(5000, 7)]),
    /index|cut|not/i,
  ],
  ['a page', () => `<!doctype html><script>alert(1)</script>${'<p>x</p>'.repeat(100)}`, /not/i],
  ['an image too large for any memory', hugeImage, /more pixels than the server takes/],
  ['a picture of the whole memory', () => 'P6\n16000 16000\n255\n\0\0\0', /not/i],
]
test.each(UNREADABLE_BYTES)('a source of %s fails and says so', async (_what, bytes, words) => {
  await expectFailed(await run(bytes(), [withVideo, soundOnly]), UNREADABLE, words)
})

test.each([
  ['mp4 cut in its media', () => mp4.subarray(0, Math.floor(mp4.length * 0.6))],
  ['ts cut in a packet', () => ts.subarray(0, Math.floor(ts.length * 0.5) + 71)],
] as const)('an %s never makes a success that is shorter than its source says', async (_what, bytes) => {
  const task = await run(bytes(), [withVideo, stream])
  if (task.status === 'failed')
    return expectFailed(
      task,
      ['source-truncated', 'source-unreadable', 'output-invalid'],
      /cut|short|end|trunc/i,
    )
  // A transport stream says nowhere how long it was meant to be: what is there is all there is.
  expect(task.status).toBe('succeeded')
  expect(task.media.duration).toBeLessThan(3.5)
  for (const { result } of task.outputs) {
    expect(Math.abs(result.media.duration - task.media.duration)).toBeLessThan(0.3)
    for (const { bucket, key } of result.files)
      await client.ok('DELETE', `/api/v1/buckets/${bucket}/objects/${key}`)
  }
})

test('a cut mp4 is known by its own index', async () => {
  const task = await run(mp4.subarray(0, Math.floor(mp4.length * 0.6)), [withVideo])
  await expectFailed(task, ['source-truncated'], /cut|trunc|end/i)
  expect(task.problem).toMatchObject({ code: 'source-truncated' })
})

const SCRIPTS: readonly (readonly [string, () => string])[] = [
  ['HLS playlist', () => `#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\nfile://${secret}\n#EXT-X-ENDLIST\n`],
  [
    'HLS playlist that goes to the network',
    () => `#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\nhttp://127.0.0.1:${port()}/a.ts\n#EXT-X-ENDLIST\n`,
  ],
  [
    'HLS playlist with a key',
    () =>
      `#EXTM3U\n#EXT-X-KEY:METHOD=AES-128,URI="http://127.0.0.1:${port()}/k"\n#EXTINF:4,\nfile://${secret}\n#EXT-X-ENDLIST\n`,
  ],
  [
    'DASH manifest',
    () =>
      `<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" mediaPresentationDuration="PT2S" profiles="urn:mpeg:dash:profile:isoff-on-demand:2011"><Period><AdaptationSet mimeType="video/mp4"><Representation id="1" bandwidth="1000"><BaseURL>file://${secret}</BaseURL></Representation></AdaptationSet></Period></MPD>`,
  ],
  ['concat script', () => `ffconcat version 1.0\nfile '${secret}'\n`],
  [
    'session description',
    () => 'v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 15004 RTP/AVP 33\n',
  ],
]
test.each(SCRIPTS)('a %s that calls itself mp4 reads no other file', async (_what, text) => {
  await expectFailed(await run(text(), [withVideo]), UNREADABLE, /not/i)
  expect(visits).toBe(0)
})

test('URLs into the machine and its networks are refused, unvisited', async () => {
  for (const host of [
    '127.0.0.1',
    'localhost',
    '[::1]',
    '0x7f.1',
    '2130706433',
    '[::ffff:127.0.0.1]',
    '0.0.0.0',
  ]) {
    const url = `http://${host}:${port()}/clip.mp4`
    const task = await client.finished(await client.submit({ url }, [withVideo]))
    await expectFailed(task, ['source-refused'], /private|local|not allowed|refused|public/i)
  }
  expect(visits).toBe(0)
})

test('a missing object is named', async () => {
  const task = await client.finished(
    await client.submit({ bucket: 'media', key: 'not/there.mp4' }, [withVideo, stream]),
  )
  await expectFailed(task, ['source-not-found'], /not\/there\.mp4/)
  expect(task.problem).toMatchObject({ code: 'source-not-found' })
  const plan = { source: { bucket: 'media', key: 'not/there.mp4' }, outputs: [withVideo] }
  expect(await client.call('POST', '/api/v1/plans', plan)).toMatchObject({
    status: 422,
    json: { code: 'source-not-found', detail: expect.stringContaining('not/there.mp4') },
  })
})

test('where the source has no video, only what needs one fails', async () => {
  const sound = await makeClip({ seconds: 2, options: ['-vn'], extension: 'm4a' })
  const task = await run(sound, [
    soundOnly,
    { ...withVideo, spec: { ...withVideo.spec, audio: undefined } },
    sprite,
  ])
  expect(task.status).toBe('partly-failed')
  expect(task.outputs.map((o: Loose) => [o.name, o.status, o.problem?.code])).toEqual([
    ['a', 'succeeded', undefined],
    ['v', 'failed', 'source-no-video'],
    ['p', 'failed', 'source-no-video'],
  ])
  expect(task.outputs[1].problem.message).toMatch(/video/)
  expect(task.problem).toBeUndefined()
  expect((await client.keys('outputs')).length).toBe(1)
  await client.ok('DELETE', `/api/v1/buckets/outputs/objects/${task.outputs[0].destination.key}`)
})

test('where the source has no sound, what asks for sound alone fails', async () => {
  const silent = await makeClip({ seconds: 1, size: '320x180', sound: false })
  const task = await run(silent, [soundOnly])
  await expectFailed(task, ['source-no-audio'], /audio|sound/i)
})

/** Two parts, which are read one after the other; the first one takes the place of the source before. */
const overItself = (key: string) => [
  {
    name: 'early',
    spec: { ...withVideo.spec, range: { start: 0, end: 1 } },
    to: { bucket: 'media', key },
  },
  { name: 'late', spec: { ...withVideo.spec, range: { start: 2, end: 3 } } },
]

test('a source that is replaced while a task reads it is read to its end', async () => {
  await client.put('media', 'own.mp4', mp4)
  const source = { bucket: 'media', key: 'own.mp4' }
  const task = await client.finished(await client.submit(source, overItself('own.mp4')))
  expect(task.outputs.map((o: Loose) => [o.name, o.status])).toEqual([
    ['early', 'succeeded'],
    ['late', 'succeeded'],
  ])
  expect(task.outputs[1].result.media.duration).toBeCloseTo(1, 0)
  await client.ok('DELETE', `/api/v1/buckets/outputs/objects/${task.outputs[1].destination.key}`)
  await noLeftovers(server.dataDir)
})

test('what is made of another file than was probed is no success', async () => {
  // A link of the administrator's: the file that it leads to is not kept.
  const file = join(server.dataDir, 'film.mp4')
  await writeFile(file, mp4)
  await symlink(server.dataDir, join(server.dataDir, 'buckets', 'linked'))
  await symlink(file, join(server.dataDir, 'buckets', 'media', 'alias.mp4'))
  const outputs = overItself('x').map((o) => ({
    ...o,
    ...(o.to && { to: { bucket: 'linked', key: 'film.mp4' } }),
  }))
  const task = await client.finished(await client.submit({ bucket: 'media', key: 'alias.mp4' }, outputs))
  expect(task.outputs.map((o: Loose) => [o.name, o.status, o.problem?.code])).toEqual([
    ['early', 'succeeded', undefined],
    ['late', 'failed', 'source-unreadable'],
  ])
  expect(task.outputs[1].problem.message).toMatch(/changed while/)
  expect(await client.keys('outputs')).toEqual([])
  await rm(join(server.dataDir, 'buckets', 'linked'))
})
