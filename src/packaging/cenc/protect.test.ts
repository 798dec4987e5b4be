import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ffmpeg, temporaryFolder, testSound, testVideo } from '../../testing/clips.ts'
import { readInit } from '../init-segment.ts'
import { protectSamples } from '../protect-samples.ts'
import { clearSamples } from './open-segment.ts'
import { protectInit } from './protect-init.ts'

// FFmpeg's own segments, protected here and opened by FFmpeg, which has a reader of its own.

const KEY = Buffer.from('00112233445566778899aabbccddeeff', 'hex')
const KEY_ID = Buffer.from('a0a1a2a3a4a5a6a7a8a9aaabacadaeaf', 'hex')
const ENCODERS = {
  h264: ['libx264', '-preset', 'ultrafast', '-bf', '2'],
  // Several slices of a picture, each with a header of its own.
  sliced: ['libx264', '-preset', 'ultrafast', '-slices', '4'],
  hevc: ['libx265', '-preset', 'ultrafast', '-tag:v', 'hvc1', '-x265-params', 'log-level=error'],
} as const

let folder: Awaited<ReturnType<typeof temporaryFolder>>

beforeAll(async () => {
  folder = await temporaryFolder()
  for (const [name, [encoder, ...options]] of Object.entries(ENCODERS)) {
    await mkdir(join(folder.path, name))
    await ffmpeg(
      join(folder.path, name),
      ...testVideo(2),
      ...testSound(2),
      ...['-c:v', encoder, ...options, '-b:v', '2M', '-pix_fmt', 'yuv420p', '-g', '25', '-c:a', 'aac'],
      ...['-f', 'hls', '-hls_time', '1', '-hls_segment_filename', '%02d.seg', '-hls_segment_type', 'fmp4'],
      ...['-hls_fmp4_init_filename', 'init.mp4', 'i.m3u8'],
    )
  }
})
afterAll(() => folder[Symbol.asyncDispose]())

const pieces = async (name: string) => {
  const dir = join(folder.path, name)
  const names = (await readdir(dir)).filter((file) => file.endsWith('.seg')).sort()
  return {
    init: await readFile(join(dir, 'init.mp4')),
    segments: await Promise.all(names.map((file) => readFile(join(dir, file)))),
  }
}

/** Every decoded frame's checksum, or what FFmpeg says instead. */
const frames = async (file: string, ...options: readonly string[]): Promise<string> => {
  await ffmpeg(folder.path, ...options, '-i', file, '-f', 'framemd5', `${file}.md5`)
  return readFile(join(folder.path, `${file}.md5`), 'utf8')
}

describe.each(['cenc', 'sample-aes'] as const)('%s', (method) => {
  test.each(Object.keys(ENCODERS))('%s: FFmpeg opens it with the key, frame by frame', async (name) => {
    const { init, segments } = await pieces(name)
    const tracks = readInit(init)
    const spec = { method, keys: { from: 'generated' } } as const
    const protection = protectSamples(spec, { key: KEY, keyId: KEY_ID, generated: true }, tracks)
    const locked = segments.map((segment, i) => protection.lock(segment, i).data)
    const [clear, shut] = [`${name}-${method}.clear.mp4`, `${name}-${method}.mp4`]
    await writeFile(join(folder.path, clear), Buffer.concat([init, ...segments]))
    await writeFile(join(folder.path, shut), Buffer.concat([protection.init(init) ?? init, ...locked]))

    const expected = await frames(clear)
    expect(expected.split('\n').filter((line) => line.startsWith('0,'))).toHaveLength(50)
    expect(await frames(shut, '-decryption_key', KEY.toString('hex'))).toBe(expected)
    expect(await frames(shut, '-decryption_key', KEY_ID.toString('hex'))).not.toBe(expected)
    expect(segments.map((segment, i) => protection.opens(locked[i]!, segment, i))).toEqual([true, true])
  })

  test('what is between the headers of pictures is changed, and all whole blocks of sound', async () => {
    const { init, segments } = await pieces('h264')
    const tracks = readInit(init)
    const spec = { method, keys: { from: 'generated' } } as const
    const protection = protectSamples(spec, { key: KEY, keyId: KEY_ID, generated: true }, tracks)
    const [clear] = segments
    const before = clearSamples(clear!, tracks)
    const after = clearSamples(protection.lock(clear!, 0).data, tracks)
    const changed = before.map((sample, i) => sample.filter((byte, at) => byte !== after[i]?.[at]).length)
    const share = (from: number, to: number, sizes = before.map((sample) => sample.length)) =>
      sum(changed.slice(from, to)) / sum(sizes.slice(from, to))
    // One block in ten of `cbcs`; in either, one byte in 256 happens to stay what it was.
    expect(share(0, 25)).toBeGreaterThan(method === 'cenc' ? 0.9 : 0.08)
    expect(share(0, 25)).toBeLessThan(method === 'cenc' ? 1 : 0.12)
    const whole = before.map(({ length }) => (method === 'cenc' ? length : length - (length % 16)))
    expect(share(25, before.length, whole)).toBeGreaterThan(0.98)
  })
})

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

test('a file with a damaged byte in a protected run does not open to the same', async () => {
  const { init, segments } = await pieces('h264')
  const spec = { method: 'cenc', keys: { from: 'generated' } } as const
  const protection = protectSamples(spec, { key: KEY, keyId: KEY_ID, generated: true }, readInit(init))
  const { data } = protection.lock(segments[0]!, 0)
  data[data.length - 1] = (data.at(-1) ?? 0) ^ 1
  expect(protection.opens(data, segments[0]!, 0)).toBe(false)
})

test('no two samples of two renditions share a vector', async () => {
  const { init, segments } = await pieces('h264')
  const spec = { method: 'cenc', keys: { from: 'generated' } } as const
  const key = { key: KEY, keyId: KEY_ID, generated: true }
  const locked = [1, 2].map(() => protectSamples(spec, key, readInit(init)).lock(segments[0]!, 0).data)
  expect(locked[0]!.equals(locked[1]!)).toBe(false)
})

test('the initialisation segment names scheme and key, and still says what it holds', async () => {
  const { init } = await pieces('h264')
  const shut = protectInit(init, { scheme: 'cbcs', key: KEY, keyId: KEY_ID, vector: KEY_ID })
  expect(shut.includes(Buffer.from('schm\0\0\0\0cbcs', 'latin1'))).toBe(true)
  expect(shut.includes(KEY_ID)).toBe(true)
  expect(shut.includes(KEY)).toBe(false)
  expect(readInit(shut).map(({ id, type }) => [id, type])).toEqual(
    readInit(init).map(({ id, type }) => [id, type]),
  )
})
