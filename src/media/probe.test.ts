import { copyFile, readFile, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ffmpeg, QUICK_H264, temporaryFolder, testSound, testVideo } from '../testing/clips.ts'
import { testProber } from '../testing/prober.ts'
import type { Prober } from './probe.ts'

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let prober: Prober
beforeAll(async () => {
  folder = await temporaryFolder()
  prober = await testProber()
  const clip = [
    ...testVideo(2),
    ...testSound(2),
    ...QUICK_H264,
    '-g',
    '20',
    '-c:a',
    'aac',
    '-metadata',
    'title=A "title"',
  ]
  await ffmpeg(folder.path, ...clip, '-movflags', '+faststart', 'a.mp4')
  for (const name of ['a.ts', 'a.mkv', 'a.flv']) await ffmpeg(folder.path, '-i', 'a.mp4', '-c', 'copy', name)
  await ffmpeg(folder.path, '-i', 'a.mp4', '-c:v', 'mpeg4', '-c:a', 'mp3', 'a.avi')
  await ffmpeg(folder.path, '-i', 'a.mp4', '-c:v', 'copy', '-an', '-f', 'h264', 'a.264')
})
afterAll(() => folder[Symbol.asyncDispose]())

const at = (name: string) => join(folder.path, name)
const probe = (name: string, request = {}) => prober.probe(name, { cwd: folder.path, ...request })
/** A copy that lost its end. */
const cut = async (name: string, keep: number): Promise<string> => {
  const whole = await readFile(at(name))
  await writeFile(at(`cut-${name}`), whole.subarray(0, Math.floor(whole.length * keep)))
  return `cut-${name}`
}

test('an mp4 is measured', async () => {
  const media = await probe('a.mp4')
  expect(media).toMatchObject({
    ...{ container: 'mov,mp4,m4a,3gp,3g2,mj2', duration: 2, size: (await stat(at('a.mp4'))).size },
    video: [
      { codec: 'h264', width: 320, height: 180, frames: 50, frameRate: { num: 25, den: 1 }, duration: 2 },
    ],
    audio: [{ codec: 'aac', sampleRate: 48000, channels: 1, layout: 'mono', default: true }],
    tags: { title: 'A "title"' },
  })
  expect(media.video[0]).not.toHaveProperty('maxKeyframeInterval')
})

test.each(['a.mp4', 'a.ts', 'a.mkv', 'a.flv', 'a.avi'])(
  '%s: whole, with frames and key frames when asked',
  async (name) => {
    const counted = await probe(name, { countFrames: true })
    expect(counted.video[0]?.frames).toBe(50)
    expect(counted.duration).toBeGreaterThan(1.95)
    expect(counted.duration).toBeLessThan(2.1)
    const keyed = await probe(name, { keyframes: true, countFrames: true })
    expect(keyed.video[0]?.frames).toBe(50)
    if (name !== 'a.avi') expect(keyed.video[0]?.maxKeyframeInterval).toBeCloseTo(0.8, 3)
  },
)

test('a raw stream says no length; it is counted', async () => {
  const media = await probe('a.264')
  expect(media.duration).toBeCloseTo(2, 1)
  expect(media.video[0]?.frames).toBe(50)
  expect(media.bitrate).toBeGreaterThan(10_000)
})

test('names do not matter, links are followed', async () => {
  await symlink(at('a.mp4'), at('-y: %d[src]'))
  expect((await prober.probe(at('-y: %d[src]'))).duration).toBe(2)
  await copyFile(at('a.mp4'), at('http:x,y|z'))
  expect((await probe('http:x,y|z')).duration).toBe(2)
})

test.each(['a.mp4', 'a.mkv', 'a.avi'])('%s cut in the middle is called cut', async (name) => {
  await expect(probe(await cut(name, 0.5))).rejects.toMatchObject({
    problem: {
      code: 'source-truncated',
      message: expect.stringMatching(/^The source is cut short: it holds/),
    },
  })
})

test.each([
  ['a.wav', ['-c:a', 'pcm_s16le']],
  ['a.wmv', ['-c:a', 'wmav2']],
])('%s, of which FFmpeg takes what is there for all, is called cut as well', async (name, codec) => {
  await ffmpeg(folder.path, ...testSound(2), ...codec, name)
  expect((await probe(name)).duration).toBeCloseTo(2, 0)
  await expect(probe(await cut(name, 0.6))).rejects.toMatchObject({
    problem: { code: 'source-truncated', message: expect.stringMatching(/holds \d+ of \d+ bytes/) },
  })
})

test('an mp4 that lost its last frames only is called cut; one with something behind it is not', async () => {
  await expect(probe(await cut('a.mp4', 0.97))).rejects.toMatchObject({
    problem: { code: 'source-truncated' },
  })
  await writeFile(at('longer.mp4'), Buffer.concat([await readFile(at('a.mp4')), Buffer.alloc(100)]))
  expect((await probe('longer.mp4')).duration).toBe(2)
})

test('a transport stream does not say how long it was: a cut one is a shorter one', async () => {
  const media = await probe(await cut('a.ts', 0.5))
  expect(media.duration).toBeLessThan(1.5)
})

test('an mp4 without its index is unreadable', async () => {
  await ffmpeg(folder.path, '-i', 'a.mp4', '-c', 'copy', 'late.mp4')
  await expect(probe(await cut('late.mp4', 0.5))).rejects.toMatchObject({
    problem: { code: 'source-unreadable' },
  })
})

test('limits of the policy: length, pixels, streams', async () => {
  const refused = async (policy: object) =>
    (await testProber(policy)).probe(at('a.mp4')).then(
      () => 'taken',
      (error) => error.problem.code,
    )
  expect(await refused({ maxDuration: 1.9 })).toBe('source-too-large')
  expect(await refused({ maxPixels: 320 * 180 - 1 })).toBe('source-too-large')
  expect(await refused({ maxStreams: 1 })).toBe('source-too-large')
  expect(await refused({ maxDuration: 2, maxPixels: 400 * 300, maxStreams: 2 })).toBe('taken')
})

test('what is not there, or no file, is refused without starting anything', async () => {
  await expect(probe('nothing.mp4')).rejects.toMatchObject({ problem: { code: 'source-not-found' } })
  await expect(prober.probe(folder.path)).rejects.toMatchObject({ problem: { code: 'source-unreadable' } })
})

test('an abort ends it', async () => {
  await expect(probe('a.mp4', { signal: AbortSignal.abort('cancelled') })).rejects.toMatchObject({
    problem: { code: 'interrupted' },
  })
})
