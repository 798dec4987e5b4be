import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { seconds } from '../domain/units.ts'
import { beatInputs, lateTones, type MeasuredBeats, measureBeats } from '../testing/beats.ts'
import { makeAll } from '../testing/made.ts'
import { aac, hls, mp4, video as videoOf } from '../testing/output-stubs.ts'
import { attempt, extinf, probed } from '../testing/planned-run.ts'

// Sound that is there before its picture: recordings that begin between key frames, and films with an empty edit.

const video = videoOf(undefined, { speed: 'ultrafast' })
const BEATS = { rate: '25', seconds: 4, every: 25 }
const QUICK = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-c:a', 'aac']
const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0)
/** Of the tones whose flashes may be seen. */
const lateSeen = ({ flashes, tones }: MeasuredBeats) =>
  lateTones({ flashes, tones: tones.filter((time) => time > (flashes[0] ?? 0) - 0.2) })
const outputs = {
  film: mp4({ video, audio: aac }),
  stream: hls({
    segmentFormat: 'ts',
    segmentDuration: seconds(1),
    renditions: [{ name: 'v', video }],
    audio: aac,
  }),
}

test('a recording that begins between key frames is seen from the first of them, in sync', async () => {
  const dir = attempt(...beatInputs(BEATS), ...QUICK, '-g', '25', '-bf', '2', '-f', 'mpegts')
  const whole = readFileSync(join(dir, 'src'))
  writeFileSync(join(dir, 'src'), whole.subarray(Math.floor(whole.length / 188 / 3) * 188))
  const truth = measureBeats(dir, 'src')
  const media = await probed(dir)
  const [picture] = media.video
  expect(Number(picture?.firstShown) - Number(picture?.startTime)).toBeGreaterThan(0.1)
  const made = await makeAll(dir, outputs)
  expect(made.film.media?.video[0]?.frames).toBe(truth.frames.length)
  for (const [name, { path }] of Object.entries(made)) {
    const [late, before] = [lateSeen(measureBeats(dir, path)), lateSeen(truth)]
    expect(late.length, name).toBeGreaterThan(0)
    for (const [i, tone] of late.entries()) expect(Math.abs(tone - (before[i] ?? 0)), name).toBeLessThan(10)
  }
  expect(sum(extinf(dir, 'stream/v/index.m3u8'))).toBeCloseTo(media.duration, 0)
})

test('a stream of a picture that comes late shows its first frame from the beginning', async () => {
  const dir = attempt(
    ...['-f', 'lavfi', '-i', 'sine=440:r=48000:d=3.2', '-itsoffset', '1.2', '-f', 'lavfi'],
    ...['-i', 'testsrc2=s=160x90:r=25:d=2', ...QUICK, '-fps_mode', 'passthrough'],
  )
  const { film, stream } = await makeAll(dir, outputs)
  expect(film.media?.video[0]?.frames).toBe(50)
  expect(stream.media?.video[0]?.frames).toBe(80)
  expect(sum(extinf(dir, 'stream/v/index.m3u8'))).toBeCloseTo(3.2, 1)
  expect(stream.reasons.join()).toContain('as the picture comes 1.2 s after the sound')
})
