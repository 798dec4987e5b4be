import { expect, test } from 'vitest'
import { rational, seconds } from '../domain/units.ts'
import { makeAll } from '../testing/made.ts'
import { aac, hls, mp4, video as videoOf } from '../testing/output-stubs.ts'
import { attempt, leadingSilence, picturesOf, probe } from '../testing/planned-run.ts'

// Sources whose frames stay on screen for long: a part shows what is on screen in it, for as long as it lasts.

const video = videoOf({ by: 'source' }, { speed: 'ultrafast' })
const X264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-qp', '8', '-pix_fmt', 'yuv420p']
/** Frame n is 40 · n bright. `tone` beeps from 7.5 s on. */
const slides = (rate: string, length: number, more: readonly string[] = []): string =>
  attempt(
    ...['-f', 'lavfi', '-i', `color=s=64x48:r=${rate}:d=${length},format=gray,geq=lum='mod(40*N,240)'`],
    ...['-f', 'lavfi', '-i', `sine=440:r=48000:d=${length},volume='if(lt(t,7.5),0,1)':eval=frame`],
    ...[...X264, '-c:a', 'pcm_s16le', ...more, '-f', 'matroska'],
  )
const shown = (dir: string, path: string, rate: number, times: readonly number[]): number[] => {
  const { colorAt } = picturesOf(dir, path, rate)
  return times.map((time) => Math.round((((colorAt(time, [0, 0, 64, 48])[0] ?? 0) - 16) * 255) / 219 / 40))
}

test('a part inside one slide holds it, with its sound in place', async () => {
  const dir = slides('0.2', 20)
  const part = (start: number, end: number) => ({ range: { start: seconds(start), end: seconds(end) } })
  const made = await makeAll(dir, {
    inside: mp4({ video, audio: aac, ...part(6.5, 8.5) }),
    across: mp4({ video, audio: aac, ...part(8, 11) }),
    stream: hls({ segmentDuration: seconds(1), renditions: [{ name: 'v', video }], ...part(6.5, 8.5) }),
    gif: {
      ...{ kind: 'animation', format: 'gif', frameRate: rational(5), size: { by: 'source' }, plays: 0 },
      ...part(8, 11),
    },
    shots: {
      ...{ kind: 'snapshots', at: { by: 'count', count: 6 }, format: 'png', size: { by: 'source' } },
      ...part(8, 11),
    },
    whole: mp4({ video, audio: aac }),
  })
  expect(made.inside.media?.video[0]?.duration).toBeCloseTo(2, 1)
  expect(shown(dir, made.inside.path, 25, [0, 1, 1.9])).toEqual([1, 1, 1])
  expect(leadingSilence(dir, made.inside.path)).toBeCloseTo(1, 1)
  expect(Number(probe(dir, made.inside.path).video?.start_time)).toBe(0)
  expect(shown(dir, made.across.path, 25, [0, 1.9, 2.1, 2.9])).toEqual([1, 1, 2, 2])
  expect(made.across.media?.duration).toBeCloseTo(3, 1)
  expect(made.across.reasons.join()).toContain('frames: shown again at 25 a second')
  expect(made.stream.media?.duration).toBeCloseTo(2, 1)
  expect(made.gif.animation).toMatchObject({ frames: 15 })
  expect(made.shots.pictures).toHaveLength(6)
  // Whole, it is as it was.
  expect(made.whole.media?.video).toMatchObject([{ frames: 4 }])
  expect(made.whole.media?.duration).toBeCloseTo(20, 0)
})

test.each([
  ['Matroska', ['-f', 'matroska']],
  ['MP4', ['-c:a', 'aac', '-f', 'mp4']],
])('a picture that stops moving stays, in %s', async (_, more) => {
  const dir = attempt(
    ...['-f', 'lavfi', '-i', "color=s=64x48:r=30:d=6,format=gray,geq=lum='mod(8*N,240)'"],
    ...['-f', 'lavfi', '-i', 'sine=440:r=48000:d=6', '-vf', "select='lt(t,1)+between(t,3,3.2)'"],
    ...['-fps_mode', 'vfr', ...X264, '-c:a', 'pcm_s16le', ...more],
  )
  const { gap, end } = await makeAll(dir, {
    gap: mp4({ video, audio: aac, range: { start: seconds(1.5), end: seconds(4.5) } }),
    end: mp4({ video, audio: aac, range: { start: seconds(0.5), end: seconds(2) } }),
  })
  // The sound goes on alone.
  expect(gap.media?.video[0]?.duration).toBeCloseTo(1.73, 1)
  expect(gap.media?.duration).toBeCloseTo(3, 1)
  expect(end.media?.video[0]?.duration).toBeCloseTo(1.5, 1)
  expect(Number(probe(dir, gap.path).video?.start_time)).toBeLessThan(0.001)
})
