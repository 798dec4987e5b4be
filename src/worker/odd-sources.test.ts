import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { rational, seconds } from '../domain/units.ts'
import { makeAll } from '../testing/made.ts'
import { aac, height, hls, mp4, video as videoOf } from '../testing/output-stubs.ts'
import { attempt, facts, probe } from '../testing/planned-run.ts'

// Sources that are a little out of the ordinary, made into outputs that are right.

const picture = (length: number) => ['-f', 'lavfi', '-i', `testsrc2=s=160x90:r=25:d=${length}`]
const tone = (length: number, rate = 48_000) => [...['-f', 'lavfi', '-i', `sine=440:r=${rate}:d=${length}`]]
const H264 = ['-c:v', 'libx264', '-preset', 'veryfast', '-pix_fmt', 'yuv420p']
const video = videoOf(height(90), { speed: 'ultrafast' })
const stream = hls({
  segmentFormat: 'ts',
  segmentDuration: seconds(1),
  renditions: [{ name: 'v', video }],
})
const extinf = (dir: string, path: string): number[] =>
  [...readFileSync(join(dir, path), 'utf8').matchAll(/#EXTINF:([\d.]+)/g)].map((m) => Number(m[1]))

test('sound that goes on after the picture belongs to the last segment', async () => {
  const dir = attempt(...picture(2), ...tone(4), ...H264, '-c:a', 'aac')
  const { ts } = await makeAll(dir, { ts: stream })
  expect(ts.media?.duration).toBeCloseTo(4, 0)
  const listed = extinf(dir, 'ts/v/index.m3u8')
  expect(listed).toHaveLength(2)
  expect(listed[1]).toBeCloseTo(3, 0)
  expect(readFileSync(join(dir, 'ts/v/index.m3u8'), 'utf8')).toContain('#EXT-X-TARGETDURATION:3')
})

test('a voice at 8 kHz becomes Opus, which is played at 48', async () => {
  const dir = attempt(...picture(1), ...tone(1, 8000), ...H264, '-c:a', 'aac')
  const { webm } = await makeAll(dir, {
    webm: mp4({
      container: 'webm',
      video: videoOf(height(90), { codec: 'vp8', speed: 'ultrafast' }),
      audio: { codec: 'opus', copy: 'never' },
    }),
  })
  expect(webm.media?.audio).toMatchObject([{ codec: 'opus', sampleRate: 48_000 }])
})

test('MPEG-1 audio of the second layer is copied into MP4, which has one word for all layers', async () => {
  const dir = attempt(...picture(1), ...tone(1), ...H264, '-c:a', 'mp2', '-f', 'mpegts')
  const copied = { video: videoOf(undefined, { copy: 'always' }), audio: { ...aac, copy: 'always' } } as const
  await makeAll(dir, { copy: mp4(copied) })
  expect(facts(dir, 'copy/film.mp4')[0]).toBe('h264 160x90 25')
  expect(probe(dir, 'copy/film.mp4').audio?.nb_read_packets).toBe(probe(dir, 'src').audio?.nb_read_packets)
})

test('a part from the beginning is read from what cannot seek', async () => {
  const range = { start: seconds(0), end: seconds(1) }
  const dir = attempt(...picture(2), ...tone(2), ...H264, '-c:a', 'aac', '-f', 'flv')
  const made = await makeAll(dir, {
    clip: mp4({ video, audio: aac, range }),
    gif: {
      ...{ kind: 'animation', format: 'gif', frameRate: rational(5), size: { by: 'source' }, plays: 0 },
      range,
    },
  })
  expect(facts(dir, 'clip/film.mp4')[0]).toBe('h264 160x90 25')
  expect(made.gif.animation).toMatchObject({ frames: 5 })
})

test.each([['mpegts'], ['mpeg']])('a part of %s begins with the frame that is asked for', async (format) => {
  const codecs =
    format === 'mpeg' ? ['-c:v', 'mpeg2video', '-q:v', '3', '-c:a', 'mp2'] : [...H264, '-c:a', 'aac']
  const dir = attempt(...picture(4), ...tone(4), ...codecs, '-g', '50', '-f', format)
  const range = { start: seconds(1.5), end: seconds(2.5) }
  const { clip, shots } = await makeAll(dir, {
    clip: mp4({ video, audio: aac, range }),
    shots: {
      ...{ kind: 'snapshots', at: { by: 'count', count: 2 }, format: 'png', size: { by: 'source' } },
      range,
    },
  })
  expect(Math.abs(Number(clip.media?.video[0]?.frames) - 25)).toBeLessThan(2)
  expect(Number(clip.media?.video[0]?.startTime)).toBeLessThan(0.045)
  expect(shots.pictures).toHaveLength(2)
})

test('a part after the end of the sound is silent, and sound alone of it is refused', async () => {
  const dir = attempt(...picture(4), ...tone(1), ...H264, '-c:a', 'aac')
  const range = { start: seconds(2), end: seconds(3) }
  const { clip, ts } = await makeAll(dir, {
    clip: mp4({ video, audio: aac, range }),
    ts: { ...stream, range },
  })
  expect(facts(dir, clip.path)).toEqual(['h264 160x90 25', undefined])
  expect(clip.reasons).toContain('audio: none, the source has no sound there')
  expect(ts.media).toMatchObject({ audio: [], video: [{ frames: 25 }] })
  await expect(makeAll(dir, { sound: mp4({ container: 'm4a', audio: aac, range }) })).rejects.toThrow(
    'no audio',
  )
})
