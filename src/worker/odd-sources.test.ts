import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { bps, rational, seconds } from '../domain/units.ts'
import { makeAll } from '../testing/made.ts'
import { aac, height, hls, mp4, video as videoOf } from '../testing/output-stubs.ts'
import { attempt, facts, leadingSilence, probe } from '../testing/planned-run.ts'

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

test('sound that starts late is found whole in Matroska', async () => {
  const dir = attempt(
    ...[...picture(3), '-itsoffset', '1.5', ...tone(2), ...H264, '-c:a', 'aac', '-f', 'matroska'],
  )
  const { film } = await makeAll(dir, { film: mp4({ video, audio: aac }) })
  expect(film.media?.duration).toBeCloseTo(3.5, 1)
  expect(leadingSilence(dir, film.path)).toBeCloseTo(1.5, 1)
})

test('a track of Matroska without packets counts as none', async () => {
  const dir = attempt(
    ...[...picture(2), ...tone(2), '-filter_complex', '[1:a]atrim=end=0[a]', '-map', '0:v', '-map', '[a]'],
    ...[...H264, '-c:a', 'aac', '-f', 'matroska'],
  )
  const { film } = await makeAll(dir, { film: mp4({ video, audio: aac }) })
  expect(facts(dir, film.path)).toEqual(['h264 160x90 50', undefined])
  expect(film.reasons).toContain('audio: none, the source has no sound')
})

describe('AVI, which does not say when pictures are shown', () => {
  const always = { video: videoOf(undefined, { copy: 'always' }), audio: { ...aac, copy: 'always' } } as const
  const fitting = videoOf(undefined, { copy: 'if-fits', rate: { mode: 'abr', bitrate: bps(9_000_000) } })
  const avi = (...codec: string[]) =>
    attempt(...picture(2), ...tone(2), ...codec, '-c:a', 'libmp3lame', '-f', 'avi')

  test('is encoded where its order does not tell, and its copy is refused', async () => {
    const dir = avi(...H264, '-bf', '3')
    await expect(makeAll(dir, { film: mp4(always) })).rejects.toThrow('does not say when they are')
    const { film } = await makeAll(dir, { film: mp4({ video: fitting, audio: aac }) })
    expect(film.reasons.join()).toContain('not copied: its pictures are not stored in the order')
    expect(facts(dir, film.path)[0]).toBe('h264 160x90 50')
  })

  test.each(['mp4', 'mkv'] as const)('is copied into %s where it does', async (container) => {
    const dir = avi('-c:v', 'mpeg4', '-bf', '2', '-g', '25')
    const { film } = await makeAll(dir, { film: mp4({ ...always, container }) })
    // Every picture comes out, each at a time of its own.
    const shown = execFileSync(
      'ffprobe',
      ['-v', 'error', '-select_streams', 'v', '-show_entries', 'frame=pts_time', '-of', 'csv=p=0', film.path],
      { cwd: dir, encoding: 'utf8' },
    )
    const seen = shown.split('\n').flatMap((line) => (line ? [Number.parseFloat(line)] : []))
    expect(seen).toHaveLength(50)
    for (const [i, time] of seen.entries()) expect(time - (seen[0] ?? 0)).toBeCloseTo(i / 25, 2)
  })
})

test('a copied part of few frames a second ends with a whole one', async () => {
  const dir = attempt('-f', 'lavfi', '-i', 'testsrc2=s=160x90:r=1:d=6', ...H264, '-g', '2')
  const range = { start: seconds(2), end: seconds(3.3), cut: 'key-frame' } as const
  const { film } = await makeAll(dir, { film: mp4({ video: videoOf(undefined, { copy: 'always' }), range }) })
  expect(film.media?.duration).toBeGreaterThanOrEqual(1)
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
