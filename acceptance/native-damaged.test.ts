import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { ffmpeg, makeClip } from './support/media.ts'
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
    const plan = await client.ok('POST', '/api/v1/plans', {
      source: { bucket: 'media', key },
      outputs: wishes.slice(0, 1),
    })
    expect(plan.media.duration).toBeCloseTo(5, 0)
    expect(plan.outputs[0].warnings[0].message).toContain('one after the other')
  }
})

/** Of a file's first sound, in Hz: how often its wave goes up through zero. */
const pitchOf = async (bytes: Buffer, folder: string): Promise<number> => {
  const file = join(folder, 'made')
  await writeFile(file, bytes)
  const raw = join(folder, 'raw')
  await ffmpeg('-i', file, '-map', '0:a:0', '-ac', '1', '-ar', '8000', '-f', 's16le', raw)
  const samples = new Int16Array(new Uint8Array(await readFile(raw)).buffer)
  const ups = samples.filter((sample, i) => sample >= 0 && (samples[i - 1] ?? 0) < 0).length
  return (ups * 8000) / samples.length
}

test('of several programmes the first with a picture is made, with its own sound and on its own clock', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pentode-programmes-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const file = join(folder, 'mux.ts')
  const late = ['-itsoffset', '80', '-f', 'lavfi', '-i']
  await ffmpeg(
    ...['-f', 'lavfi', '-i', 'sine=300:r=48000:d=3', ...late, 'testsrc2=s=160x90:r=25:d=3,format=yuv420p'],
    ...[...late, 'sine=1000:r=48000:d=3', '-map', '0', '-map', '1', '-map', '2'],
    ...['-program', 'program_num=1:st=0', '-program', 'program_num=2:st=1:st=2'],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-c:a', 'mp2', '-f', 'mpegts', file],
  )
  const bytes = await readFile(file)
  await client.put('media', 'mux.ts', bytes)
  const film = { kind: 'file', container: 'mp4', video: outputs[0]?.spec.video, audio: {} }
  const task = await client.finished(
    await client.submit({ bucket: 'media', key: 'mux.ts' }, [{ name: 'film', spec: film }]),
  )
  expect(task.status, JSON.stringify(task.outputs)).toBe('succeeded')
  const { media, files, warnings } = task.outputs[0].result
  expect(media.video[0].frames).toBe(75)
  expect(media.duration).toBeCloseTo(3, 0)
  expect(await pitchOf(await client.bytes(files[0].bucket, files[0].key), folder)).toBeCloseTo(1000, -2)
  expect(warnings).toBeUndefined()
  expect(
    await client.ok('POST', '/api/v1/media/probe', { source: { bucket: 'media', key: 'mux.ts' } }),
  ).toMatchObject({
    media: { programs: 2, otherStreams: 1, video: [{ codec: 'h264' }], audio: [{ codec: 'mp2' }] },
  })
})
