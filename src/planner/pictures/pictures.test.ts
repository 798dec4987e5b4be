import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { OutputSpec, SnapshotsSpec } from '../../domain/output-spec.ts'
import type { SnapshotMoments } from '../../domain/picture-spec.ts'
import type { PlannedPart } from '../../domain/plan.ts'
import { rational, seconds } from '../../domain/units.ts'
import { verifyAnimation } from '../../media/verify-animation.ts'
import { verifyPictures } from '../../media/verify-pictures.ts'
import { verifySheets } from '../../media/verify-sheets.ts'
import { measureAndRun } from '../../testing/measured-run.ts'
import { mp4, video } from '../../testing/output-stubs.ts'
import { attempt, ffmpeg, media, probed, run } from '../../testing/planned-run.ts'

/** Bit k of the frame's number is white in the k-th of eight columns. */
const COUNTER = "geq=lum='if(mod(floor(N/pow(2,floor(X/8))),2),235,16)':cb=128:cr=128"
const counted = (rate: string, duration: number, filters = '') => [
  ...['-f', 'lavfi', '-i', `color=s=64x36:r=${rate}:d=${duration},format=yuv420p,${COUNTER}${filters}`],
  ...['-c:v', 'libx264', '-preset', 'medium', '-crf', '10', '-g', '40', '-bf', '3', '-sc_threshold', '0'],
]
const facts = (rate = 25, duration = 4) =>
  media(
    {
      width: 64,
      height: 36,
      frameRate: rational(rate),
      baseFrameRate: rational(rate),
      frames: rate * duration,
    },
    null,
    seconds(duration),
  )
const pixels = (dir: string, path: string, filters: string, how: readonly string[] = []): Buffer =>
  execFileSync(
    'ffmpeg',
    ['-v', 'error', ...how, '-i', path, '-fps_mode', 'passthrough', '-vf', filters, '-f', 'rawvideo', '-'],
    {
      cwd: dir,
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  )
/** The numbers that pictures of the counter show. */
const numbersIn = (levels: Buffer): number[] =>
  Array.from({ length: levels.length / 8 }, (_, i) =>
    [...levels.subarray(8 * i, 8 * i + 8)].reduce((sum, level, bit) => sum + (level > 127 ? 2 ** bit : 0), 0),
  )
const COLUMNS = 'scale=8:1:flags=area,format=gray'
const shots = (at: SnapshotMoments, more: Partial<SnapshotsSpec> = {}): SnapshotsSpec => ({
  ...{ kind: 'snapshots', at, format: 'png', size: { by: 'source' } },
  ...more,
})
const found = (dir: string, output = 0): [milliseconds: number, number: number][] => {
  const files = readdirSync(join(dir, `o${output}`)).filter((name) => name.startsWith('p_'))
  const list = files.map((name) => `file 'o${output}/${name}'`).join('\n')
  writeFileSync(join(dir, 'list.txt'), list)
  const numbers = numbersIn(pixels(dir, 'list.txt', COLUMNS, ['-f', 'concat', '-safe', '0']))
  return files
    .map((name, i): [number, number] => [Number(name.replace(/\D/g, '')) / 1000, numbers[i] ?? Number.NaN])
    .sort(([one], [other]) => one - other)
}
const partOf = <R extends PlannedPart['role']>(parts: readonly PlannedPart[] | undefined, role: R) =>
  parts?.find((part) => part.role === role) as Extract<PlannedPart, { role: R }>

const TIMES = shots({
  by: 'times',
  times: [{ seconds: 2.36 }, { seconds: 0 }, { seconds: 1.039 }, { seconds: 1.04 }, { percent: 100 }],
})
const ON_SCREEN = [
  [0, 0],
  [1039, 25],
  [1040, 26],
  [2360, 59],
  [4000, 99],
]

describe('the picture of a moment is the frame on screen then', () => {
  test('by seeks, where they cost less', () => {
    const dir = attempt(...counted('25', 4))
    const info = facts()
    const [stream] = info.video
    const planned = run(dir, { ...info, video: [{ ...stream!, maxKeyframeInterval: seconds(0.1) }] }, [TIMES])
    expect(planned.steps[0]?.commands[0]?.args.filter((arg) => arg === 'file:src')).toHaveLength(5)
    expect(found(dir)).toEqual(ON_SCREEN)
  })

  test('from the one decode that an encode needs anyway', async () => {
    const dir = attempt(...counted('25', 4))
    const planned = run(dir, facts(), [
      mp4({ video: video() }),
      TIMES,
      shots({ by: 'interval', every: { seconds: 1.5 }, last: true }),
      shots({ by: 'count', count: 3 }),
    ])
    expect(planned.steps.map((step) => step.outputs)).toEqual([[0, 1, 2, 3]])
    expect(planned.reasons[0]).toContain('stills are taken on the way')
    expect(found(dir, 1)).toEqual(ON_SCREEN)
    const apart = [
      [0, 0],
      [1500, 37],
      [3000, 75],
      [4000, 99],
    ]
    expect(found(dir, 2)).toEqual(apart)
    expect(found(dir, 3).map(([, number]) => number)).toEqual([0, 33, 66])
    const { files } = await verifyPictures(partOf(planned.outputs[2]?.parts, 'pictures'), { dir })
    expect(files.map((file) => file.time)).toEqual(apart.map(([ms = 0]) => ms / 1000))
  })

  test('inside a part, on the timeline of the source', async () => {
    const dir = attempt(...counted('25', 4))
    const range = { start: seconds(1.2), end: seconds(3.2) }
    const planned = run(dir, facts(), [
      shots({ by: 'interval', every: { percent: 25 }, limit: 3 }, { range }),
      mp4({ video: video(), range }),
    ])
    expect(found(dir).map(([, number]) => number)).toEqual([30, 42, 55])
    const { files } = await verifyPictures(partOf(planned.outputs[0]?.parts, 'pictures'), { dir })
    expect(files.map((file) => file.time)).toEqual([1.2, 1.7, 2.2])
  })

  test('of an uneven source too: a frame stays until the next', () => {
    // Frames 0 to 24, then only every tenth.
    const uneven = attempt(...counted('25', 4, ",select='lt(n,25)+not(mod(n,10))'"), '-fps_mode', 'vfr')
    const info = facts(25, 4)
    const odd = { ...info.video[0]!, frameRate: rational(11), frames: 32 }
    const at = { by: 'times', times: [0.5, 1.19, 1.3, 3.59, 3.7].map((s) => ({ seconds: s })) } as const
    run(uneven, { ...info, video: [odd] }, [shots(at), mp4({ video: video() })])
    expect(found(uneven).map(([, number]) => number)).toEqual([12, 24, 30, 80, 90])
  })
})

describe('pictures that choose their moments', () => {
  test('key frames are decoded alone', () => {
    const dir = attempt(...counted('25', 4))
    const { plan: planned } = measureAndRun(dir, facts(), [
      shots({ by: 'keyframes' }),
      shots({ by: 'keyframes', every: seconds(2), limit: 5 }),
      shots({ by: 'interval', every: { seconds: 1 } }, { frames: 'key' }),
    ])
    expect(planned.steps).toHaveLength(1)
    expect(planned.steps[0]?.commands[0]?.args).toContain('nokey')
    const keys = [
      [0, 0],
      [1600, 40],
      [3200, 80],
    ]
    expect(found(dir, 0)).toEqual(keys)
    expect(found(dir, 1)).toEqual([keys[0], keys[2]])
    expect(found(dir, 2)).toEqual(keys)
  })

  test.each([
    ['decoded alone from MP4', [], []],
    ['decoded alone from a transport stream', ['-f', 'mpegts'], []],
    ['among all others', ['-f', 'matroska'], [mp4({ video: video() })]],
  ])('the last key frame stands for what comes after it: %s', async (_what, container, more) => {
    const dir = attempt(...counted('25', 4), ...container)
    const at = (...times: number[]): SnapshotMoments => ({
      ...{ by: 'times', times: times.map((time) => ({ seconds: time })) },
    })
    const key = { frames: 'key' } as const
    measureAndRun(dir, await probed(dir), [
      shots(at(3.5), key),
      shots(at(0.5, 3.3, 3.9), key),
      shots(at(1.7, 3.5), key),
      shots({ by: 'count', count: 8 }, key),
      shots(at(2.9), { ...key, range: { start: seconds(1), end: seconds(3) } }),
      shots(at(2.9), { ...key, range: { start: seconds(1), end: seconds(4) } }),
      shots(at(3.5), key),
      ...more,
    ])
    const numbers = [0, 1, 2, 3, 4, 5, 6].map((output) => found(dir, output).map(([, number]) => number))
    expect(numbers).toEqual([[80], [40, 80], [80], [0, 40, 80], [40], [80], [80]])
  })

  test('black ones are left out, scenes begin where they begin, and a cover is not black', () => {
    // One second black, one of counter, one white.
    const dir = attempt(
      ...['-f', 'lavfi', '-i', `color=black:s=64x36:r=25:d=1,format=yuv420p`],
      ...['-f', 'lavfi', '-i', `color=s=64x36:r=25:d=1,format=yuv420p,geq=lum='16+3*X':cb=128:cr=128`],
      ...['-f', 'lavfi', '-i', `color=white:s=64x36:r=25:d=1,format=yuv420p`],
      ...['-filter_complex', '[0][1][2]concat=n=3', '-c:v', 'libx264', '-g', '5', '-pix_fmt', 'yuv420p'],
    )
    const every = { by: 'interval', every: { seconds: 0.4 } } as const
    run(dir, facts(25, 3), [
      shots(every, { skipBlack: { amount: 98, threshold: 32 } }),
      shots({ by: 'scenes', threshold: 0.3 }),
      shots({ by: 'cover' }),
    ])
    expect(found(dir, 0).map(([ms]) => ms)).toEqual([1200, 1600, 2000, 2400, 2800])
    expect(found(dir, 1).map(([ms]) => ms)).toEqual([0, 1000, 2000])
    expect(found(dir, 2)).toHaveLength(1)
    expect(found(dir, 2)[0]?.[0]).toBeGreaterThanOrEqual(1000)
  })

  test('a film that is black throughout still has a cover, but no picture that is not black', async () => {
    const dir = attempt('-f', 'lavfi', '-i', 'color=black:s=64x36:r=25:d=1,format=yuv420p', '-c:v', 'libx264')
    const skipBlack = { amount: 98, threshold: 32 }
    const planned = run(dir, facts(25, 1), [
      shots({ by: 'cover' }),
      shots({ by: 'count', count: 2 }, { skipBlack }),
    ])
    expect(found(dir, 0)).toHaveLength(1)
    await expect(verifyPictures(partOf(planned.outputs[1]?.parts, 'pictures'), { dir })).rejects.toThrow(
      /only black/,
    )
  })
})

describe('formats', () => {
  const COLORS = ['-f', 'lavfi', '-i', 'smptehdbars=s=1280x720:r=10:d=1,format=yuv420p']
  const HD709 = [
    '-vf',
    'scale=out_color_matrix=bt709:out_range=tv',
    '-colorspace',
    'bt709',
    '-c:v',
    'libx264',
    '-crf',
    '5',
  ]

  test('keep the colours of HD, to the pixel in size', async () => {
    const dir = attempt(...COLORS, ...HD709)
    const info = media(
      { width: 1280, height: 720, frameRate: rational(10), baseFrameRate: rational(10), frames: 10 },
      null,
      seconds(1),
    )
    const planned = run(
      dir,
      info,
      (['jpeg', 'png', 'webp'] as const).map((format) =>
        shots(
          { by: 'times', times: [{ seconds: 0.5 }] },
          {
            format,
            quality: 95,
            size: { by: 'sides', first: 641, second: 361, fill: 'stretch', upscale: false },
          },
        ),
      ),
    )
    const rgb = 'scale=64:36:flags=area+accurate_rnd+full_chroma_int+full_chroma_inp,format=rgb24'
    const source = pixels(dir, 'src', `select=eq(n\\,5),scale=in_color_matrix=bt709,${rgb}`)
    for (const [i, extension] of ['jpg', 'png', 'webp'].entries()) {
      const part = partOf(planned.outputs[i]?.parts, 'pictures')
      expect(part).toMatchObject({ width: 641, height: 361 })
      expect((await verifyPictures(part, { dir })).files).toHaveLength(1)
      const shown = pixels(dir, `o${i}/p_500000.${extension}`, rgb)
      const off = source.map((value, at) => Math.abs(value - shown.readUInt8(at)))
      expect(off.reduce((sum, each) => sum + each, 0) / off.length, extension).toBeLessThan(1.5)
    }
  })

  test('a moving picture has its frames, length, size and repetitions, and the colours of the source', async () => {
    const dir = attempt(
      '-f',
      'lavfi',
      '-i',
      'testsrc2=s=160x90:r=25:d=3,format=yuv420p',
      '-c:v',
      'libx264',
      '-crf',
      '5',
    )
    const range = { start: seconds(0.5), end: seconds(2.5) }
    const of = (format: 'gif' | 'webp', plays: number): OutputSpec => ({
      ...{ kind: 'animation', format, frameRate: rational(10), plays, range },
      size: { by: 'sides', first: 80, fill: 'fit', upscale: false },
    })
    const info = media(
      {
        ...{ width: 160, height: 90, frameRate: rational(25), baseFrameRate: rational(25), frames: 75 },
        color: {},
      },
      null,
      seconds(3),
    )
    const planned = run(dir, info, [of('gif', 0), of('gif', 1), of('gif', 3), of('webp', 0), of('webp', 2)])
    expect(planned.steps).toHaveLength(1)
    for (const [i, [format, plays]] of (
      [
        ['gif', 0],
        ['gif', 1],
        ['gif', 3],
        ['webp', 0],
        ['webp', 2],
      ] as const
    ).entries()) {
      const { animation } = await verifyAnimation(partOf(planned.outputs[i]?.parts, 'animation'), { dir })
      expect(animation).toEqual({ format, width: 80, height: 45, frames: 20, duration: 2, plays })
    }
    const measured = ffmpegStats(dir, ['-i', 'o0/main.gif', '-ss', '0.5', '-t', '2', '-i', 'src'])
    expect(measured).toBeGreaterThan(0.9)
  })

  test('sheets of odd tiles with ground between them hold each picture where it belongs', async () => {
    const dir = attempt(...counted('25', 4))
    const planned = run(dir, facts(), [
      {
        ...{ kind: 'sprite', every: { count: 7 }, columns: 2, rows: 2, tileWidth: 65, tileHeight: 37 },
        ...{ fill: 'stretch', format: 'png', padding: 3, margin: 5, ground: 'ffffff' },
      },
    ])
    const part = partOf(planned.outputs[0]?.parts, 'sheets')
    expect(await verifySheets(part, { dir })).toMatchObject({
      pictures: 7,
      files: [{ role: 'sheet' }, { role: 'sheet' }],
    })
    const tiles = [...[5, 73].map((x) => [x, 5]), ...[5, 73].map((x) => [x, 45])]
    const cut = tiles.map(([x, y], i) => `[${i}]crop=65:37:${x}:${y}:exact=1,${COLUMNS}[c${i}]`)
    const split = `split=4[0][1][2][3];${cut.join(';')};[c0][c1][c2][c3]hstack=inputs=4`
    const shown = (sheet: number) => numbersIn(pixels(dir, `o0/sheet_0000${sheet}.png`, split))
    expect([...shown(1), ...shown(2)].slice(0, 7)).toEqual([0, 14, 28, 42, 57, 71, 85])
    expect([...readFileSync(join(dir, 'o0/sheet_00001.png')).subarray(16, 24)]).toEqual([
      0, 0, 0, 143, 0, 0, 0, 87,
    ])
  })

  test('a sprite of a source that breaks off is told from a whole one inside one sheet', async () => {
    const dir = attempt(...counted('25', 2))
    const planned = run(dir, facts(25, 4), [
      { kind: 'sprite', every: { seconds: 0.5 }, columns: 10, rows: 10, tileWidth: 64, tileHeight: 36 },
    ])
    const part = partOf(planned.outputs[0]?.parts, 'sheets')
    await expect(verifySheets(part, { dir })).rejects.toThrow('hold 6 pictures instead of 8')
  })
})

/** Mean SSIM of the first input against the second at the first one's size and rate. */
const ffmpegStats = (dir: string, inputs: readonly string[]): number => {
  ffmpeg(
    dir,
    ...inputs,
    ...[
      '-filter_complex',
      '[1:v]fps=10:round=up:start_time=0,scale=80:45,format=gbrp[a];[0:v]fps=10,format=gbrp[b];[b][a]ssim=stats_file=ssim.txt',
      '-f',
      'null',
      '-',
    ],
  )
  const values = [...readFileSync(join(dir, 'ssim.txt'), 'utf8').matchAll(/All:([\d.]+)/g)].map(([, all]) =>
    Number(all),
  )
  return values.reduce((sum, each) => sum + each, 0) / values.length
}
