import { expect, test } from 'vitest'
import type { ImageFormat, ImageInfo } from '../domain/image-info.ts'
import type { Overlay } from '../domain/overlay-spec.ts'
import type { PlanInput } from '../domain/plan-input.ts'
import { problem } from '../domain/problem.ts'
import type { Source } from '../domain/source.ts'
import { seconds } from '../domain/units.ts'
import { fullCapabilities, mediaStubs } from '../testing/media-stubs.ts'
import { argsOf, mp4 as file, height, hls, planOf, video as videoOf } from '../testing/output-stubs.ts'
import { attempt, FAST, ffmpeg, HDR10, HDR10_STREAM, media, picturesOf, run } from '../testing/planned-run.ts'

// What is drawn on pictures, measured on the decoded results: grey sources, marks of one colour.

const GREY = ['-f', 'lavfi', '-i', 'color=c=gray:s=320x180:r=30:d=3']
const logo: Source = { from: 'object', bucket: 'marks', key: 'logo.png' }
const known = (image: Partial<ImageInfo> = {}, format: ImageFormat = 'png'): PlanInput[] => [
  {
    use: 'image',
    source: logo,
    file: 'in1',
    image: { format, width: 40, height: 20, frames: 1, duration: seconds(0), ...image },
  },
]
const mark = (of: Partial<Extract<Overlay, { kind: 'image' }>> = {}): Overlay => ({
  ...{ kind: 'image', source: logo, play: 'forever' },
  position: { corner: 'top-left', x: { px: 10 }, y: { px: 10 } },
  ...of,
})
const video = (overlays: readonly Overlay[], size = height(180)) =>
  videoOf(size, { speed: 'ultrafast', rate: { mode: 'crf', crf: 10 }, overlays })
const draw = (dir: string, overlays: readonly Overlay[], inputs: readonly PlanInput[]) =>
  run(dir, media({}, null), [file({ video: video(overlays) })], fullCapabilities.muxers, inputs)

const near = (actual: readonly number[], expected: readonly number[]): void => {
  const far = actual.some((value, i) => Math.abs(value - (expected[i] ?? 0)) > 4)
  expect(far, `${actual} is not ${expected}`).toBe(false)
}
const BACKGROUND = [126, 128, 128]
/** Pure red in BT.709 and limited range, as the stub says the source is. */
const RED = [63, 102, 240]

test('an image stands where it was put, in its own colour, while its window lasts and no longer', () => {
  const dir = attempt(...GREY, ...FAST)
  ffmpeg(
    dir,
    '-f',
    'lavfi',
    '-i',
    'color=c=red:s=40x20',
    '-frames:v',
    '1',
    '-c:v',
    'png',
    '-f',
    'image2',
    'in1',
  )
  const planned = draw(
    dir,
    [
      mark({ window: { start: seconds(1), end: seconds(2) } }),
      mark({
        position: { corner: 'bottom-right', x: { percent: 5 }, y: { px: 10 } },
        width: { percent: 25 },
      }),
      mark({ position: { corner: 'top-right', x: { px: 0 }, y: { px: 0 } }, opacity: 0.5 }),
    ],
    known(),
  )
  expect(argsOf(planned).filter((arg) => arg === 'file:in1')).toHaveLength(1)
  const at = picturesOf(dir, 'o0/main.mp4').colorAt
  near(at(0.9, [12, 12, 36, 16]), BACKGROUND)
  near(at(1, [12, 12, 36, 16]), RED)
  near(at(1.96, [12, 12, 36, 16]), RED)
  near(at(2, [12, 12, 36, 16]), BACKGROUND)
  near(at(1.5, [54, 10, 20, 20]), BACKGROUND)
  // 80x40, 16 pixels from the right and 10 from the bottom.
  near(at(2.9, [226, 132, 76, 36]), RED)
  near(at(2.9, [200, 132, 20, 36]), BACKGROUND)
  near(
    at(0.5, [282, 2, 36, 16]),
    RED.map((v, i) => (v + (BACKGROUND[i] ?? 0)) / 2),
  )
})

test('each rendition has the image by its own size, and an unmarked output shares decode and scaling', () => {
  const dir = attempt(...GREY, ...FAST)
  ffmpeg(
    dir,
    '-f',
    'lavfi',
    '-i',
    'color=c=red:s=40x20',
    '-frames:v',
    '1',
    '-c:v',
    'png',
    '-f',
    'image2',
    'in1',
  )
  const overlays = [
    mark({ width: { percent: 50 }, position: { corner: 'bottom-left', x: { px: 0 }, y: { px: 0 } } }),
  ]
  const planned = run(
    dir,
    media({}, null),
    [
      hls({
        segmentFormat: 'ts',
        renditions: [
          { name: 'a', video: video(overlays) },
          { name: 'b', video: video(overlays, height(90)) },
        ],
      }),
      file({ video: video([]) }),
    ],
    fullCapabilities.muxers,
    known(),
  )
  expect(planned.steps).toHaveLength(1)
  expect(argsOf(planned).join(' ')).toContain('scale=160:90')
  const large = picturesOf(dir, 'o0/a/s00000.ts')
  near(large.colorAt(0, [4, 104, 150, 70]), RED)
  near(large.colorAt(0, [166, 104, 150, 70]), BACKGROUND)
  near(picturesOf(dir, 'o0/b/s00000.ts').colorAt(0, [4, 54, 70, 32]), RED)
  near(picturesOf(dir, 'o1/main.mp4').colorAt(0, [4, 104, 150, 70]), BACKGROUND)
})

test('a moving image plays once and goes, once and stays, or for ever; the output keeps its length', () => {
  const dir = attempt(...GREY, ...FAST)
  // Half a second of red, half a second of blue.
  const two = [
    '-f',
    'lavfi',
    '-i',
    'color=c=red:s=40x20:r=2:d=0.5',
    '-f',
    'lavfi',
    '-i',
    'color=c=blue:s=40x20:r=2:d=0.5',
  ]
  ffmpeg(dir, ...two, '-filter_complex', 'concat=n=2', '-f', 'gif', 'in1')
  const inputs = known({ frames: 2, duration: seconds(1) }, 'gif')
  const box = [12, 12, 36, 16] as const
  const BLUE = [32, 240, 118]
  const seen = (play: 'once' | 'once-and-stay' | 'forever') => {
    draw(dir, [mark({ play, window: { start: seconds(1) } })], inputs)
    const { frames, colorAt: at } = picturesOf(dir, 'o0/main.mp4')
    expect(frames).toBe(90)
    return [0.5, 1.1, 1.7, 2.1, 2.7].map((time) => {
      const color = at(time, box)
      const of = { red: RED, blue: BLUE, none: BACKGROUND }
      return Object.entries(of).find(([, c]) => c.every((v, i) => Math.abs(v - (color[i] ?? 0)) < 12))?.[0]
    })
  }
  expect(seen('once')).toEqual(['none', 'red', 'blue', 'none', 'none'])
  expect(seen('once-and-stay')).toEqual(['none', 'red', 'blue', 'blue', 'blue'])
  expect(seen('forever')).toEqual(['none', 'red', 'blue', 'red', 'blue'])
})

test('a mosaic makes its rectangle flat and leaves the rest as it was', () => {
  const dir = attempt('-f', 'lavfi', '-i', 'testsrc2=s=320x180:r=30:d=3', ...FAST)
  const at = { corner: 'top-left', x: { percent: 50 }, y: { px: 40 } } as const
  const of = {
    kind: 'mosaic',
    position: at,
    width: { percent: 25 },
    height: { px: 60 },
    window: { start: seconds(1) },
  } as const
  const similarity = (box: string, from: number): number => {
    const cut = `trim=start=${from}:duration=0.9,setpts=PTS-STARTPTS,crop=${box}`
    const log = ffmpeg(
      dir,
      '-i',
      'src',
      '-i',
      'o0/main.mp4',
      '-lavfi',
      `[0:v]${cut}[a];[1:v]${cut}[b];[a][b]ssim=stats_file=-`,
      '-f',
      'null',
      '-',
    )
    const scores = [...log.matchAll(/All:([\d.]+)/g)].map((m) => Number(m[1]))
    return scores.reduce((a, b) => a + b, 0) / scores.length
  }
  for (const style of ['pixels', 'blur'] as const) {
    draw(dir, [{ ...of, style, strength: 20 }], [])
    expect(similarity('80:60:160:40', 1)).toBeLessThan(0.85)
    expect(similarity('80:60:160:40', 0)).toBeGreaterThan(0.95)
    expect(similarity('140:180:0:0', 1)).toBeGreaterThan(0.95)
  }
})

test('an image that cannot be used fails its output alone', () => {
  const reason = problem('input-unusable', 'The image "marks/logo.png" cannot be used.')
  const inputs: PlanInput[] = [{ use: 'image', source: logo, problem: reason }]
  const specs = [file({ video: video([mark()]) }), file({ video: video([]) })]
  const { refused, outputs } = planOf(mediaStubs.hd30, specs, fullCapabilities, inputs)
  expect(refused).toEqual([{ output: 0, problem: { ...reason, path: 'outputs.0' } }])
  expect(outputs.map((o) => o.output)).toEqual([1])
})

test('a copy is not drawn on: if it may be encoded it is, if not it is refused', () => {
  const abr = { rate: { mode: 'abr', bitrate: mediaStubs.hd30.bitrate } } as const
  const wish = (copy: 'if-fits' | 'always') =>
    file({ video: { ...video([mark()], { by: 'source' }), ...abr, copy } })
  const { outputs, refused } = planOf(
    mediaStubs.hd30,
    [wish('if-fits'), wish('always')],
    fullCapabilities,
    known(),
  )
  expect(outputs[0]?.reasons[0]).toContain('not copied: something is drawn on it')
  expect(refused.map((r) => r.problem.code)).toEqual(['invalid-parameter'])
})

test('on HDR an image is as bright as paper, whatever its size', () => {
  const dir = attempt(...GREY, ...HDR10)
  const white = [
    '-f',
    'lavfi',
    '-i',
    'color=c=white:s=41x21',
    '-frames:v',
    '1',
    '-c:v',
    'png',
    '-f',
    'image2',
  ]
  ffmpeg(dir, ...white, 'in1')
  const spec = file({ video: { ...video([mark()]), codec: 'hevc', bitDepth: 10 } })
  const inputs = known({ width: 41, height: 21 })
  run(dir, media(HDR10_STREAM, null), [spec], fullCapabilities.muxers, inputs)
  const at = picturesOf(dir, 'o0/main.mp4').colorAt
  // 203 cd/m² are 58 % of PQ.
  near(at(1, [14, 14, 30, 12]), [16 + 0.581 * 219, 128, 128])
  near(at(1, [60, 14, 30, 12]), BACKGROUND)
})
