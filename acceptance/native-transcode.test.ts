import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { noLeftovers } from './support/leftovers.ts'
import { decodeErrors, makeClip, probe } from './support/media.ts'
import { type Loose, NativeClient, type NativeEvent, objectPath } from './support/native.ts'
import { missingParts, namedBy } from './support/playlists.ts'
import { type RunningServer, startServer } from './support/server.ts'

const h264 = (width: number, height: number) => ({
  codec: 'h264',
  rate: { mode: 'crf', crf: 30 },
  size: { width, height },
  speed: 'ultrafast',
})
const aac = { codec: 'aac', bitrate: 64_000 }
const OUTPUTS = [
  { name: 'small', spec: { kind: 'file', container: 'mp4', video: h264(320, 180), audio: aac } },
  { name: 'smaller', spec: { kind: 'file', container: 'mp4', video: h264(160, 90), audio: aac } },
  {
    name: 'ladder',
    spec: {
      kind: 'stream',
      segmentDuration: 1,
      audioPlacement: 'separate',
      audio: aac,
      renditions: [
        { name: 'high', video: h264(320, 180) },
        { name: 'low', video: h264(160, 90) },
      ],
    },
  },
  { name: 'sound', spec: { kind: 'file', container: 'm4a', audio: aac } },
  {
    name: 'cut',
    spec: {
      kind: 'file',
      container: 'mp4',
      video: h264(160, 90),
      audio: aac,
      range: { start: 1, end: 2 },
    },
  },
  {
    name: 'sheet',
    spec: { kind: 'sprite', every: { seconds: 1 }, columns: 3, rows: 1, tileWidth: 80, tileHeight: 46 },
  },
]

let server: RunningServer
let client: NativeClient
let folder: string
let events: NativeEvent[]
let plan: Loose
let task: Loose

beforeAll(async () => {
  const [running, clip] = await Promise.all([
    startServer(),
    // Large enough that the encoders report progress several times.
    makeClip({ seconds: 3, options: ['-b:v', '500k'] }),
  ])
  server = running
  client = new NativeClient(server)
  folder = await mkdtemp(join(tmpdir(), 'pentode-outputs-'))
  await client.makeBuckets('media', 'outputs')
  await client.put('media', 'dir/clip one.mp4', clip)
  const request = { source: { bucket: 'media', key: 'dir/clip one.mp4' }, outputs: OUTPUTS }
  plan = await client.ok('POST', '/api/v1/plans', request)
  const id = await client.submit(request.source, OUTPUTS, { userData: 'mine' })
  events = []
  for await (const event of client.events(`/api/v1/tasks/${id}/events`, AbortSignal.timeout(60_000)))
    events.push(event)
  task = await client.task(id)
})
afterAll(async () => {
  await server?.[Symbol.asyncDispose]()
  if (folder) await rm(folder, { recursive: true, force: true })
})

const output = (name: string): Loose => task.outputs.find((o: Loose) => o.name === name)
const download = async (key: string): Promise<string> => {
  const path = join(folder, key.replaceAll('/', '_'))
  await writeFile(path, await client.bytes('outputs', key))
  return path
}

test('the task succeeded, with all its outputs and what was asked of it', () => {
  expect(task).toMatchObject({ status: 'succeeded', progress: 100, userData: 'mine', dialect: 'pentode' })
  expect(task.outputs.map((o: Loose) => [o.name, o.status, o.progress])).toEqual(
    OUTPUTS.map(({ name }) => [name, 'succeeded', 100]),
  )
  expect(task.media).toMatchObject({
    duration: 3,
    video: [{ codec: 'h264', width: 640, height: 360, frames: 75 }],
  })
})

test('events come in order, once each, and the stream ends with the task', () => {
  const kept = events.filter((e) => e.event !== 'progress')
  const ids = kept.map((e) => e.id)
  expect(ids).toEqual([...ids].sort((a, b) => Number(a) - Number(b)))
  expect(new Set(ids).size).toBe(ids.length)
  expect(kept.slice(0, 2).map((e) => e.event)).toEqual(['task.submitted', 'task.started'])
  expect(events.at(-1)).toMatchObject({
    event: 'task.finished',
    data: { status: 'succeeded', task: task.id },
  })
  for (const index of OUTPUTS.keys())
    expect(kept.filter((e) => e.data.output === index).map((e) => e.data.status)).toEqual([
      'running',
      'succeeded',
    ])
})

test('progress rises, of the task and of each output, and reaches 100 only by success', () => {
  const news = events.filter((e) => e.event === 'progress').map((e) => e.data)
  expect(news.length).toBeGreaterThan(0)
  const rising = (values: readonly number[]) => expect(values).toEqual([...values].sort((a, b) => a - b))
  rising(news.map((n) => n.progress))
  for (const index of OUTPUTS.keys())
    rising(
      news.flatMap((n) => n.outputs.filter((o: Loose) => o.output === index).map((o: Loose) => o.progress)),
    )
  expect(Math.max(...news.map((n) => n.progress))).toBeLessThan(100)
})

test.each([
  ['small', 320, 180, 75, 3],
  ['smaller', 160, 90, 75, 3],
  ['cut', 160, 90, 25, 1],
])('%s is a whole mp4', async (name, width, height, frames, seconds) => {
  const { result, destination } = output(name)
  const path = await download(destination.key)
  const { video, audio, format, streams } = await probe(path)
  expect(streams).toHaveLength(2)
  expect(video).toMatchObject({ codec_name: 'h264', width, height, nb_read_frames: String(frames) })
  expect(audio).toMatchObject({ codec_name: 'aac', sample_rate: '48000' })
  expect(Math.abs(Number(format.duration) - seconds)).toBeLessThan(0.15)
  expect(Math.abs(Number(audio.duration) - seconds)).toBeLessThan(0.1)
  expect(result.media.video[0]).toMatchObject({ width, height, frames })
  expect(result.media.duration).toBeCloseTo(Number(format.duration), 2)
  expect(await decodeErrors(path)).toBe('')
})

test('sizes and checksums are those of the files', async () => {
  const files = task.outputs.flatMap((o: Loose) => o.result.files)
  expect(files.length).toBeGreaterThan(10)
  for (const { key, size, md5, role } of files) {
    const bytes = await client.bytes('outputs', key)
    expect([key, size]).toEqual([key, bytes.length])
    if (role !== 'segment' && role !== 'init')
      expect([key, md5]).toEqual([key, createHash('md5').update(bytes).digest('hex')])
  }
  for (const { result } of task.outputs)
    expect(result.size).toBe(result.files.reduce((sum: number, f: Loose) => sum + f.size, 0))
})

test('the audio file holds sound alone', async () => {
  const path = await download(output('sound').destination.key)
  const { streams, audio } = await probe(path)
  expect(streams).toHaveLength(1)
  expect(audio).toMatchObject({ codec_name: 'aac', channels: 2 })
  expect(Math.abs(Number(audio.duration) - 3)).toBeLessThan(0.1)
  expect(await decodeErrors(path)).toBe('')
})

test('the ladder is complete, aligned, and plays from its master playlist', async () => {
  const { destination, result } = output('ladder')
  const keys = await client.keys('outputs', `${task.id}/ladder/`)
  expect(keys.sort()).toEqual(result.files.map((f: Loose) => f.key).sort())
  expect(await missingParts(client, 'outputs', keys)).toEqual([])
  expect(result.renditions.map((r: Loose) => [r.name, r.segments])).toEqual([
    ['high', 3],
    ['low', 3],
    [expect.any(String), expect.any(Number)],
  ])
  const master = (await client.bytes('outputs', destination.key)).toString()
  expect(master).toMatch(/RESOLUTION=320x180/)
  expect(master).toMatch(/RESOLUTION=160x90/)
  const remote = [
    ...['-headers', `Authorization: ${client.authorization}\r\n`],
    ...['-protocol_whitelist', 'http,tcp'],
  ]
  for (const [rendition, height] of [
    ['high', 180],
    ['low', 90],
  ]) {
    const key = `${task.id}/ladder/${rendition}/index.m3u8`
    expect(namedBy(destination.key, master)).toContain(key)
    const { video } = await probe(server.url + objectPath('outputs', key), ...remote)
    expect(video).toMatchObject({ codec_name: 'h264', height, nb_read_frames: '75' })
    const cuts = [...(await client.bytes('outputs', key)).toString().matchAll(/#EXTINF:([\d.]+)/g)].map((m) =>
      Number(m[1]),
    )
    expect(cuts).toEqual([1, 1, 1])
  }
  expect(await decodeErrors(server.url + objectPath('outputs', destination.key), ...remote)).toBe('')
})

test('the sprite has a picture for each second, and a track that finds them', async () => {
  const { destination, result } = output('sheet')
  const vtt = (await client.bytes('outputs', destination.key)).toString()
  expect(vtt).toMatch(/^WEBVTT/)
  expect(vtt.match(/#xywh=/g)).toHaveLength(3)
  const sheet = result.files.find((f: Loose) => f.role === 'sheet')
  const { video } = await probe(await download(sheet.key))
  expect(video).toMatchObject({ codec_name: 'mjpeg', width: 240, height: 46 })
})

test('a dry run names the very commands that then ran, and keeps nothing', async () => {
  const { attempts } = await client.ok('GET', `/api/v1/tasks/${task.id}/attempts`)
  expect(attempts).toHaveLength(1)
  expect(plan.commands.length).toBeGreaterThan(0)
  expect(attempts[0].commands.map((c: Loose) => c.args)).toEqual(plan.commands.map((c: Loose) => c.args))
  expect(plan.outputs.map((o: Loose) => o.name)).toEqual(OUTPUTS.map((o) => o.name))
  const { tasks } = await client.ok('GET', '/api/v1/tasks')
  expect(tasks).toHaveLength(1)
})

test('nothing but the named files is there', async () => {
  const listed = await client.keys('outputs')
  const named = task.outputs.flatMap((o: Loose) => o.result.files.map((f: Loose) => f.key))
  expect(listed.sort()).toEqual(named.sort())
  await noLeftovers(server.dataDir)
})
