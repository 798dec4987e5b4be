import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { SnapshotsSpec } from '../domain/output-spec.ts'
import { seconds } from '../domain/units.ts'
import { makeAll } from '../testing/made.ts'
import { hls, mp4, video as videoOf } from '../testing/output-stubs.ts'
import { attempt, picturesOf, probed } from '../testing/planned-run.ts'

// Images as sources: moving ones make films, stills make pictures.

const video = videoOf({ by: 'source' }, { speed: 'ultrafast' })
/** Frame n is 40 · n bright; `times` in hundredths of a second say when each begins, and the last one when all ends. */
const moving = (format: string, begins: readonly number[]): string => {
  const at = begins.reduceRight((rest, time, n) => `if(eq(N,${n}),${time},${rest})`, '0')
  return attempt(
    ...['-f', 'lavfi', '-i', `color=s=64x48:r=10:d=${(begins.length - 1) / 10},format=gray,geq=lum='40*N'`],
    ...['-vf', `settb=1/100,setpts='${at}',format=rgb24`, '-fps_mode', 'vfr', '-enc_time_base', '1/100'],
    ...(format === 'gif' ? ['-final_delay', String((begins.at(-1) ?? 0) - (begins.at(-2) ?? 0))] : []),
    ...['-f', format],
  )
}
const frameTimes = (dir: string, path: string): number[] =>
  execFileSync(
    'ffprobe',
    ['-v', 'error', '-select_streams', 'v', '-show_entries', 'packet=pts_time', '-of', 'csv=p=0', path],
    { cwd: dir, encoding: 'utf8' },
  )
    .split('\n')
    .flatMap((line) => (line ? [Math.round(Number.parseFloat(line) * 100) / 100] : []))
    .sort((a, b) => a - b)

test.each(['gif', 'apng'])('the pictures of a %s keep their times in a film', async (format) => {
  const dir = moving(format, [0, 7, 20, 24, 55, 62])
  const { film, stream } = await makeAll(dir, {
    film: mp4({ video }),
    stream: hls({ segmentDuration: seconds(1), renditions: [{ name: 'v', video }] }),
  })
  expect(frameTimes(dir, film.path)).toEqual([0, 0.07, 0.2, 0.24, 0.55])
  expect(film.media?.duration).toBeCloseTo(0.62, 1)
  expect(stream.media?.video).toMatchObject([{ frames: 5 }])
})

/** The brightness of the frames that are on screen at some times of a film, without its first and last hundredth. */
const shown = (dir: string, path: string, rate: number, times: readonly number[]): number[] => {
  const { colorAt } = picturesOf(dir, path, rate)
  // From limited range to the number of the source's frame.
  return times.map((time) => Math.round((((colorAt(time, [0, 0, 64, 48])[0] ?? 0) - 16) * 255) / 219 / 40))
}

test.each(['gif', 'apng'])(
  'a part of a %s shows what is on screen then, laid on all before it',
  async (format) => {
    const dir = moving(format, [0, 10, 20, 30, 200, 320])
    const range = { start: seconds(0.5), end: seconds(2.5) }
    const { whole, part, shots } = await makeAll(dir, {
      whole: mp4({ video }),
      part: mp4({ video, range }),
      shots: {
        ...{ kind: 'snapshots', at: { by: 'count', count: 2 }, format: 'png', size: { by: 'source' } },
        range,
      },
    })
    if (format === 'gif') expect(whole.media?.duration).toBeCloseTo(3.2, 1)
    expect(part.media?.duration).toBeCloseTo(2, 1)
    expect(shown(dir, part.path, 25, [0, 1.4, 1.6, 1.9])).toEqual([3, 3, 4, 4])
    expect(shots.pictures).toHaveLength(2)
  },
)

test('what is transparent is black in a film', async () => {
  const dir = attempt(
    ...['-f', 'lavfi', '-i', 'color=white:s=64x48:r=5:d=1,format=rgba'],
    ...[
      '-vf',
      "geq=r=255:g=255:b=255:a='if(lt(X,32),0,255)',split[a][b];[a]palettegen[p];[b][p]paletteuse",
      '-f',
      'gif',
    ],
  )
  const { film } = await makeAll(dir, { film: mp4({ video }) })
  const { colorAt } = picturesOf(dir, film.path, 5)
  expect(colorAt(0.5, [4, 4, 20, 40])[0]).toBeLessThan(20)
  expect(colorAt(0.5, [40, 4, 20, 40])[0]).toBeGreaterThan(230)
})

const snapshot: SnapshotsSpec = {
  ...{
    kind: 'snapshots',
    at: { by: 'times', times: [{ percent: 0 }] },
    format: 'png',
    size: { by: 'source' },
  },
}
const still = (format: readonly string[]): string =>
  attempt('-f', 'lavfi', '-i', 'testsrc=s=64x48:r=1:d=1', '-frames:v', '1', ...format)

test.each([
  ['PNG', ['-c:v', 'png', '-f', 'image2']],
  ['JPEG', ['-c:v', 'mjpeg', '-f', 'image2']],
  ['WebP', ['-f', 'webp']],
  ['GIF', ['-f', 'gif']],
])('pictures are made of a %s, and no film', async (_, format) => {
  const dir = still(format)
  const { shot, cover, sheet } = await makeAll(dir, {
    shot: snapshot,
    cover: { ...snapshot, at: { by: 'cover' } },
    sheet: { kind: 'sprite', every: { count: 1 }, columns: 1, rows: 1, tileWidth: 32 },
  })
  expect(shot.pictures).toMatchObject([{ width: 64, height: 48 }])
  expect(cover.pictures).toHaveLength(1)
  expect(sheet).toBeDefined()
  await expect(makeAll(dir, { film: mp4({ video }) })).rejects.toThrow('a still picture')
})

test('a photo is turned as it says', async () => {
  const dir = still(['-c:v', 'mjpeg', '-f', 'image2'])
  const photo = readFileSync(join(dir, 'src'))
  // An Exif segment that holds one entry: orientation 6, a quarter turn clockwise.
  const exif = Buffer.from('ffe100224578696600004d4d002a00000008000101120003000000010006000000000000', 'hex')
  writeFileSync(join(dir, 'src'), Buffer.concat([photo.subarray(0, 2), exif, photo.subarray(2)]))
  expect((await probed(dir)).video[0]).toMatchObject({ width: 64, height: 48, rotation: 90 })
  const { shot } = await makeAll(dir, { shot: snapshot })
  expect(shot.pictures).toMatchObject([{ width: 48, height: 64 }])
})

test('a moving WebP is refused by its name, and what is cut short is called so', async () => {
  const webp = attempt('-f', 'lavfi', '-i', 'testsrc=s=64x48:r=5:d=1', '-c:v', 'libwebp_anim', '-f', 'webp')
  await expect(probed(webp)).rejects.toThrow('Moving WebP')
  for (const format of [
    ['-f', 'gif'],
    ['-f', 'apng'],
    ['-c:v', 'mjpeg', '-frames:v', '1', '-f', 'image2'],
  ]) {
    const dir = attempt('-f', 'lavfi', '-i', 'testsrc=s=64x48:r=5:d=1', ...format)
    const whole = readFileSync(join(dir, 'src'))
    writeFileSync(join(dir, 'src'), whole.subarray(0, Math.floor(whole.length * 0.7)))
    await expect(probed(dir), format.join(' ')).rejects.toMatchObject({
      problem: { code: 'source-truncated' },
    })
  }
})
