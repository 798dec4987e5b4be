import { createHmac } from 'node:crypto'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { NativeClient } from './support/native.ts'
import { startReceiver } from './support/receiver.ts'
import { type RunningServer, startServer } from './support/server.ts'
import { bucket, makeClip } from './tencent-media.ts'

let server: RunningServer
let client: NativeClient

beforeAll(async () => {
  server = await startServer({ env: { PENTODE_EGRESS_ALLOW: '127.0.0.1' } })
  client = new NativeClient(server)
  makeClip(join(bucket(server.dataDir, 'media'), 'clip.mp4'))
})
afterAll(() => server?.[Symbol.asyncDispose]())

const source = { bucket: 'media', key: 'clip.mp4' }
const sound = { spec: { kind: 'file', container: 'm4a', audio: { codec: 'aac' } } }

test('who is called back gets the finished task, signed, each time it ends', async () => {
  await using receiver = await startReceiver()
  const callback = { url: `${receiver.url}/ended`, secret: 'geheim' }
  const body = { source, outputs: [sound], callback, clientToken: 'once', userData: 'mine' }
  const { id } = await client.ok('POST', '/api/v1/tasks', body)
  const [told] = await receiver.waitFor((all) => all.length === 1)
  if (!told) throw new Error('nobody was told')
  const { headers, text, json } = told
  const signature = createHmac('sha256', 'geheim')
    .update(`${headers['pentode-timestamp']}.${text}`)
    .digest('hex')
  expect(headers['pentode-signature']).toBe(`sha256=${signature}`)
  const task = await client.ok('GET', `/api/v1/tasks/${id}`)
  expect(json).toEqual({ type: 'task.finished', at: task.finishedAt, task })
  expect(task.status).toBe('succeeded')
  // The same request again is the same task, and its secret is nowhere to be read.
  expect((await client.ok('POST', '/api/v1/tasks', body)).id).toBe(id)
  expect(JSON.stringify([task, json])).not.toContain('geheim')

  const missing = { ...source, key: 'none.mp4' }
  const failing = await client.submit(missing, [sound], { callback: { url: `${receiver.url}/failed` } })
  const [, failed] = await receiver.waitFor((all) => all.length === 2)
  expect(failed?.json.task).toMatchObject({ id: failing, status: 'failed' })
  expect(failed?.headers['pentode-signature']).toBeUndefined()
  await client.ok('POST', `/api/v1/tasks/${failing}/retry`)
  const [, , again] = await receiver.waitFor((all) => all.length === 3)
  expect(again?.json.task.id).toBe(failing)
  expect(again?.headers['pentode-delivery']).not.toBe(failed?.headers['pentode-delivery'])
})
