import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeClip } from './support/media.ts'
import { NativeClient } from './support/native.ts'
import { type RunningServer, startServer } from './support/server.ts'

let server: RunningServer
let client: NativeClient

beforeAll(async () => {
  server = await startServer()
  client = new NativeClient(server)
  await client.makeBuckets('media', 'outputs')
})
afterAll(() => server?.[Symbol.asyncDispose]())

const outputs = [
  {
    name: 'small',
    spec: {
      kind: 'file',
      container: 'mp4',
      video: {
        size: { width: 160, height: 90 },
        rate: { mode: 'crf', crf: 35 },
        speed: 'ultrafast',
      },
    },
  },
]

test('a source with broken bytes in its middle gives its full length and a warning; the whole one gives none', async () => {
  const clip = await makeClip({ seconds: 4, size: '320x180' })
  const broken = Buffer.from(clip)
  const middle = broken.length >> 1
  for (let i = 0; i < broken.length / 12; i++) broken[middle + i] = (i * 7919) & 255
  await client.put('media', 'whole.mp4', clip)
  await client.put('media', 'broken.mp4', broken)
  const made = async (key: string) =>
    (await client.finished(await client.submit({ bucket: 'media', key }, outputs))).outputs[0]

  const [whole, damaged] = await Promise.all([made('whole.mp4'), made('broken.mp4')])
  expect(whole).toMatchObject({ status: 'succeeded' })
  expect(whole.result.warnings).toBeUndefined()
  expect(damaged).toMatchObject({
    status: 'succeeded',
    result: {
      warnings: [{ code: 'source-damaged', message: expect.stringMatching(/^The source is damaged: \d+ /) }],
    },
  })
  expect(damaged.result.media.duration).toBeCloseTo(whole.result.media.duration, 0)
})
