import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ffmpeg, temporaryFolder, testSound, testVideo } from '../testing/clips.ts'
import { measureRendition } from './measure-rendition.ts'

// FFmpeg's own segments, of both codecs in both formats, and what is read from their bytes.

let folder: Awaited<ReturnType<typeof temporaryFolder>>
const HLS = ['-f', 'hls', '-hls_time', '1', '-hls_playlist_type', 'vod', '-hls_segment_filename'] as const
const FMP4 = ['-hls_segment_type', 'fmp4', '-hls_fmp4_init_filename', 'init.mp4'] as const

beforeAll(async () => {
  folder = await temporaryFolder()
  const encoders = {
    h264: ['-c:v', 'libx264', '-preset', 'ultrafast', '-profile:v', 'high', '-bf', '2'],
    hevc: [
      '-c:v',
      'libx265',
      '-preset',
      'ultrafast',
      '-tag:v',
      'hvc1',
      '-x265-params',
      'log-level=error:open-gop=0',
    ],
  }
  for (const [codec, options] of Object.entries(encoders)) {
    const file = `${codec}.mp4`
    await ffmpeg(
      folder.path,
      ...testVideo(2),
      ...testSound(2),
      ...options,
      '-pix_fmt',
      'yuv420p',
      '-g',
      '25',
      '-c:a',
      'aac',
      file,
    )
    for (const name of [`${codec}-ts`, `${codec}-fmp4`]) {
      await mkdir(join(folder.path, name))
      const form = name.endsWith('fmp4') ? FMP4 : []
      await ffmpeg(
        join(folder.path, name),
        '-i',
        `../${file}`,
        '-map',
        '0:v',
        '-c',
        'copy',
        ...HLS,
        '%02d.seg',
        ...form,
        'i.m3u8',
      )
    }
  }
})
afterAll(() => folder[Symbol.asyncDispose]())

const measure = async (name: string) =>
  measureRendition({
    ...{ dir: join(folder.path, name), keyFrames: true },
    segmentFormat: name.endsWith('ts') ? 'ts' : 'fmp4',
    init: 'init.mp4',
    segments: (await readdir(join(folder.path, name))).filter((file) => file.endsWith('.seg')).sort(),
  })

describe.each(['h264', 'hevc'])('%s', (codec) => {
  test('has one name, in whatever it is packed', async () => {
    const [ts, fmp4] = await Promise.all([measure(`${codec}-ts`), measure(`${codec}-fmp4`)])
    expect(fmp4.codecs).toEqual([
      expect.stringMatching(codec === 'h264' ? /^avc1\.4d40/ : /^hvc1\.1\.6\.L\d+\.90$/),
    ])
    expect(ts.codecs).toEqual(fmp4.codecs)
  })

  test('segments of fMP4 have their places on the line, those of MPEG-TS a clock', async () => {
    const [ts, fmp4] = await Promise.all([measure(`${codec}-ts`), measure(`${codec}-fmp4`)])
    const scale = fmp4.tracks[0]?.timescale ?? 1
    expect(fmp4.segments.map(({ span }) => (span?.duration ?? 0) / scale)).toEqual([1, 1])
    expect(ts.firstPts).toBeGreaterThan(90_000)
  })

  test('the key frame of each segment is found, and is not all of it', async () => {
    for (const form of ['ts', 'fmp4']) {
      const { segments } = await measure(`${codec}-${form}`)
      expect(segments.map(({ keyFrame }) => (keyFrame?.length ?? 0) > 500)).toEqual([true, true])
    }
  })
})

test('a segment that does not begin with a key frame, or is cut, is told by its name', async () => {
  const dir = join(folder.path, 'h264-ts')
  const name = (segments: string[], keyFrames = true) =>
    measureRendition({ dir, segmentFormat: 'ts', segments, keyFrames })
  await writeFile(join(dir, 'text.bad'), 'no segment'.repeat(100))
  await expect(name(['text.bad'])).rejects.toThrow('text.bad: no transport packet')
})
