import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ffmpeg, temporaryFolder, testSound, testVideo } from '../testing/clips.ts'
import { testProber } from '../testing/prober.ts'
import { audioCodecString, videoCodecString } from './codec-string.ts'

let folder: Awaited<ReturnType<typeof temporaryFolder>>
beforeAll(async () => {
  folder = await temporaryFolder()
})
afterAll(() => folder[Symbol.asyncDispose]())

/** The content of the first box of that name, wherever it is nested. */
const boxIn = (file: Buffer, name: string): Buffer => {
  const at = file.indexOf(name, 0, 'latin1')
  if (at < 4) throw new Error(`no ${name} box`)
  return file.subarray(at + 4, at - 4 + file.readUInt32BE(at - 4))
}
const hex = (bytes: Buffer): string => bytes.toString('hex')

test.each([
  ['baseline', '3.0'],
  ['main', '3.1'],
  ['high', '4.0'],
  ['high', '2.1'],
])('h264 %s %s is named by the bytes of its avcC', async (profile, level) => {
  const name = `${profile}${level}.mp4`
  await ffmpeg(
    folder.path,
    ...testVideo(0.2),
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-profile:v', profile, '-level', level],
    name,
  )
  const avcC = boxIn(await readFile(join(folder.path, name)), 'avcC')
  const media = await (await testProber()).probe(name, { cwd: folder.path })
  expect(media.video[0]?.codecString).toBe(`avc1.${hex(avcC.subarray(1, 4))}`)
})

test.each([
  ['main', 'yuv420p', 'hvc1'],
  ['main10', 'yuv420p10le', 'hev1'],
])('hevc %s is named by the bytes of its hvcC', async (profile, pixels, tag) => {
  const name = `${profile}.mp4`
  await ffmpeg(
    folder.path,
    ...testVideo(0.2),
    ...[
      '-c:v',
      'libx265',
      '-preset',
      'ultrafast',
      '-pix_fmt',
      pixels,
      '-tag:v',
      tag,
      '-x265-params',
      'log-level=error',
      name,
    ],
  )
  const hvcC = boxIn(await readFile(join(folder.path, name)), 'hvcC')
  const idc = hvcC.readUInt8(1) & 0x1f
  const reversed = Number.parseInt(
    hvcC.readUInt32BE(2).toString(2).padStart(32, '0').split('').reverse().join(''),
    2,
  )
  const constraints = hex(hvcC.subarray(6, 12)).replace(/(00)+$/, '')
  const media = await (await testProber()).probe(name, { cwd: folder.path })
  expect(media.video[0]?.codecString).toBe(
    `${tag}.${idc}.${reversed.toString(16)}.L${hvcC.readUInt8(12)}.${constraints}`,
  )
})

test('in a transport stream the name is the same as in mp4', async () => {
  await ffmpeg(
    folder.path,
    ...testVideo(0.4),
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-pix_fmt', 'yuv420p', 'a.ts'],
  )
  await ffmpeg(folder.path, '-i', 'a.ts', '-c', 'copy', 'from-ts.mp4')
  const avcC = boxIn(await readFile(join(folder.path, 'from-ts.mp4')), 'avcC')
  const { video } = await (await testProber()).probe('a.ts', { cwd: folder.path })
  expect(video[0]?.codecString).toBe(`avc1.${hex(avcC.subarray(1, 4))}`)
})

test.each([
  ['aac', 'a.m4a', 'mp4a.40.2'],
  ['libmp3lame', 'a.mp3', 'mp4a.40.34'],
  ['libopus', 'a.ogg', 'Opus'],
  ['flac', 'a.flac', 'fLaC'],
  ['ac3', 'a.mkv', 'ac-3'],
  ['pcm_s16le', 'a.wav', undefined],
])('%s is %s', async (encoder, name, expected) => {
  await ffmpeg(folder.path, ...testSound(0.3), '-c:a', encoder, name)
  const { audio } = await (await testProber()).probe(name, { cwd: folder.path })
  expect(audio[0]?.codecString).toBe(expected)
})

test('what cannot be told has no name', () => {
  const facts = { profile: undefined, level: -99, bitDepth: 8, tag: undefined }
  expect(videoCodecString({ ...facts, codec: 'h264' })).toBeUndefined()
  expect(videoCodecString({ ...facts, codec: 'h264', profile: 'High' })).toBeUndefined()
  expect(videoCodecString({ ...facts, codec: 'vp9', level: 10 })).toBeUndefined()
  expect(videoCodecString({ ...facts, codec: 'av1', profile: 'Main', level: 8, bitDepth: 10 })).toBe(
    'av01.0.08M.10',
  )
  expect(audioCodecString('aac', 'HE-AAC')).toBe('mp4a.40.5')
  expect(audioCodecString('vorbis', undefined)).toBeUndefined()
})
