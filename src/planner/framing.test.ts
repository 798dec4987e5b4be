import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { displaySize } from '../domain/media-info.ts'
import type { VideoSpec } from '../domain/output-spec.ts'
import { mp4, video as videoOf } from '../testing/output-stubs.ts'
import { attempt, probe, probed, run } from '../testing/planned-run.ts'
import { videoFraming } from './framing.ts'

// A picture of four quarters tells how it was turned, mirrored and cut.

const QUARTERS = ['red', 'lime', 'blue', 'white'] as const
const WIDTH = 128
const HEIGHT = 64

const quarters = (...more: string[]): string =>
  attempt(
    ...QUARTERS.flatMap((color) => [
      '-f',
      'lavfi',
      '-i',
      `color=${color}:s=${WIDTH / 2}x${HEIGHT / 2}:r=5:d=0.4`,
    ]),
    ...['-filter_complex', '[0][1]hstack[a];[2][3]hstack[b];[a][b]vstack', '-c:v', 'libx264', '-qp', '4'],
    ...['-pix_fmt', 'yuv420p', ...more],
  )

/** r, g, b or w for each of the given places, as parts of the width and height, of the first frame as a player shows it. */
const seen = (
  dir: string,
  path: string,
  places: readonly (readonly [number, number])[] = CORNERS,
): string => {
  const pixels = execFileSync(
    'ffmpeg',
    [
      '-v',
      'error',
      '-i',
      path,
      '-frames:v',
      '1',
      '-vf',
      'scale=64:64',
      '-pix_fmt',
      'rgb24',
      '-f',
      'rawvideo',
      '-',
    ],
    { cwd: dir },
  )
  return places
    .map(([x, y]) => {
      const at = 3 * (Math.floor(y * 64) * 64 + Math.floor(x * 64))
      const [r, g, b] = [...pixels.subarray(at, at + 3)].map((n) => (n > 128 ? 1 : 0))
      return NAMES[`${r}${g}${b}`] ?? '?'
    })
    .join('')
}
const NAMES: Readonly<Record<string, string>> = {
  ...{ '100': 'r', '010': 'g', '001': 'b', '111': 'w', '000': 'k' },
}
const CORNERS = [
  [0.25, 0.25],
  [0.75, 0.25],
  [0.25, 0.75],
  [0.75, 0.75],
] as const

type Turn = NonNullable<VideoSpec['turn']>
const TURNS: readonly Turn[] = ([0, 90, 180, 270] as const).flatMap((rotation) =>
  [false, true].map((mirrored) => ({ rotation, mirrored })),
)
/** What becomes of four corners. */
const turned = (corners: string, { rotation, mirrored }: Turn): string => {
  const [a, b, c, d] = corners
  let at = mirrored ? [b, a, d, c] : [a, b, c, d]
  for (let i = 0; i < rotation / 90; i++) at = [at[2], at[0], at[3], at[1]]
  return at.join('')
}

/** Writes another matrix into the only track of an MP4. */
const withMatrix = (dir: string, ...matrix: number[]): void => {
  const file = readFileSync(join(dir, 'src'))
  const at = file.indexOf('tkhd') + 4 + 40
  matrix.forEach((n, i) => {
    file.writeInt32BE(n, at + 4 * i)
  })
  writeFileSync(join(dir, 'src'), file)
}
const ONE = 1 << 16
const W = 1 << 30

const outputs = (wishes: readonly Partial<VideoSpec>[]) =>
  wishes.map((wish) => mp4({ video: videoOf({ by: 'source' }, { speed: 'ultrafast', ...wish }) }))

describe('turning', () => {
  test.each([
    ['upright', [ONE, 0, 0, 0, ONE, 0, 0, 0, W], 'rgbw'],
    ['stored turned by 90°', [0, ONE, 0, -ONE, 0, 0, HEIGHT * ONE, 0, W], 'brwg'],
    ['stored mirrored', [-ONE, 0, 0, 0, ONE, 0, WIDTH * ONE, 0, W], 'grwb'],
    ['stored upside down', [ONE, 0, 0, 0, -ONE, 0, 0, HEIGHT * ONE, W], 'bwrg'],
    ['stored mirrored and turned', [0, ONE, 0, ONE, 0, 0, 0, 0, W], 'rbgw'],
  ] as const)('a source that is %s comes out upright, and is turned from there', async (_, matrix, shown) => {
    const dir = quarters()
    withMatrix(dir, ...matrix)
    const info = await probed(dir)
    run(dir, info, outputs(TURNS.map((turn) => ({ turn }))))
    const across = matrix[0] === 0
    for (const [i, turn] of TURNS.entries()) {
      const path = `o${i}/main.mp4`
      expect(seen(dir, path), JSON.stringify(turn)).toBe(turned(shown, turn))
      const flat = (turn.rotation % 180 === 0) !== across
      expect(probe(dir, path).video, JSON.stringify(turn)).toMatchObject(
        flat ? { width: WIDTH, height: HEIGHT } : { width: HEIGHT, height: WIDTH },
      )
    }
  })
})

test('a region is cut out of what is shown', async () => {
  const dir = quarters()
  const plain = await probed(dir)
  run(dir, plain, outputs([{ crop: { x: 64, y: 0, width: 64, height: 32 } }]))
  expect(seen(dir, 'o0/main.mp4')).toBe('gggg')
  expect(probe(dir, 'o0/main.mp4').video).toMatchObject({ width: 64, height: 32 })
})

test('a picture is laid on a larger ground, where it is asked to lie', async () => {
  const dir = quarters()
  const info = await probed(dir)
  const size = { by: 'sides', first: 64, second: 32, fill: 'fit', upscale: false } as const
  run(dir, info, outputs([{ size, ground: { x: 128, y: 64, width: 192, height: 96 } }]))
  expect(probe(dir, 'o0/main.mp4').video).toMatchObject({ width: 192, height: 96 })
  // Three by three parts of 64x32: black, but for the last one, which holds all four quarters.
  const places = [
    ...([0.5, 1.5, 2.5] as const).map((y) => [0.5 / 3, y / 3] as const),
    ...([2.25, 2.75] as const).flatMap((y) => [2.25, 2.75].map((x) => [x / 3, y / 3] as const)),
  ]
  expect(seen(dir, 'o0/main.mp4', places)).toBe('kkkrgbw')
})

test('a ground must hold the whole picture', () => {
  const of = { width: 128, height: 64 }
  const ground = { x: 64, y: 32, width: 191, height: 96 }
  const wish = { size: { by: 'source' }, ground } as const
  expect(videoFraming(wish, { display: of, decoded: of })).toEqual({
    outside: 'A picture of 128x64 at 64,32 does not lie on a ground of 190x96.',
  })
})

test('what surrounds a picture is the picture itself, enlarged and blurred', async () => {
  const dir = quarters()
  const size = { by: 'sides', first: 256, second: 64, fill: 'pad-blur', upscale: true } as const
  run(dir, await probed(dir), outputs([{ size }, { size, turn: { rotation: 180, mirrored: false } }]))
  const row = (y: number) => [0.03, 0.2, 0.3, 0.7, 0.8, 0.97].map((x) => [x, y] as const)
  expect(probe(dir, 'o0/main.mp4').video).toMatchObject({ width: 256, height: 64 })
  expect(seen(dir, 'o0/main.mp4', [...row(0.03), ...row(0.97)])).toBe('rrrggg' + 'bbbwww')
  expect(seen(dir, 'o1/main.mp4', [...row(0.03), ...row(0.97)])).toBe('wwwbbb' + 'gggrrr')
})

describe('a region of a source with oblong pixels, or stored turned, is in pixels of what is shown', () => {
  test.each([
    ['upright', '2', [ONE, 0, 0, 0, ONE, 0, 0, 0, W]],
    ['turned by 90°', '2', [0, ONE, 0, -ONE, 0, 0, HEIGHT * ONE, 0, W]],
    ['turned by 270°', '1/2', [0, -ONE, 0, ONE, 0, 0, 0, WIDTH * ONE, W]],
    ['mirrored and turned', '2', [0, ONE, 0, ONE, 0, 0, 0, 0, W]],
  ] as const)('%s, pixels of %s:1', async (_, aspect, matrix) => {
    const dir = quarters(...['-bsf:v', `h264_metadata=sample_aspect_ratio=${aspect}`])
    withMatrix(dir, ...matrix)
    const info = await probed(dir)
    const [stream] = info.video
    if (!stream) throw new Error('no picture')
    const shown = displaySize(stream)
    const across = shown.width / 2
    const down = shown.height / 2
    const corners = [
      [0, 0],
      [across, 0],
      [0, down],
      [across, down],
    ] as const
    run(dir, info, outputs(corners.map(([x, y]) => ({ crop: { x, y, width: across, height: down } }))))
    const whole = seen(dir, 'src')
    for (const n of corners.keys()) {
      expect(seen(dir, `o${n}/main.mp4`), `corner ${n}`).toBe(whole.charAt(n).repeat(4))
      expect(probe(dir, `o${n}/main.mp4`).video).toMatchObject({
        width: across,
        height: down,
        sample_aspect_ratio: '1:1',
      })
    }
  })
})
