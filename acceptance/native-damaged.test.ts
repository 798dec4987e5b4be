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

test('transport streams joined end to end are shown one after the other, in every output', async () => {
  const part = (seconds: number, options: readonly string[] = []) =>
    makeClip({ seconds, size: '320x180', extension: 'ts', options })
  const [first, second, late] = await Promise.all([part(3), part(2), part(2, ['-output_ts_offset', '1000'])])
  const wishes = [
    ...outputs,
    { name: 'sound', spec: { kind: 'file', container: 'mp3', audio: { codec: 'mp3' } } },
    {
      name: 'copy',
      spec: { kind: 'file', container: 'mkv', video: { copy: 'always' }, audio: { copy: 'always' } },
    },
    { name: 'end', spec: { ...outputs[0]?.spec, range: { start: 3.5, end: 4.5 } } },
  ]
  for (const [key, bytes] of [
    ['joined.ts', Buffer.concat([first, second])],
    ['jumped.ts', Buffer.concat([first, late])],
  ] as const) {
    await client.put('media', key, bytes)
    const task = await client.finished(await client.submit({ bucket: 'media', key }, wishes))
    expect(task.status, JSON.stringify(task.outputs)).toBe('succeeded')
    for (const [i, length] of [5, 5, 5, 1].entries()) {
      const { result } = task.outputs[i]
      expect(Math.abs(result.media.duration - length), `${key} ${i}`).toBeLessThan(0.2)
      expect(result.warnings[0]).toMatchObject({
        code: 'source-damaged',
        message: expect.stringContaining('one after the other, 5.0 s in all'),
      })
    }
    expect(task.outputs[0].result.media.video[0].frames).toBe(125)
  }
})
