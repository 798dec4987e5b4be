import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createMpcClient, type MpcClient, refusalOf } from './huawei-official.ts'
import { startReceiver } from './support/receiver.ts'
import { type RunningServer, startServer } from './support/server.ts'
import { bucket, makeClip } from './tencent-media.ts'

let server: RunningServer
let client: MpcClient

beforeAll(async () => {
  server = await startServer({ env: { PENTODE_EGRESS_ALLOW: '127.0.0.1' } })
  // The core keeps a file of its own in the home folder.
  vi.stubEnv('HOME', server.dataDir)
  client = createMpcClient(server)
  makeClip(join(bucket(server.dataDir, 'media'), 'clip.mp4'))
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await server?.[Symbol.asyncDispose]()
})

const at = (object: string) => ({ bucket: 'media', location: 'cn-north-4', object })
const set = (...notifications: object[]) => client.call('PUT', '/notification', { body: { notifications } })
const remux = (object: string) =>
  client.call('POST', '/remux', {
    body: {
      ...{ input: at(object), output: at('out'), user_data: 'mine' },
      output_param: { format: 'MP4' },
    },
  })

test('ends are told to the address that stands for the topic, of those kinds of tasks that are named', async () => {
  await using receiver = await startReceiver()
  expect(await client.call('GET', '/notification/event')).toMatchObject({ total: 4 })
  const remuxes = { event_name: 'RemuxComplete', status: 'on', topic: `${receiver.url}/remux`, msg_type: 2 }
  const pictures = { event_name: 'ThumbnailComplete', topic: `${receiver.url}/pictures`, msg_type: 2 }
  await set(remuxes, pictures)
  const { notifications } = await client.call('GET', '/notification')
  expect(notifications).toEqual([
    { event_name: 'TranscodeComplete', status: 'off', msg_type: 0 },
    { ...pictures, status: 'on' },
    remuxes,
    { event_name: 'AnimatedGraphicsComplete', status: 'off', msg_type: 0 },
  ])

  const { task_id } = await remux('clip.mp4')
  await client.call('POST', '/thumbnails', {
    body: {
      ...{ input: at('clip.mp4'), output: at('pictures') },
      thumbnail_para: { type: 'DOTS', dots: [1], width: 160, height: 120 },
    },
  })
  const all = await receiver.waitFor((so) => so.length === 2)
  const told = all.find(({ path }) => path === '/remux')?.json
  expect(told).toMatchObject({
    ...{ type: 'Notification', subject: 'RemuxComplete', topic_urn: `${receiver.url}/remux` },
  })
  expect(JSON.parse(told.message)).toMatchObject({
    event_type: 'RemuxComplete',
    remux_info: {
      ...{ task_id: String(task_id), status: 'SUCCEED', user_data: 'mine' },
      ...{ input: at('clip.mp4'), output: at('out'), end_time: expect.stringMatching(/^\d{14}$/) },
    },
  })
  const shots = JSON.parse(all.find(({ path }) => path === '/pictures')?.json.message)
  expect(shots.thumbnail_info.status).toBe('SUCCEED')

  await remux('none.mp4')
  const failed = JSON.parse((await receiver.waitFor((so) => so.length === 3))[2]?.json.message)
  expect(failed.remux_info).toMatchObject({ status: 'FAILED', description: expect.stringMatching(/none/) })
  await set({ event_name: 'RemuxComplete', status: 'off', topic: '', msg_type: 0 })
  expect((await client.call('GET', '/notification')).notifications[2]).toMatchObject({ status: 'off' })
})

test('topics of the message service, and what is not told, are refused', async () => {
  const wish = {
    event_name: 'TranscodeComplete',
    status: 'on',
    topic: 'urn:smn:cn-north-4:1:mpc',
    msg_type: 2,
  }
  expect(await refusalOf(set(wish))).toMatch(/^400 /)
  expect(await refusalOf(set({ ...wish, event_name: 'EditingComplete' }))).toMatch(/^400 /)
  expect(await refusalOf(set({ ...wish, topic: 'https://example.com/', msg_type: 1 }))).toMatch(/^400 /)
})
