import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { MediaInfo } from '../domain/media-info.ts'
import type { CopiedPicture, Expectation, PlannedPart } from '../domain/plan.ts'
import { seconds } from '../domain/units.ts'
import { ffmpeg, QUICK_H264, temporaryFolder, testSound, testVideo } from '../testing/clips.ts'
import { testProber } from '../testing/prober.ts'
import type { ProbeRequest, Prober } from './probe.ts'
import { verifyFile } from './verify-file.ts'

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let prober: Prober
const at = (name: string) => join(folder.path, name)
beforeAll(async () => {
  folder = await temporaryFolder()
  prober = await testProber()
  const made = [...testVideo(2), ...testSound(2), ...QUICK_H264, '-bf', '2', '-c:a', 'aac']
  await ffmpeg(folder.path, ...made, 'source.mkv')
  const [stream] = (await prober.probe(at('source.mkv'))).video
  if (!stream) throw new Error('the source has no picture')
  const { pixelFormat, bitDepth, reorderedFrames = 0 } = stream
  copied = { pixelFormat, bitDepth, reorderedFrames }
  for (const name of ['copy.mp4', 'copy.mov', 'copy.mkv'])
    await ffmpeg(folder.path, '-i', 'source.mkv', '-c', 'copy', '-movflags', '+faststart', name)
})
afterAll(() => folder[Symbol.asyncDispose]())

let copied: CopiedPicture
const expectation = (): Expectation => ({
  ...{ duration: seconds(2), tolerance: seconds(0.1), audio: { codec: 'aac' } },
  video: { codec: 'h264', width: 320, height: 180, frames: { count: 50, slack: 0 }, copied },
})
const part = (path: string): Extract<PlannedPart, { role: 'file' }> => ({
  ...{ role: 'file', path, expect: expectation() },
})
/** With what it was asked for. */
const listening = (answer: Prober['probe']) => {
  const asked: ProbeRequest[] = []
  const probe: Prober['probe'] = (path, request = {}) => {
    asked.push(request)
    return answer(path, request)
  }
  return { asked, prober: { ...prober, probe } }
}

test.each([
  ['copy.mp4', true],
  ['copy.mov', true],
  ['copy.mkv', false],
])('of a copied picture as much is said as of any (%s)', async (name, undecoded) => {
  const { asked, prober: heard } = listening(prober.probe)
  const { media } = await verifyFile(part(name), { prober: heard, dir: folder.path })
  expect(asked.map((request) => request.copied)).toEqual([undecoded])
  expect(media).toEqual(await prober.probe(at(name), { countFrames: true }))
})

test.each([
  ['loses its end', (data: Buffer) => data.subarray(0, data.length * 0.6)],
  ['is all zeros', (data: Buffer) => Buffer.alloc(data.length)],
  [
    'holds zeros where its pictures were',
    (data: Buffer) =>
      Buffer.concat([data.subarray(0, data.length / 2), Buffer.alloc(data.length)]).subarray(0, data.length),
  ],
  [
    'lacks its index',
    (data: Buffer) => Buffer.from(data.toString('latin1').replace('moov', 'none'), 'latin1'),
  ],
])('a copy that %s is found out', async (_, spoil) => {
  await writeFile(at('bad.mp4'), spoil(await readFile(at('copy.mp4'))))
  const refusal = await verifyFile(part('bad.mp4'), { prober, dir: folder.path }).then(() => '', String)
  expect(refusal).toMatch(/cannot be read back|frames instead|shorter/)
  // What is said of it is not said of the source.
  expect(refusal).not.toMatch(/the source (?:has|is|cannot)/i)
})

test('a container that says too little of the sound is looked at as any other', async () => {
  const whole = await prober.probe(at('copy.mp4'), { countFrames: true })
  const audio = whole.audio.map(({ profile: _, ...stream }) => stream)
  const less: MediaInfo = { ...whole, audio }
  const { asked, prober: heard } = listening(async (_, request) => (request?.copied ? less : whole))
  expect((await verifyFile(part('copy.mp4'), { prober: heard, dir: folder.path })).media).toBe(whole)
  expect(asked.map((request) => request.copied)).toEqual([true, false])
})
