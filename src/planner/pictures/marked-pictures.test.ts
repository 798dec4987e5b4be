import { expect, test } from 'vitest'
import type { ImageInfo } from '../../domain/image-info.ts'
import type { VideoStream } from '../../domain/media-info.ts'
import type { AnimationSpec, OutputSpec, SnapshotsSpec, SpriteSpec } from '../../domain/output-spec.ts'
import type { ImageOverlay, MosaicOverlay, Overlay, TextOverlay } from '../../domain/overlay-spec.ts'
import { PICTURE_EXTENSIONS, type PictureFormat } from '../../domain/picture-spec.ts'
import type { PlanInput } from '../../domain/plan-input.ts'
import type { Source } from '../../domain/source.ts'
import { rational, seconds } from '../../domain/units.ts'
import { findFonts } from '../../engine/fonts.ts'
import { fullCapabilities } from '../../testing/media-stubs.ts'
import { argsOf, mp4, planOf, video } from '../../testing/output-stubs.ts'
import { attempt, FAST, ffmpeg, media, picturesOf, runPlan } from '../../testing/planned-run.ts'

// What is drawn on stills and animations, measured on the decoded results: grey sources, marks of one colour.

const GREY = ['-f', 'lavfi', '-i', 'color=c=gray:s=320x180:r=30:d=3', ...FAST]
const logo: Source = { from: 'object', bucket: 'marks', key: 'logo.png' }
/** All results are told in BT.601 and limited range. */
const [BACKGROUND, RED, BLUE] = [
  [126, 128, 128],
  [81, 90, 240],
  [41, 240, 110],
] as const

const mark = (of: Partial<ImageOverlay> = {}): Overlay => ({
  ...{ kind: 'image', source: logo, play: 'forever' },
  position: { corner: 'top-left', x: { px: 11 }, y: { px: 9 } },
  ...of,
})
const shots = (overlays: readonly Overlay[], more: Partial<SnapshotsSpec> = {}): SnapshotsSpec => ({
  ...{ kind: 'snapshots', at: { by: 'times', times: [{ seconds: 0.5 }, { seconds: 1.5 }] } },
  ...{ format: 'png', size: { by: 'source' }, overlays },
  ...more,
})
const made = async (
  source: readonly string[],
  specs: readonly OutputSpec[],
  image: Partial<ImageInfo> = {},
  of: Partial<VideoStream> = {},
) => {
  const dir = attempt(...source)
  const red = ['-f', 'lavfi', '-i', 'color=c=red:s=40x20:r=2:d=0.5']
  const blue = ['-f', 'lavfi', '-i', 'color=c=blue:s=40x20:r=2:d=0.5']
  const moving = image.frames === 2
  ffmpeg(
    dir,
    ...(moving
      ? [...red, ...blue, '-filter_complex', 'concat=n=2', '-f', 'gif']
      : [...red, '-frames:v', '1', '-c:v', 'png', '-f', 'image2']),
    'in1',
  )
  const inputs: PlanInput[] = [
    {
      ...{ use: 'image', source: logo, file: 'in1' },
      image: {
        format: moving ? 'gif' : 'png',
        width: 40,
        height: 20,
        frames: 1,
        duration: seconds(1),
        ...image,
      },
    },
  ]
  const planned = planOf(media(of, null), specs, { ...fullCapabilities, fonts: await findFonts() }, inputs)
  expect(planned.refused).toEqual([])
  runPlan(dir, planned)
  return { dir, planned }
}
const near = (actual: readonly number[], expected: readonly number[]): void => {
  const far = actual.some((value, i) => Math.abs(value - (expected[i] ?? 0)) > 5)
  expect(far, `${actual} is not ${expected}`).toBe(false)
}

test('stills of every format and size have an image and a text in their own colours, and a mosaic', async () => {
  const words: TextOverlay = {
    ...{ kind: 'text', text: '███', size: { px: 30 }, color: '0000ff' },
    position: { corner: 'bottom-left', x: { px: 21 }, y: { px: 15 } },
  }
  const hidden: MosaicOverlay = {
    ...{ kind: 'mosaic', style: 'pixels', width: { px: 80 }, height: { px: 60 } },
    position: { corner: 'top-right', x: { px: 0 }, y: { px: 0 } },
  }
  const kinds: readonly (readonly [PictureFormat, number])[] = [
    ...([320, 301] as const).map((width) => ['jpeg', width] as const),
    ...([320, 301] as const).map((width) => ['png', width] as const),
    ...([320, 301] as const).map((width) => ['webp', width] as const),
  ]
  const { dir } = await made(
    GREY,
    kinds.map(([format, width]) =>
      shots([hidden, mark(), words], {
        ...{ format, ...(format !== 'png' && { quality: 95 }) },
        size: {
          by: 'sides',
          first: width,
          fill: 'stretch',
          second: width === 320 ? 180 : 169,
          upscale: false,
        },
      }),
    ),
  )
  for (const [i, [format, width]] of kinds.entries()) {
    const at = picturesOf(dir, `o${i}/p_500000.${PICTURE_EXTENSIONS[format]}`).colorAt
    const down = width === 320 ? 11 : 0
    near(at(0, [14, 12, 34, 14]), RED)
    near(at(0, [60, 12, 30, 14]), BACKGROUND)
    near(at(0, [26, 128 + down, 30, 16]), BLUE)
    near(at(0, [26, 158 + down, 30, 8]), BACKGROUND)
    // As grey as it was: its range is that of the picture.
    near(at(0, [width - 76, 4, 70, 50]), BACKGROUND)
  }
})

test('a window says which stills bear a mark, by seeks and from one decode', async () => {
  const window = { start: seconds(1), end: seconds(2) }
  const wish = shots([mark({ window })], {
    at: { by: 'times', times: [0.9, 1.9, 2].map((n) => ({ seconds: n })) },
  })
  const box = [14, 12, 34, 14] as const
  const seen = (dir: string, output: number) =>
    [900, 1900, 2000].map(
      (ms) => (picturesOf(dir, `o${output}/p_${ms}000.png`).colorAt(0, box)[2] ?? 0) > 200,
    )
  const sought = await made([...GREY, '-g', '5'], [wish], {}, { maxKeyframeInterval: seconds(0.1) })
  expect(argsOf(sought.planned).filter((arg) => arg === 'file:src').length).toBe(3)
  expect(argsOf(sought.planned).filter((arg) => arg === 'file:in1').length).toBe(1)
  expect(seen(sought.dir, 0)).toEqual([false, true, false])
  const shared = await made(GREY, [mp4({ video: video() }), wish])
  expect(shared.planned.steps).toHaveLength(1)
  expect(seen(shared.dir, 1)).toEqual([false, true, false])
  near(picturesOf(shared.dir, 'o0/main.mp4').colorAt(1.5, box), BACKGROUND)
})

test('each small picture of a sheet bears the mark, by its own size', async () => {
  const sprite: SpriteSpec = {
    ...{ kind: 'sprite', every: { seconds: 1 }, columns: 3, rows: 1, tileWidth: 100, tileHeight: 56 },
    ...{ padding: 3, margin: 5 },
    overlays: [mark({ width: { percent: 40 } })],
  }
  const { dir } = await made(GREY, [sprite])
  const { colorAt, frames } = picturesOf(dir, 'o0/sheet_00001.jpg')
  expect(frames).toBe(1)
  for (const left of [5, 108, 211]) {
    near(colorAt(0, [left + 13, 5 + 11, 34, 14]), RED)
    near(colorAt(0, [left + 56, 5 + 11, 34, 14]), BACKGROUND)
  }
})

test('a moving image moves on an animation, for its window, and stands still on stills', async () => {
  const animation: AnimationSpec = {
    ...{ kind: 'animation', format: 'gif', frameRate: rational(10), size: { by: 'source' }, plays: 0 },
    overlays: [mark({ window: { start: seconds(1) } })],
  }
  const { dir, planned } = await made(GREY, [animation, shots([mark()])], {
    frames: 2,
    duration: seconds(1),
  })
  expect(planned.outputs.map(({ reasons }) => reasons[0])).toEqual([
    'animation: 30 frames at 320x180, 1 drawn on it',
    'pictures: at 2 given times, each the frame on screen then, 1 drawn on each picture',
  ])
  const { frames, colorAt } = picturesOf(dir, 'o0/main.gif', 10)
  expect(frames).toBe(30)
  const box = [14, 12, 34, 14] as const
  near(colorAt(0.5, box), BACKGROUND)
  near(colorAt(1.2, box), RED)
  near(colorAt(1.7, box), BLUE)
  near(colorAt(2.2, box), RED)
  for (const name of ['p_500000', 'p_1500000']) near(picturesOf(dir, `o1/${name}.png`).colorAt(0, box), RED)
})

test('a cover bears a mark', async () => {
  const { dir } = await made(GREY, [shots([mark()], { at: { by: 'cover' }, format: 'jpeg' })])
  near(picturesOf(dir, 'o0/p_0.jpg').colorAt(0, [14, 12, 34, 14]), RED)
})
