import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { FileSpec } from '../../domain/output-spec.ts'
import { seconds } from '../../domain/units.ts'
import { measureAndRun } from '../../testing/measured-run.ts'
import { mp4 as file, planOf, video as videoOf } from '../../testing/output-stubs.ts'
import { pgs } from '../../testing/pgs.ts'
import { attempt, FAST, ffmpeg, probe, probed } from '../../testing/planned-run.ts'
import { differences, frameOf, runsOf, subtitleTracks } from '../../testing/subtitles.ts'

// Pictures of text, laid over pictures that are encoded without loss.

const video = videoOf({ by: 'source' }, { speed: 'ultrafast', rate: { mode: 'crf', crf: 0 } })
const GREY = ['-f', 'lavfi', '-i', 'color=c=gray:s=640x360:r=25:d=4']
const PLATES = [
  { start: 1, end: 2, x: 200, y: 300, width: 240, height: 40 },
  { start: 2.52, end: 2.6, x: 100, y: 20, width: 100, height: 40 },
  { start: 3.6, end: 9, x: 100, y: 20, width: 100, height: 40 },
]

/** A film of four seconds whose subtitles outlast it. */
const film = async (canvas: readonly [number, number] = [640, 360]) => {
  const dir = attempt(...GREY, ...FAST)
  writeFileSync(join(dir, 'a.sup'), pgs(canvas, ...PLATES))
  ffmpeg(
    dir,
    ...['-i', 'file:src', '-i', 'a.sup', '-map', '0', '-map', '1', '-c', 'copy'],
    ...['-metadata:s:s:0', 'language=eng', '-f', 'matroska', 'film'],
  )
  ffmpeg(dir, '-i', 'film', '-map', '0', '-c', 'copy', '-f', 'matroska', 'src')
  return { dir, info: await probed(dir) }
}
const burn = { from: { language: 'en' } } as const
const seen = (dir: string, of: Awaited<ReturnType<typeof film>>['info'], more: Partial<FileSpec> = {}) => {
  const spec = file({ video, ...more })
  const { plan } = measureAndRun(dir, of, [{ ...spec, burn }, spec])
  expect(plan.refused).toEqual([])
  return runsOf(differences(dir, 'o0/main.mp4', 'o1/main.mp4', [640, 360]))
}

describe('when', () => {
  test('each is seen in every frame of its time, and the film is not longer for those that outlast it', async () => {
    const { dir, info } = await film()
    expect(info.duration).toBeCloseTo(4, 1)
    expect(seen(dir, info)).toEqual([
      [25, 50],
      [63, 65],
      [90, 100],
    ])
  })

  test('of a part of the source, those that are seen in it, wherever they began', async () => {
    const { dir, info } = await film()
    expect(seen(dir, info, { range: { start: seconds(2.4), end: seconds(3.8) } })).toEqual([
      [3, 5],
      [30, 35],
    ])
    expect(seen(dir, info, { range: { start: seconds(1.6), end: seconds(2.8) } })).toEqual([
      [0, 10],
      [23, 25],
    ])
    expect(seen(dir, info, { range: { start: seconds(3.8) } })).toEqual([[0, 5]])
  })
})

describe('where', () => {
  test('in their place on the picture, whatever its size and what is around it', async () => {
    const { dir, info } = await film()
    const spec = (size: FileSpec['video']) => file({ ...(size && { video: size }), burn })
    const box = { by: 'sides', first: 320, second: 320, upscale: true } as const
    measureAndRun(dir, info, [
      spec({ ...video, size: { by: 'sides', first: 320, fill: 'fit', upscale: false } }),
      spec({ ...video, size: { ...box, fill: 'pad-black' } }),
      spec({ ...video, crop: { x: 160, y: 180, width: 320, height: 180 } }),
    ])
    const at = (output: number) => {
      const { width = 0, height = 0 } = probe(dir, `o${output}/main.mp4`).video ?? {}
      const { left, top, right, bottom } = frameOf(dir, `o${output}/main.mp4`, 30, [width, height]).white()
      return [left, top, right + 1, bottom + 1]
    }
    // 200..440 by 300..340 of 640x360.
    const near = (actual: readonly number[], expected: readonly number[]) =>
      expected.forEach((value, i) => {
        expect(Math.abs((actual[i] ?? 0) - value), `${actual} for ${expected}`).toBeLessThanOrEqual(2)
      })
    near(at(0), [100, 150, 220, 170])
    near(at(1), [100, 70 + 150, 220, 70 + 170])
    near(at(2), [40, 120, 280, 160])
  })

  test('of a canvas of another size, in the same part of the picture', async () => {
    const { dir, info } = await film([1280, 720])
    measureAndRun(dir, info, [file({ video, burn })])
    const { left, right } = frameOf(dir, 'o0/main.mp4', 30, [640, 360]).white()
    expect([left, right + 1]).toEqual([100, 220])
  })
})

test('on a picture that is turned they are refused', async () => {
  const { info } = await film()
  const turned = { ...video, turn: { rotation: 90, mirrored: false } } as const
  expect(planOf(info, [file({ video: turned, burn })]).refused[0]?.problem).toMatchObject({
    code: 'unsupported-parameter',
  })
})

test('those of DVDs and of broadcasts are drawn and carried as well', async () => {
  const { dir } = await film()
  for (const [codec, container, format] of [
    ['dvdsub', 'mkv', 'matroska'],
    ['dvbsub', 'ts', 'mpegts'],
  ] as const) {
    const made = format === 'mpegts' ? ['-c:v', 'libx264', '-preset', 'ultrafast'] : ['-c:v', 'copy']
    ffmpeg(dir, '-i', 'film', '-map', '0', ...made, '-c:s', codec, '-f', format, 'src')
    const info = await probed(dir)
    const spec = file({ video })
    const { plan } = measureAndRun(dir, info, [
      { ...spec, burn: { from: { track: 0 } } },
      spec,
      { ...spec, container, subtitles: [{ track: 0 }] },
    ])
    expect(plan.refused).toEqual([])
    const [first] = runsOf(differences(dir, 'o0/main.mp4', 'o1/main.mp4', [640, 360]))
    // Each says how long it is seen, which those that they are made of do not.
    expect(first?.[0], codec).toBe(25)
    expect(subtitleTracks(dir, `o2/main.${container}`)).toMatchObject([{ codec: info.subtitles[0]?.codec }])
  }
})
