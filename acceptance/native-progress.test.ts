import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeClip } from './support/media.ts'
import { eventually, type Loose, NativeClient } from './support/native.ts'
import { type RunningServer, startServer } from './support/server.ts'

const source = { bucket: 'media', key: 'clip.mp4' }
/** Some seconds of work in two passes of unequal speed. */
const LONG = [
  {
    name: 'long',
    spec: {
      kind: 'file',
      container: 'mp4',
      video: { speed: 'slower', rate: { mode: 'abr', bitrate: 400_000, passes: 2 } },
    },
  },
]

let dataDir: string
let server: RunningServer
let client: NativeClient
const start = async () => {
  server = await startServer({ dataDir })
  client = new NativeClient(server)
}
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'pentode-progress-'))
  const [clip] = await Promise.all([makeClip({ seconds: 16, sound: false }), start()])
  await client.makeBuckets('media', 'outputs')
  await client.put(source.bucket, source.key, clip)
})
afterAll(async () => {
  await server[Symbol.asyncDispose]()
  await rm(dataDir, { recursive: true, force: true })
})

/** What the task's events tell of its progress, with the moment, until they or the server end. */
const follow = async (id: string): Promise<{ at: number; news: Loose }[]> => {
  const told: { at: number; news: Loose }[] = []
  await listen(id, told).catch(() => {})
  return told
}
const listen = async (id: string, told: { at: number; news: Loose }[]): Promise<void> => {
  for await (const { event, data } of client.events(
    `/api/v1/tasks/${id}/events`,
    AbortSignal.timeout(90_000),
  ))
    if (event === 'progress') told.push({ at: performance.now(), news: data })
}

test('the time to go is near the real one of a long job, from a third of it on', {
  timeout: 100_000,
}, async () => {
  const id = await client.submit(source, LONG)
  const told = await follow(id)
  const end = performance.now()
  expect(await client.task(id)).toMatchObject({ status: 'succeeded' })
  const pairs = told
    .filter(({ news }) => news.progress >= 30)
    .map(({ at, news }) => ({ real: (end - at) / 1000, eta: news.eta as number }))
  expect(pairs.length).toBeGreaterThan(2)
  // A second is what storing, telling and looking the file over take. A busy machine may upset one in five.
  const near = pairs.filter(({ real, eta }) => eta > real / 2 - 1 && eta < real * 2 + 1)
  expect(near.length / pairs.length, JSON.stringify(pairs)).toBeGreaterThanOrEqual(0.8)
})

test('what was shown does not go back when the server is killed', { timeout: 100_000 }, async () => {
  const id = await client.submit(source, LONG)
  const shown: number[] = []
  const look = async (): Promise<Loose> => {
    const task = await client.task(id)
    shown.push(task.progress)
    return task
  }
  const told = follow(id)
  await eventually('some progress', async () => (await look()).progress > 20)
  const running = await look()
  expect(running).toMatchObject({ status: 'running', speed: expect.any(Number), eta: expect.any(Number) })
  await server.kill()
  shown.push(...(await told).map(({ news }) => news.progress))
  const highest = Math.max(...shown)
  await start()
  // At once, and while the second attempt has yet to come so far as the first one.
  expect((await look()).progress).toBeGreaterThanOrEqual(highest)
  await eventually('the second attempt', async () => (await look()).eta !== undefined)
  expect(Math.min(...shown.slice(-2))).toBeGreaterThanOrEqual(highest)
  const later = await follow(id)
  const rest = later.map(({ news }) => news.progress as number)
  expect(rest).toEqual(rest.toSorted((a, b) => a - b))
  expect(rest[0]).toBeGreaterThanOrEqual(highest)
  expect(await client.task(id)).toMatchObject({ status: 'succeeded', progress: 100 })
})
