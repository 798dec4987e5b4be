import { createHash } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { noLeftovers } from './support/leftovers.ts'
import { makeClip } from './support/media.ts'
import { eventually, type Loose, NativeClient } from './support/native.ts'
import { type RunningServer, startServer } from './support/server.ts'
import { startOrigin } from './support/slow-origin.ts'

// A file of elsewhere comes into a bucket as a task: nothing of it is lost with the server, and it is what it was there.

const endless = {
  name: 'endless',
  spec: {
    kind: 'file',
    container: 'mp4',
    video: { size: { width: 3840, height: 2160, upscale: true }, speed: 'slower' },
  },
}
const env = { PENTODE_EGRESS_ALLOW: '127.0.0.1' }

let bucket: string
let original: { name: string; spec: object; to: { bucket: string; key: string } }
let tests = 0
let clip: Buffer
let dataDir: string
let server: RunningServer
let client: NativeClient

const start = async () => {
  server = await startServer({ dataDir, env })
  client = new NativeClient(server)
}
beforeAll(async () => {
  clip = await makeClip({ seconds: 4, size: '320x180' })
  dataDir = mkdtempSync(join(tmpdir(), 'pentode-imports-'))
  await start()
})
afterAll(async () => {
  await server?.[Symbol.asyncDispose]()
  await rm(dataDir, { recursive: true, force: true })
})
/** Each test has a bucket of its own on the one server. */
beforeEach(async () => {
  bucket = `media-${++tests}`
  original = { name: 'file', spec: { kind: 'original' }, to: { bucket, key: 'pulled.mp4' } }
  await client.makeBuckets(bucket)
})

const expectPulled = async (output: Loose) => {
  expect(output).toMatchObject({ status: 'succeeded', progress: 100 })
  expect(output.result).toMatchObject({
    size: clip.length,
    files: [{ ...original.to, size: clip.length, md5: createHash('md5').update(clip).digest('hex') }],
  })
  expect(output.result.media).toMatchObject({ video: [{ width: 320, height: 180 }] })
  expect(output.result.media.duration).toBeCloseTo(4, 1)
  expect((await client.bytes(bucket, original.to.key)).equals(clip)).toBe(true)
}
const halfWay = (id: string) =>
  eventually('half of it', async () => {
    const { outputs } = await client.task(id)
    return outputs[0].status === 'running' && outputs[0].progress > 40 && outputs[0]
  })

test('a pull killed in the middle goes on, and shows how far it is', async () => {
  using origin = await startOrigin({ 'clip.mp4': clip }, 0.5)
  const id = await client.submit({ url: origin.urlOf('clip.mp4') }, [original])
  expect((await halfWay(id)).progress).toBeCloseTo(50, 0)
  await server.kill()
  await start()
  expect(await client.keys(bucket)).toEqual([])
  origin.letGo()
  const { outputs } = await client.finished(id)
  await expectPulled(outputs[0])
  const { attempts } = await client.ok('GET', `/api/v1/tasks/${id}/attempts`)
  expect(attempts.map((a: Loose) => [a.outcome, a.commands])).toEqual([
    ['lost', []],
    ['done', []],
  ])
  await noLeftovers(dataDir)
})

test('what was brought in is there while more is made of it, and is not asked for again', async () => {
  using origin = await startOrigin({ 'clip.mp4': clip })
  const id = await client.submit({ url: origin.urlOf('clip.mp4') }, [endless, original])
  const ready = await eventually('the file itself', async () => {
    const { outputs } = await client.task(id)
    return outputs[1].status === 'succeeded' && outputs
  })
  expect(ready[0].status).toBe('running')
  await expectPulled(ready[1])
  await server.kill()
  await start()
  await eventually('the encode of the next attempt', async () => {
    const { attempts } = await client.ok('GET', `/api/v1/tasks/${id}/attempts`)
    return attempts[1]?.commands.length === 1
  })
  await client.ok('POST', `/api/v1/tasks/${id}/cancel`)
  const task = await client.finished(id)
  expect(task.outputs.map((o: Loose) => o.status)).toEqual(['cancelled', 'succeeded'])
  expect(origin.asked('clip.mp4')).toBe(1)
})

test('a copy of an object is a file of its own', async () => {
  await client.put(bucket, 'a.mp4', clip)
  const task = await client.finished(await client.submit({ bucket, key: 'a.mp4' }, [original]))
  await expectPulled(task.outputs[0])
  await client.ok('DELETE', `/api/v1/buckets/${bucket}/objects/a.mp4`)
  await expectPulled(task.outputs[0])
})

test.each([
  ['absent', 'source-not-found'],
  ['page.html', 'source-unreadable'],
])('%s ends as %s, and nothing is published', async (name, code) => {
  using origin = await startOrigin({ 'page.html': Buffer.from('<!doctype html><p>Not found, sorry.</p>') })
  const task = await client.finished(await client.submit({ url: origin.urlOf(name) }, [original]))
  expect(task.outputs[0]).toMatchObject({ status: 'failed', problem: { code } })
  expect(await client.keys(bucket)).toEqual([])
  await noLeftovers(dataDir)
})
