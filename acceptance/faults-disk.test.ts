import { once } from 'node:events'
import { rmSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { noLeftovers, noProcessOf, processesOf } from './support/leftovers.ts'
import { makeClip } from './support/media.ts'
import { eventually, type Loose, NativeClient, objectPath } from './support/native.ts'
import { type RunningServer, startServer } from './support/server.ts'
import { noSmallDisk, smallDisk } from './support/small-disk.ts'

const reason = noSmallDisk()
if (reason) console.warn(`the tests of a full disk are skipped: ${reason}`)

const source = { bucket: 'media', key: 'clip.mp4' }
const video = { size: { width: 160, height: 90 }, rate: { mode: 'crf', crf: 35 }, speed: 'ultrafast' }
const small = { name: 'small', spec: { kind: 'file', container: 'mp4', video } }
/** 4.6 MB a second. */
const largeSound = {
  name: 'sound',
  spec: { kind: 'file', container: 'wav', audio: { codec: 'pcm_s24le', sampleRate: 192_000, channels: 8 } },
}
const lossless = {
  size: { width: 1280, height: 720, upscale: true },
  rate: { mode: 'crf', crf: 0 },
  speed: 'ultrafast',
}
const large = (container: string) => ({ name: container, spec: { kind: 'file', container, video: lossless } })
const largeStream = {
  name: 'stream',
  spec: {
    kind: 'stream',
    segmentFormat: 'ts',
    segmentDuration: 1,
    renditions: [{ name: 'v', video: lossless }],
  },
}

describe.skipIf(reason)('on a disk of 16 MiB', () => {
  let clip: Buffer
  let disk: ReturnType<typeof smallDisk>
  let server: RunningServer
  let client: NativeClient

  const start = async (env: Record<string, string> = {}) => {
    server = await startServer({ dataDir: disk.path, env: { PENTODE_MIN_FREE_BYTES: '0', ...env } })
    client = new NativeClient(server)
    await client.makeBuckets('media', 'outputs')
    await client.put('media', 'clip.mp4', clip)
  }
  beforeAll(async () => {
    clip = await makeClip({ seconds: 8, size: '320x180' })
  })
  beforeEach(() => {
    disk = smallDisk(16)
  })
  afterEach(async () => {
    await server?.[Symbol.asyncDispose]()
    await noProcessOf(disk.path)
    disk[Symbol.dispose]()
  })

  const ballast = () => join(disk.path, 'ballast')
  /** Takes all that is left, to the last byte. */
  const fill = async () => {
    await using taken = await open(ballast(), 'a')
    for (let size = 1024 * 1024; size >= 1; )
      try {
        await taken.write(Buffer.alloc(size))
      } catch {
        size = Math.floor(size / 2)
      }
  }

  test.each([
    ['mp4', large('mp4')],
    ['mkv', large('mkv')],
    ['ts', large('ts')],
    ['wav', largeSound],
    ['HLS', largeStream],
  ])(
    'an output (%s) that does not fit fails with its reason, alone, and leaves nothing',
    async (_kind, output) => {
      await start()
      const task = await client.finished(await client.submit(source, [output]))
      const [{ status, problem }] = task.outputs
      expect([status, problem.code]).toEqual(['failed', expect.toBeOneOf(['disk-full', 'output-invalid'])])
      expect(problem.message).toMatch(/disk is full|shorter|not whole|not readable|lacks/i)
      expect(await client.keys('outputs')).toEqual([])
      await noLeftovers(disk.path)
      // The room is free again, and the server takes the next task.
      expect((await client.finished(await client.submit(source, [small]))).status).toBe('succeeded')
    },
  )

  test('a disk that fills up under running work: the task ends, and the server goes on', async () => {
    await start()
    const slow = {
      ...small,
      spec: { ...small.spec, video: { ...lossless, speed: 'slower', rate: { mode: 'crf', crf: 20 } } },
    }
    const id = await client.submit(source, [slow])
    // Not the one that looks at the source: between the two no process of the attempt is there.
    await eventually('ffmpeg', async () =>
      (await processesOf(disk.path)).some((line) => line.includes(id) && line.includes('libx264')),
    )
    // Keeps it full, whatever is removed meanwhile.
    const stop = new AbortController()
    const filling = (async () => {
      while (!stop.signal.aborted) await fill()
    })()
    await noProcessOf(join(disk.path, 'attempts'))
    expect((await fetch(`${server.url}/health`)).status).toBe(200)
    stop.abort()
    await filling
    rmSync(ballast())
    const task = await client.finished(id)
    expect(task.outputs[0].problem?.code).toBeOneOf(['disk-full', 'output-invalid'])
    expect(await client.keys('outputs')).toEqual([])
    expect((await client.finished(await client.submit(source, [small]))).status).toBe('succeeded')
  })

  test('what cannot be stored is refused with 507, and nothing of it stays', async () => {
    await start()
    const bytes = Buffer.alloc(32 * 1024 * 1024)
    const put = await client.call('PUT', objectPath('media', 'too-large.bin'), bytes)
    expect(put).toMatchObject({ status: 507, json: { code: 'storage-full' } })
    await noLeftovers(disk.path)
    await fill()
    const body = { source, outputs: [small] }
    const refused: Loose[] = []
    // Some room may be left inside the database's own files.
    for (let i = 0; i < 2000 && refused.length === 0; i++) {
      const answer = await client.call('POST', '/api/v1/tasks', { ...body, userData: 'x'.repeat(4000) })
      if (answer.status !== 201) refused.push(answer)
    }
    expect(refused[0]).toMatchObject({ status: 507, json: { code: 'storage-full' } })
    expect((await fetch(`${server.url}/health`)).status).toBe(200)
    rmSync(ballast())
    expect((await client.finished(await client.submit(source, [small], { priority: 10 }))).status).toBe(
      'succeeded',
    )
  })

  test('a client that sends everything before it reads is told, too', async () => {
    await start()
    const body = Buffer.alloc(40 * 1024 * 1024)
    const { hostname, port } = new URL(server.url)
    const socket = connect(Number(port), hostname)
    const head = [
      `PUT ${objectPath('media', 'too-large.bin')} HTTP/1.1`,
      ...['Host: x', `Authorization: ${client.authorization}`, `Content-Length: ${body.length}`, '', ''],
    ]
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject)
      socket.write(head.join('\r\n'))
      socket.write(body, () => resolve())
    })
    const [answer] = await once(socket, 'data')
    expect(String(answer)).toMatch(/^HTTP\/1\.1 507 /)
    socket.destroy()
  })

  test('below the floor no task is taken in, and readiness says so', async () => {
    await start({ PENTODE_MIN_FREE_BYTES: String(8 * 1024 * 1024) })
    expect((await fetch(`${server.url}/ready`)).status).toBe(200)
    writeFileSync(ballast(), Buffer.alloc(10 * 1024 * 1024))
    const answer = await client.call('POST', '/api/v1/tasks', { source, outputs: [small] })
    expect(answer).toMatchObject({ status: 507, json: { code: 'storage-full', needed: 8 * 1024 * 1024 } })
    expect(answer.json.detail).toMatch(/free/i)
    const ready = await fetch(`${server.url}/ready`)
    expect([ready.status, await ready.text()]).toEqual([503, expect.stringMatching(/bytes free/)])
    expect((await client.ok('GET', '/api/v1/tasks')).tasks).toEqual([])
    rmSync(ballast())
    expect((await client.finished(await client.submit(source, [small]))).status).toBe('succeeded')
  })
})
