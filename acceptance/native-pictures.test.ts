import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeClip } from './support/media.ts'
import { type Loose, NativeClient } from './support/native.ts'
import { type RunningServer, startServer } from './support/server.ts'

const OUTPUTS = [
  { name: 'shots', spec: { kind: 'snapshots', at: { by: 'interval', every: { seconds: 1 } } } },
  {
    name: 'named',
    spec: {
      kind: 'snapshots',
      at: { by: 'times', times: [{ seconds: 0.5 }, { percent: 100 }] },
      format: 'png',
    },
    to: { bucket: 'outputs', key: 'my/at_{time}.png' },
  },
  { template: 'cover' },
  {
    name: 'moving',
    spec: { kind: 'animation', format: 'webp', frameRate: 5, size: { width: 100 }, range: { end: 2 } },
  },
]

let server: RunningServer
let client: NativeClient
let task: Loose
beforeAll(async () => {
  const [running, clip] = await Promise.all([startServer(), makeClip({ seconds: 3 })])
  server = running
  client = new NativeClient(server)
  await client.makeBuckets('media', 'outputs')
  await client.put('media', 'clip.mp4', clip)
  task = await client.finished(await client.submit({ bucket: 'media', key: 'clip.mp4' }, OUTPUTS))
})
afterAll(() => server[Symbol.asyncDispose]())

const result = (name: string): Loose => task.outputs.find((o: Loose) => o.name === name)?.result

test('each picture is told with its time and size, and is there under its name', async () => {
  expect(task.outputs.map((o: Loose) => [o.name, o.problem ?? o.status])).toEqual(
    ['shots', 'named', 'cover', 'moving'].map((name) => [name, 'succeeded']),
  )
  const { pictures, files, size } = result('shots')
  expect(pictures.map((p: Loose) => p.time)).toEqual([0, 1, 2])
  expect(pictures.map((p: Loose) => p.key)).toEqual([1, 2, 3].map((n) => `${task.id}/shots/00${n}.jpg`))
  expect(files.map((f: Loose) => [f.role, f.key])).toEqual(pictures.map((p: Loose) => ['picture', p.key]))
  expect(pictures.reduce((sum: number, p: Loose) => sum + p.size, 0)).toBe(size)
  const named = result('named').pictures
  expect(named.map((p: Loose) => p.key)).toEqual(['my/at_0.5.png', 'my/at_3.png'])
  for (const { key, width, height } of named) {
    const png = await client.bytes('outputs', key)
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([width, height])
  }
  expect(result('cover').pictures).toMatchObject([{ key: `${task.id}/cover.jpg` }])
})

test('an animation is told with its frames and length', () => {
  expect(result('moving')).toMatchObject({
    files: [{ role: 'file', key: `${task.id}/moving.webp` }],
    animation: { format: 'webp', width: 100, frames: 10, duration: 2, plays: 0 },
  })
})

test('a dry run says how little is decoded for a picture, and why', async () => {
  const plan = await client.ok('POST', '/api/v1/plans', {
    source: { bucket: 'media', key: 'clip.mp4' },
    outputs: [{ template: 'cover' }],
  })
  expect(plan.reasons.join()).toContain('only key frames are decoded')
})
