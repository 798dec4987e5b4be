import { randomInt, randomUUID } from 'node:crypto'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { PlannedPart } from '../domain/plan.ts'
import { seconds } from '../domain/units.ts'
import { ffmpeg, QUICK_H264, temporaryFolder, testSound, testVideo } from '../testing/clips.ts'
import { testProber } from '../testing/prober.ts'
import { pidsWith, until } from '../testing/processes.ts'
import type { ProbeRequest, Prober } from './probe.ts'
import { type EarlyProber, probeEarly } from './probe-early.ts'
import { fileRequest } from './verify-file.ts'
import { RENDITION_REQUEST } from './verify-rendition.ts'

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let prober: Prober
const at = (...names: string[]) => join(folder.path, ...names)

beforeAll(async () => {
  folder = await temporaryFolder()
  prober = await testProber()
  await ffmpeg(folder.path, ...testVideo(2), ...testSound(2), ...QUICK_H264, '-c:a', 'aac', 'clip.mp4')
})
afterAll(() => folder[Symbol.asyncDispose]())

const EXPECT = {
  ...{ duration: seconds(2), tolerance: seconds(0.1), audio: { codec: 'aac' } },
  video: { codec: 'h264', width: 320, height: 180, frames: { count: 50, slack: 0 } },
}
const file = (path: string): Extract<PlannedPart, { role: 'file' }> => ({
  ...{ role: 'file', path, expect: EXPECT },
})
const rendition = (path: string, segmentFormat: 'ts' | 'fmp4'): PlannedPart => ({
  ...{ role: 'rendition', name: 'r', path, segmentFormat, audioOnly: false, aligned: false },
  ...{ keyFrames: false, expect: EXPECT },
})
/** A prober that waits for one part, and fails the test if it starts another ffprobe for it. */
const early = (part: PlannedPart, dir = folder.path) => {
  const only: Prober = {
    ...prober,
    probe: () => {
      throw new Error('a second run')
    },
  }
  return begun(probeEarly(only, dir, [{ parts: [part] }]))
}
const begun = (prober: EarlyProber): EarlyProber => {
  prober.begin()
  return prober
}
const inFolder = async (): Promise<string> => {
  const name = randomUUID()
  await mkdir(at(name))
  return name
}
const CONTAINERS = ['mp4', 'mov', 'mkv', 'ts', 'flv']

test.each(CONTAINERS)('one that waited for a .%s says of it what any does', async (container) => {
  // Words that mean something in a list of files.
  const path = join(await inFolder(), `it's a "\\film" ü #1.${container}`)
  using waiting = early(file(path))
  await ffmpeg(folder.path, '-i', 'clip.mp4', '-c', 'copy', `made.${container}`)
  await rename(at(`made.${container}`), at(path))
  const request = fileRequest(file(path))
  expect(await waiting.probe(at(path), request)).toEqual(await prober.probe(at(path), request))
})

test.each(['ts', 'fmp4'] as const)(
  'one that waited for a playlist of %s says of it what any does',
  async (format) => {
    const dir = await inFolder()
    const path = join(dir, 'index.m3u8')
    using waiting = early(rendition(path, format))
    await ffmpeg(
      at(dir),
      ...['-i', '../clip.mp4', '-c', 'copy', '-f', 'hls', '-hls_time', '1', '-hls_playlist_type', 'vod'],
      ...(format === 'fmp4' ? ['-hls_segment_type', 'fmp4'] : []),
      'index.m3u8',
    )
    const [own, other] = await Promise.all(
      [waiting, prober].map((each) => each.probe(at(path), RENDITION_REQUEST)),
    )
    expect(own).toMatchObject({ video: [{ frames: 50 }], audio: [{ codec: 'aac' }] })
    expect({ ...own, size: 0, bitrate: 0 }).toEqual({ ...other, size: 0, bitrate: 0 })
  },
)

test('what one that waited dislikes is looked at again, and refused in the same words', async () => {
  const problemOf = (work: Promise<unknown>): Promise<unknown> => work.catch((error) => error.problem)
  const dir = await inFolder()
  const [bad, missing] = [join(dir, 'bad.mp4'), join(dir, 'missing.mp4')]
  using waiting = begun(probeEarly(prober, folder.path, [{ parts: [file(bad), file(missing)] }]))
  await writeFile(at(bad), Buffer.alloc(10_000))
  for (const path of [bad, missing]) {
    const request: ProbeRequest = fileRequest(file(path))
    const said = await problemOf(waiting.probe(at(path), request))
    expect(said).toMatchObject({ code: expect.stringMatching(/^source-/) })
    expect(said).toEqual(await problemOf(prober.probe(at(path), request)))
  }
})

test('one that is not needed is gone', async () => {
  const maxPixels = randomInt(1e9)
  {
    using _ = begun(
      probeEarly(await testProber({ maxPixels }), folder.path, [{ parts: [file('never.mp4')] }]),
    )
    await until('it runs', async () => (await pidsWith(String(maxPixels), 'ffprobe')).length > 0, 5000)
  }
  await until('it is gone', async () => (await pidsWith(String(maxPixels))).length === 0, 5000)
})
