import { mkdtempSync } from 'node:fs'
import { readdir, readFile, rm, watch } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { Upload } from 'tus-js-client'
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { leftovers, noLeftovers, noProcessOf, processesOf } from './support/leftovers.ts'
import { decodeErrors, makeClip, probe } from './support/media.ts'
import { eventually, isOver, type Loose, NativeClient, objectPath } from './support/native.ts'
import { missingParts, namedBy } from './support/playlists.ts'
import { type RunningServer, startServer } from './support/server.ts'

const source = { bucket: 'media', key: 'clip.mp4' }
const video = { size: { width: 64, height: 36 }, rate: { mode: 'crf', crf: 40 }, speed: 'ultrafast' }
const file = { name: 'file', spec: { kind: 'file', container: 'mp4', video } }
const stream = {
  name: 'stream',
  spec: { kind: 'stream', segmentDuration: 1, renditions: [{ name: 'v', video }] },
}
const endless = {
  name: 'endless',
  spec: {
    kind: 'file',
    container: 'mp4',
    video: { size: { width: 1920, height: 1080, upscale: true }, speed: 'slower' },
  },
}

let clip: Buffer
let dataDir: string
let server: RunningServer
let client: NativeClient

const start = async (env: Record<string, string> = {}) => {
  server = await startServer({ dataDir, env })
  client = new NativeClient(server)
}

beforeAll(async () => {
  clip = await makeClip({ seconds: 20, size: '160x90', rate: 10, sound: false })
})
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'pentode-restart-'))
  await start()
  await client.makeBuckets('media', 'outputs')
  await client.put('media', 'clip.mp4', clip)
})
afterEach(async () => {
  await server[Symbol.asyncDispose]()
  await noProcessOf(dataDir)
  await rm(dataDir, { recursive: true, force: true })
})

const isEncoding = (id: string) =>
  eventually(`ffmpeg of ${id}`, async () => (await processesOf(dataDir)).some((line) => line.includes(id)))
/** Kills the server, starts the next one, and sees that nothing of the killed one still works. */
const killAndRestart = async () => {
  await server.kill()
  const left = new Set((await processesOf(dataDir)).map((line) => line.split(' ')[0]))
  expect(await brokenOnDisk()).toEqual([])
  await start()
  await eventually(
    'end of what the killed server ran',
    async () => !(await processesOf(dataDir)).some((line) => left.has(line.split(' ')[0])),
  )
}
const attemptsOf = async (id: string): Promise<Loose[]> =>
  (await client.ok('GET', `/api/v1/tasks/${id}/attempts`)).attempts

/** Looked at on the disk itself: whole, also while no server runs. */
const brokenOnDisk = async (): Promise<string[]> => {
  const top = join(dataDir, 'buckets/outputs')
  const entries = await readdir(top, { recursive: true, withFileTypes: true })
  const keys = new Set(
    entries.filter((e) => e.isFile()).map((e) => relative(top, join(e.parentPath, e.name))),
  )
  const broken: string[] = []
  for (const key of keys) {
    if (!key.endsWith('.m3u8')) continue
    const text = await readFile(join(top, key), 'utf8')
    if (!text.includes('#EXT-X-ENDLIST') && !text.includes('#EXT-X-STREAM-INF'))
      broken.push(`${key}: not closed`)
    broken.push(
      ...namedBy(key, text)
        .filter((named) => !keys.has(named))
        .map((named) => `${key}: ${named}`),
    )
  }
  return broken
}

/** Every file of a success is there with its size, and plays. */
const expectWhole = async (task: Loose) => {
  for (const { status, result } of task.outputs) {
    expect(status).toBe('succeeded')
    for (const { bucket, key, size } of result.files) {
      const head = await client.call('HEAD', objectPath(bucket, key))
      expect([key, head.status, Number(head.headers.get('content-length'))]).toEqual([key, 200, size])
    }
  }
  const path = join(dataDir, 'buckets/outputs', task.outputs[0].destination.key)
  expect((await probe(path)).video.nb_read_frames).toBe('200')
  expect(await decodeErrors(path)).toBe('')
}

test('killed again and again, the server loses nothing and shows nothing half', {
  timeout: 120_000,
}, async () => {
  const taken: string[] = []
  // Moments spread over a task's life of about a second: claim, probe, encode, verify, publish.
  for (const after of [0, 150, 350, 550, 800]) {
    const stop = new AbortController()
    const seen: string[] = []
    const look = (async () => {
      while (!stop.signal.aborted)
        try {
          seen.push(...(await missingParts(client, 'outputs', await client.keys('outputs'))))
        } catch {
          // The server was killed under the question.
        }
    })()
    const asked = [1, 2].map(() => client.submit(source, [file, stream]).then((id) => taken.push(id)))
    await Promise.all(asked)
    await delay(after)
    await killAndRestart()
    stop.abort()
    await look
    expect(seen).toEqual([])
  }
  expect(taken).toHaveLength(10)
  const tasks: Loose[] = []
  for (const id of taken) tasks.push(await client.finished(id))
  for (const task of tasks) {
    // A task that was cut down three times is given up; a task that waited is not.
    if (task.status !== 'succeeded')
      expect(task.outputs.map((o: Loose) => o.problem?.code)).toContain('interrupted')
    else await expectWhole(task)
    expect((await attemptsOf(task.id)).every((a) => a.finishedAt !== undefined)).toBe(true)
  }
  expect(tasks.filter((t) => t.status === 'succeeded').length).toBeGreaterThan(5)
  // Exactly one end each, as the kept events tell it.
  const ends = new Map<string, number>()
  const stop = new AbortController()
  for await (const { event, data } of client.events('/api/v1/events?after=0', stop.signal)) {
    if (event !== 'task.finished') continue
    ends.set(data.task, (ends.get(data.task) ?? 0) + 1)
    if (ends.size === taken.length) break
  }
  stop.abort()
  expect([...ends.values()]).toEqual(taken.map(() => 1))
  await noLeftovers(dataDir)
  expect(await brokenOnDisk()).toEqual([])
})

test('killed while it publishes, it publishes the rest at its next start and encodes nothing again', async () => {
  const two = { ...stream, spec: { ...stream.spec, renditions: ['a', 'b'].map((name) => ({ name, video })) } }
  const folder = join(dataDir, 'buckets/outputs')
  const changes = watch(folder, { recursive: true })[Symbol.asyncIterator]()
  const first = changes.next()
  const id = await client.submit(source, [two])
  await first
  process.kill(server.pid, 'SIGKILL')
  await server.kill()
  await changes.return?.()
  expect(await brokenOnDisk()).toEqual([])
  const before = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.m4s'))
  await start()
  const task = await client.finished(id)
  expect(task.status).toBe('succeeded')
  const attempts = await attemptsOf(id)
  expect([before.length < 40, attempts.flatMap((a) => a.commands).length]).toEqual([true, 1])
  expect(task.outputs[0].result.segments.count).toBe(40)
  expect(await missingParts(client, 'outputs', await client.keys('outputs'))).toEqual([])
  await noLeftovers(dataDir)
})

test('told to stop, it puts running work back, leaves with 0, and finishes after its next start', async () => {
  const id = await client.submit(source, [endless])
  const waiting = await client.submit(source, [file])
  await isEncoding(id)
  // Somebody who listens must not keep it from going.
  const listening = client.events('/api/v1/events', AbortSignal.timeout(30_000)).next()
  listening.catch(() => {})
  expect(await server.stop()).toBe(0)
  await noProcessOf(dataDir)
  expect(await leftovers(dataDir)).toEqual([])
  expect(await readdir(join(dataDir, 'buckets/outputs'))).toEqual([])

  await start()
  expect((await attemptsOf(id))[0]).toMatchObject({ outcome: 'shutdown', finishedAt: expect.any(String) })
  await isEncoding(id)
  expect(await client.task(id)).toMatchObject({ status: 'running' })
  await client.ok('POST', `/api/v1/tasks/${id}/cancel`)
  expect((await client.finished(id)).status).toBe('cancelled')
  expect((await client.finished(waiting)).status).toBe('succeeded')
})

test('a task that was running at three kills is given up, with a date and a reason', async () => {
  const id = await client.submit(source, [endless])
  for (let i = 0; i < 3; i++) {
    await isEncoding(id)
    await killAndRestart()
  }
  const task = await client.task(id)
  expect(task).toMatchObject({
    status: 'failed',
    outputs: [{ status: 'failed', problem: { code: 'interrupted' } }],
  })
  expect(Math.abs(Date.parse(task.finishedAt) - Date.now())).toBeLessThan(60_000)
  const attempts = await attemptsOf(id)
  expect(attempts.map((a) => a.outcome)).toEqual(['lost', 'lost', 'lost'])
  expect(await leftovers(dataDir)).toEqual([])
})

test('a cancel that was acknowledged before a kill holds after it', async () => {
  const running = await client.submit(source, [endless])
  await isEncoding(running)
  await client.ok('POST', `/api/v1/tasks/${running}/cancel`)
  await killAndRestart()
  expect(await client.finished(running)).toMatchObject({ status: 'cancelled' })
  expect(await client.keys('outputs')).toEqual([])
})

test('an upload that was running at a kill leaves nothing; a resumable one goes on', async () => {
  const bytes = Buffer.alloc(300_000, 'pentode ')
  const options = (url: string) => ({
    endpoint: `${url}/api/v1/uploads`,
    headers: { authorization: client.authorization },
    metadata: { bucket: 'media', key: 'resumed.bin' },
    chunkSize: 50_000,
    retryDelays: null,
  })
  const sent = Promise.withResolvers<string>()
  const first = new Upload(bytes, {
    ...options(server.url),
    onChunkComplete: (_size, accepted) => {
      if (accepted >= 100_000) void first.abort().then(() => sent.resolve(first.url ?? ''))
    },
  })
  first.start()
  const { pathname } = new URL(await sent.promise)

  const put = request(server.url + objectPath('media', 'half.bin'), {
    method: 'PUT',
    headers: { authorization: client.authorization, 'content-length': '1000000' },
  })
  put.on('error', () => {})
  put.write(bytes)
  await eventually('a growing file', async () => (await leftovers(dataDir)).length > 0)
  await server.kill()
  put.destroy()
  await start()
  expect(await leftovers(dataDir)).toEqual([])
  expect(await client.keys('media')).toEqual(['clip.mp4'])

  await new Promise<void>((resolve, reject) =>
    new Upload(bytes, {
      ...options(server.url),
      uploadUrl: server.url + pathname,
      onSuccess: () => resolve(),
      onError: reject,
    }).start(),
  )
  expect((await client.bytes('media', 'resumed.bin')).equals(bytes)).toBe(true)
  expect(await readdir(join(dataDir, 'uploads'))).toEqual([])
})

test('a second server on the same folder goes away with a clear word, and the first goes on', async () => {
  const error = await startServer({ dataDir }).then(
    async (second) => {
      await second.kill()
      return new Error('it started')
    },
    (e: Error) => e,
  )
  expect(error.message).toMatch(/ended with 1 before it listened/)
  expect(error.message).toMatch(/another|other|in use|already/i)
  expect(error.message).not.toMatch(/^\s+at /m)
  const id = await client.submit(source, [file])
  expect((await client.finished(id)).status).toBe('succeeded')
})

test('the key and the tasks are the same after a restart', async () => {
  const { keyId, secret } = server
  const id = await client.submit(source, [file])
  const before = await client.finished(id)
  expect(await server.stop()).toBe(0)
  await start()
  expect([server.keyId, server.secret]).toEqual([keyId, secret])
  expect(await client.task(id)).toEqual(before)
  expect(isOver(before.status)).toBe(true)
})
