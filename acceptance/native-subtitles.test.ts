import { execFileSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ffmpeg } from './support/media.ts'
import { type Loose, NativeClient } from './support/native.ts'
import { missingParts } from './support/playlists.ts'
import { type RunningServer, startServer } from './support/server.ts'

// Subtitles of the source and of files beside it, drawn on pictures and carried, through a real server and its sandbox.

let server: RunningServer
let client: NativeClient
let folder: string
let outputs: ReadonlyMap<string, Loose>

const CUES =
  '1\n00:00:00,480 --> 00:00:01,000\n████ <i>eins</i>\n\n2\n00:00:02,000 --> 00:00:59,000\n& zwei\n'
const file = (key: string) => ({ bucket: 'media', key })
const video = { codec: 'h264', rate: { mode: 'crf', crf: 20 }, speed: 'ultrafast' }
const OUTPUTS: Readonly<Record<string, Loose>> = {
  plain: { kind: 'file', container: 'mp4', video },
  drawn: {
    kind: 'file',
    container: 'mp4',
    video,
    burn: { file: { source: file('de.srt') }, style: { size: '20%', color: 'ffff00', margin: '30%' } },
  },
  track: { kind: 'file', container: 'mp4', video, burn: { language: 'en' } },
  carried: {
    kind: 'file',
    container: 'mkv',
    video,
    subtitles: 'all',
    subtitleFiles: [{ source: file('de.srt'), language: 'de', title: 'Deutsch', default: true }],
  },
  hls: {
    kind: 'stream',
    segmentDuration: 1,
    renditions: [{ name: 'v', video }],
    subtitleFiles: [{ source: file('de.srt'), language: 'de', forced: true }],
  },
  broken: { kind: 'file', container: 'mp4', video, burn: { file: { source: file('latin.srt') } } },
  absent: { kind: 'file', container: 'mp4', video, subtitleFiles: [{ source: file('none.srt') }] },
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pentode-subtitles-'))
  server = await startServer()
  client = new NativeClient(server)
  await client.makeBuckets('media', 'outputs')
  await writeFile(join(folder, 'en.srt'), '1\n00:00:01,000 --> 00:00:02,000\none\n')
  const clip = join(folder, 'film.mkv')
  await ffmpeg(
    ...['-f', 'lavfi', '-i', 'color=c=gray:s=320x180:r=25:d=3', '-i', join(folder, 'en.srt')],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-c:s', 'srt', '-metadata:s:s:0', 'language=eng', clip],
  )
  await client.put('media', 'film.mkv', await readFile(clip))
  await client.put('media', 'de.srt', Buffer.from(CUES))
  await client.put('media', 'latin.srt', Buffer.from('1\n00:00:00,000 --> 00:00:01,000\n\xe4\n', 'latin1'))
  const id = await client.submit(
    file('film.mkv'),
    Object.entries(OUTPUTS).map(([name, spec]) => ({
      ...{ name, spec },
      to: { bucket: 'outputs', key: `${name}/film.${spec.kind === 'stream' ? 'm3u8' : spec.container}` },
    })),
  )
  const task = await client.finished(id)
  outputs = new Map(task.outputs.map((output: Loose) => [output.name, output]))
})
afterAll(async () => {
  await server?.[Symbol.asyncDispose]()
  if (folder) await rm(folder, { recursive: true, force: true })
})

/** Times in seconds of frames in which some pixel is nearly yellow, or nearly white. */
const lit = async (name: string, rgb: readonly [number, number, number]): Promise<readonly number[]> => {
  const path = join(folder, `${name}.mp4`)
  await writeFile(path, await client.bytes('outputs', `${name}/film.mp4`))
  const raw = execFileSync(
    'ffmpeg',
    ['-v', 'error', '-i', path, '-pix_fmt', 'rgb24', '-f', 'rawvideo', '-'],
    {
      maxBuffer: 1 << 30,
    },
  )
  const size = 320 * 180 * 3
  return Array.from({ length: raw.length / size }, (_, i) => i).filter((frame) => {
    for (let at = frame * size; at < (frame + 1) * size; at += 3)
      if (rgb.every((value, i) => Math.abs((raw[at + i] ?? 0) - value) < 40)) return true
    return false
  })
}

test('what can be made is made, and what cannot says why', () => {
  const told = [...outputs].map(([name, { status, problem }]) => [name, status, problem?.code])
  expect(told).toEqual([
    ['plain', 'succeeded', undefined],
    ['drawn', 'succeeded', undefined],
    ['track', 'succeeded', undefined],
    ['carried', 'succeeded', undefined],
    ['hls', 'succeeded', undefined],
    ['broken', 'failed', 'input-unusable'],
    ['absent', 'failed', 'input-unusable'],
  ])
  expect(outputs.get('broken')?.problem.message).toContain('not encoded as UTF-8')
})

test('text is seen in the frames of its time, in its colour', async () => {
  expect(await lit('plain', [255, 255, 0])).toEqual([])
  const yellow = await lit('drawn', [255, 255, 0])
  expect(yellow).toEqual([
    ...Array.from({ length: 13 }, (_, i) => 12 + i),
    ...Array.from({ length: 25 }, (_, i) => 50 + i),
  ])
  expect(await lit('track', [255, 255, 255])).toEqual(Array.from({ length: 25 }, (_, i) => 25 + i))
})

test('tracks are carried with their language, and counted', () => {
  const { media } = outputs.get('carried')?.result ?? {}
  expect(media.duration).toBeCloseTo(3, 1)
  expect(media.subtitles).toMatchObject([
    { codec: 'subrip', language: 'eng', cues: 1 },
    { codec: 'subrip', language: 'deu', cues: 2, facts: { title: 'Deutsch' } },
  ])
})

test('a stream has them as WebVTT that its entry playlist names', async () => {
  expect(await missingParts(client, 'outputs', await client.keys('outputs', 'hls/'))).toEqual([])
  const main = (await client.bytes('outputs', 'hls/film.m3u8')).toString()
  expect(main).toMatch(/TYPE=SUBTITLES.*LANGUAGE="de".*FORCED=YES/)
  const last = (await client.bytes('outputs', 'hls/subtitles/00002.vtt')).toString()
  expect(last).toContain('00:00:02.000 --> 00:00:03.000\n&amp; zwei')
})

test('a task of text alone runs no process, and says on whose clock its cues are', async () => {
  const spec = { kind: 'subtitles', language: 'en', range: { start: 0.5 } }
  const id = await client.submit(file('film.mkv'), [{ name: 'text', spec }])
  const { outputs: made } = await client.finished(id)
  expect(made[0]).toMatchObject({
    status: 'succeeded',
    destination: { bucket: 'outputs', key: `${id}/text.vtt` },
    result: { files: [{ role: 'file', key: `${id}/text.vtt` }] },
  })
  expect((await client.bytes('outputs', `${id}/text.vtt`)).toString()).toBe(
    'WEBVTT\n\n00:00:00.500 --> 00:00:01.500\none\n',
  )
})
