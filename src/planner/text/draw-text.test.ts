import { copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Font } from '../../domain/font.ts'
import type { MediaInfo, VideoStream } from '../../domain/media-info.ts'
import type { OutputSpec, VideoSpec } from '../../domain/output-spec.ts'
import type { TextOverlay } from '../../domain/overlay-spec.ts'
import { seconds } from '../../domain/units.ts'
import { findFonts } from '../../engine/fonts.ts'
import { fullCapabilities } from '../../testing/media-stubs.ts'
import { argsOf, mp4 as file, height, hls, planOf, video as videoOf } from '../../testing/output-stubs.ts'
import { attempt, FAST, HDR10, HDR10_STREAM, media, picturesOf, runPlan } from '../../testing/planned-run.ts'

// Text on grey pictures, measured on the decoded results. U+2588 is a block of plain colour.

let fonts: readonly Font[]
beforeAll(async () => {
  fonts = await findFonts()
})

const [WIDTH, HEIGHT, DURATION] = [320, 180, 3]
const GREY = ['-f', 'lavfi', '-i', `color=c=gray:s=${WIDTH}x${HEIGHT}:r=30:d=${DURATION}`]
const BACKGROUND = [126, 128, 128]
/** Pure red in limited range. */
const RED = [63, 102, 240]
const RED_601 = [81, 90, 240]
const WHITE = [235, 128, 128]
const BLACK = [16, 128, 128]

const at = (corner: TextOverlay['position']['corner'], x: number, y: number): TextOverlay['position'] => ({
  ...{ corner, x: { px: x }, y: { px: y } },
})
const text = (of: Partial<TextOverlay> = {}): TextOverlay => ({
  ...{ kind: 'text', text: '███', position: at('top-left', 20, 20), size: { px: 40 }, color: 'ff0000' },
  ...of,
})
const video = (overlays: readonly TextOverlay[], more: Partial<VideoSpec> = {}) =>
  videoOf(more.size ?? height(180), {
    ...{ speed: 'ultrafast', rate: { mode: 'crf', crf: 8 }, overlays },
    ...more,
  })
const run = (dir: string, specs: readonly OutputSpec[], info: MediaInfo = media({}, null)) => {
  const planned = planOf(info, specs, { ...fullCapabilities, fonts })
  expect(planned.refused).toEqual([])
  runPlan(dir, planned)
  return planned
}
const draw = (overlays: readonly TextOverlay[], of: Partial<VideoStream> = {}) => {
  const dir = attempt(...GREY, ...FAST)
  const planned = run(dir, [file({ video: video(overlays) })], media(of, null))
  return { planned, pictures: picturesOf(dir, 'o0/main.mp4') }
}
type Pictures = ReturnType<typeof picturesOf>

const near = (actual: readonly number[], expected: readonly number[], slack = 4): void => {
  const far = actual.some((value, i) => Math.abs(value - (expected[i] ?? 0)) > slack)
  expect(far, `${actual} is not ${expected}`).toBe(false)
}
/** The rectangle in which the picture is not grey: left, top, right, bottom, exclusive. */
const inkOf = (pictures: Pictures, time = 0.5, [width, height] = [WIDTH, HEIGHT]) => {
  const differs = (box: readonly [number, number, number, number]): boolean =>
    Math.abs((pictures.colorAt(time, box)[0] ?? 0) - (BACKGROUND[0] ?? 0)) > 24
  const columns = new Set<number>()
  const rows = new Set<number>()
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      if (differs([x, y, 1, 1])) {
        columns.add(x)
        rows.add(y)
      }
  return [Math.min(...columns), Math.min(...rows), Math.max(...columns) + 1, Math.max(...rows) + 1] as const
}

test('text has its own colour, in BT.709 and in BT.601', () => {
  const ink = inkOf(draw([text()]).pictures)
  near(ink.slice(0, 2), [20, 20], 1)
  const middle = [ink[0] + 4, ink[1] + 4, ink[2] - ink[0] - 8, ink[3] - ink[1] - 8] as const
  near(draw([text()]).pictures.colorAt(1, middle), RED)
  const sd = { color: { primaries: 'smpte170m', transfer: 'smpte170m', space: 'smpte170m', range: 'tv' } }
  near(draw([text()], sd).pictures.colorAt(1, middle), RED_601)
})

test('text stands as far from each corner as it was put, in pixels or percent', () => {
  const { pictures } = draw([
    text({ position: at('bottom-right', 20, 10) }),
    text({ position: { corner: 'top-right', x: { percent: 5 }, y: { percent: 10 } } }),
  ])
  const [, top, right, bottom] = inkOf(pictures)
  near([top, right, bottom], [18, 304, 170], 1)
  near(pictures.colorAt(1, [230, 130, 60, 30]), RED)
  const left = inkOf(draw([text({ position: at('bottom-left', 12, 30) })]).pictures)
  near([left[0], left[3]], [12, 150], 1)
})

describe('lines at a right corner', () => {
  const lines = '████\n██\n█'
  const ends = (pictures: Pictures, rows: readonly [number, number, number, number]) => {
    const [, top, , bottom] = rows
    const pitch = (bottom - top) / 3
    return [0, 1, 2].map((line) => {
      const y = Math.round(top + (line + 0.4) * pitch)
      const ink = Array.from({ length: WIDTH }, (_, x) => x).filter(
        (x) => Math.abs((pictures.colorAt(0.5, [x, y, 1, 1])[0] ?? 0) - (BACKGROUND[0] ?? 0)) > 24,
      )
      return [Math.min(...ink), Math.max(...ink) + 1] as const
    })
  }

  test.each(['top', 'bottom'] as const)('%s end together, and are as high as others', (edge) => {
    const outline = { color: 'ff0000', width: { px: 2 } }
    const made = (corner: 'left' | 'right') => {
      const { pictures } = draw([
        text({ text: lines, size: { px: 30 }, outline, position: at(`${edge}-${corner}`, 20, 16) }),
      ])
      return { pictures, rows: inkOf(pictures) }
    }
    const [left, right] = [made('left'), made('right')]
    expect([right.rows[1], right.rows[3]]).toEqual([left.rows[1], left.rows[3]])
    const [beginnings, endings] = [ends(left.pictures, left.rows), ends(right.pictures, right.rows)]
    for (const [i, [from, to]] of beginnings.entries()) {
      near([from], [20], 1)
      const [begun = 0, ended = 0] = endings[i] ?? []
      near([ended, ended - begun], [WIDTH - 20, to - from], 1)
    }
  })

  test('narrower than a letter of another line end there, too, and a box is around all', () => {
    const box = { color: '000000', padding: { px: 8 } }
    const { pictures } = draw([
      text({ text: 'WWW\n\ni', color: 'ffffff', box, position: at('top-right', 12, 12) }),
    ])
    const [left, top, right, bottom] = inkOf(pictures)
    near([top, right], [12, WIDTH - 12], 1)
    const bright = (y: number) =>
      Array.from({ length: WIDTH }, (_, x) => x).filter(
        (x) => (pictures.colorAt(0.5, [x, y, 1, 1])[0] ?? 0) > 190,
      )
    const rows = Array.from({ length: bottom - top }, (_, i) => top + i).filter((y) => bright(y).length > 0)
    const [first = [], last = []] = [bright(rows[2] ?? 0), bright(rows.at(-4) ?? 0)]
    expect(last.length).toBeLessThan(8)
    expect(Math.abs(Math.max(...last) - Math.max(...first))).toBeLessThanOrEqual(4)
    near(pictures.colorAt(0.5, [left + 2, top + 2, 4, bottom - top - 4]), BLACK)
  })
})

test('a text that is larger than the picture is told of, with about its size', () => {
  const warned = (of: Partial<TextOverlay>) => draw([text(of)]).planned.outputs[0]?.warnings ?? []
  const [warning, ...others] = warned({ text: 'Wide words beyond the edge', size: { px: 40 } })
  expect(others).toEqual([])
  expect(warning).toMatchObject({ code: 'text-cut', detail: { room: { width: 300, height: 160 } } })
  // As wide as the same is drawn in half the size, twice.
  const ink = inkOf(draw([text({ text: 'Wide words beyond the edge', size: { px: 20 } })]).pictures)
  near([Number(warning?.detail?.width)], [2 * (ink[2] - ink[0])], 12)
  expect(warned({ text: 'a\n'.repeat(8) })).toMatchObject([{ code: 'text-cut' }])
  expect(warned({ text: 'short' })).toEqual([])
})

test('text is seen from the start of its window to before the end, once or several times', () => {
  const { pictures } = draw([
    text({ window: { start: seconds(1), end: seconds(2) } }),
    text({ position: at('bottom-left', 20, 20), window: { start: seconds(-0.5) } }),
  ])
  expect(pictures.frames).toBe(90)
  const [upper, lower] = [[30, 30, 50, 20] as const, [30, 130, 50, 20] as const]
  near(pictures.colorAt(0.96, upper), BACKGROUND)
  near(pictures.colorAt(1, upper), RED)
  near(pictures.colorAt(1.96, upper), RED)
  near(pictures.colorAt(2, upper), BACKGROUND)
  near(pictures.colorAt(2.4, lower), BACKGROUND)
  near(pictures.colorAt(2.5, lower), RED)
  near(pictures.colorAt(2.96, lower), RED)
})

test('opacity lets the picture through, evenly, and edges have no other colour', () => {
  const half = draw([text({ opacity: 0.5 })]).pictures.colorAt(1, [30, 30, 50, 20])
  near(
    half,
    RED.map((v, i) => (v + (BACKGROUND[i] ?? 0)) / 2),
  )
  // White letters on a light ground get no dark rims: nothing is darker than the ground.
  const { pictures } = draw([text({ text: 'Sage', color: 'ffffff' })])
  let darkest = 255
  for (let y = 0; y < 80; y++)
    for (let x = 0; x < 160; x++) darkest = Math.min(darkest, pictures.colorAt(1, [x, y, 1, 1])[0] ?? 255)
  expect(darkest).toBeGreaterThan((BACKGROUND[0] ?? 0) - 8)
})

test('a box is the ground of the text, and stands where the text would', () => {
  const box = { color: '000000', padding: { px: 10 }, opacity: 0.5 }
  const { pictures } = draw([text({ box, color: 'ffffff', text: '█' })])
  const [left, top, right, bottom] = inkOf(pictures)
  near([left, top], [20, 20], 1)
  near(
    pictures.colorAt(1, [22, 22, right - 24, 6]),
    BLACK.map((v, i) => (v + (BACKGROUND[i] ?? 0)) / 2),
  )
  near(pictures.colorAt(1, [34, 36, 8, bottom - 54]), WHITE)
})

test('an outline runs around the letters, a shadow lies under them', () => {
  const { pictures } = draw([
    text({
      text: '█',
      outline: { color: 'ffffff', width: { px: 6 } },
      shadow: { color: '000000', x: { px: 30 }, y: { px: 0 } },
    }),
  ])
  const [left, top, right] = inkOf(pictures)
  near([left, top], [20, 20], 1)
  near(pictures.colorAt(1, [22, 40, 2, 10]), WHITE, 8)
  near(pictures.colorAt(1, [32, 36, 8, 10]), RED, 6)
  near(pictures.colorAt(1, [right - 10, 40, 6, 10]), BLACK, 6)
})

test('percent of the height: each rendition of a ladder has the text in its own size, and text comes in streams', () => {
  const dir = attempt(...GREY, ...FAST)
  const overlays = [
    text({ size: { percent: 20 }, position: { ...at('bottom-left', 0, 0), x: { percent: 10 } } }),
  ]
  const planned = run(dir, [
    hls({
      segmentFormat: 'ts',
      renditions: [
        { name: 'a', video: video(overlays) },
        { name: 'b', video: video(overlays, { size: height(90) }) },
      ],
    }),
    file({ video: video([]) }),
  ])
  expect(planned.steps).toHaveLength(1)
  expect(planned.steps[0]?.files).toEqual([{ name: 'text1', content: '███' }])
  const large = inkOf(picturesOf(dir, 'o0/a/s00000.ts'))
  const small = inkOf(picturesOf(dir, 'o0/b/s00000.ts'), 0.5, [160, 90])
  near([large[0], large[3]], [32, 180], 1)
  near(
    small,
    large.map((n) => n / 2),
    1.5,
  )
  near(picturesOf(dir, 'o1/main.mp4').colorAt(0.5, [40, 150, 40, 20]), BACKGROUND)
})

test('whatever a text holds is drawn and is nowhere in the arguments', () => {
  const hostile = [
    '%{localtime} %{e:1}',
    "\\':;[]{},=#$|",
    'O1\\\\n;movie=/etc/passwd[x]',
    "'; touch x; '",
  ].join('\n')
  const { planned, pictures } = draw([text({ text: hostile, size: { px: 14 }, color: 'ffffff' })])
  const [left, top, right, bottom] = inkOf(pictures)
  expect(right - left).toBeGreaterThan(120)
  expect(bottom - top).toBeGreaterThan(50)
  expect(planned.steps[0]?.files).toEqual([{ name: 'text1', content: hostile }])
  const said = argsOf(planned).join(' ')
  for (const word of ['localtime', 'passwd', 'touch']) expect(said).not.toContain(word)
  // A year would have been longer than the word for it.
  const clock = inkOf(draw([text({ text: '%{localtime}', size: { px: 14 } })]).pictures)
  expect(clock[2] - clock[0]).toBeLessThan(110)
  expect(draw([text({ text: '%{e' })]).pictures.frames).toBe(90)
})

test('a font may lie in a folder of any name', () => {
  const dir = attempt(...GREY, ...FAST)
  const folder = join(dir, "it's: a, [b]; \\c=%d")
  mkdirSync(folder)
  const plain = fonts.find(({ path }) => path.endsWith('/DejaVuSans.ttf'))
  if (!plain) throw new Error('no DejaVu Sans')
  copyFileSync(plain.path, join(folder, 'x.ttf'))
  const odd = { ...plain, path: join(folder, 'x.ttf') }
  const planned = planOf(media({}, null), [file({ video: video([text()]) })], {
    ...fullCapabilities,
    fonts: [odd],
  })
  expect(planned.refused).toEqual([])
  runPlan(dir, planned)
  near(picturesOf(dir, 'o0/main.mp4').colorAt(1, [30, 30, 50, 20]), RED)
})

const hdrSource = () => attempt(...GREY, ...HDR10)
const hdr = media(HDR10_STREAM, null)
const block = [34, 30, 40, 20] as const

test('HDR shown as SDR has text in the colours it was given', () => {
  const dir = hdrSource()
  run(dir, [file({ video: video([text()]) })], hdr)
  near(picturesOf(dir, 'o0/main.mp4').colorAt(1, block), RED)
})

test('on HDR white text is as bright as paper, not as the sun', () => {
  const dir = hdrSource()
  const spec = video([text({ color: 'ffffff' })], { codec: 'hevc', bitDepth: 10 })
  run(dir, [file({ video: spec })], hdr)
  // 203 cd/m² are 58 % of PQ.
  near(picturesOf(dir, 'o0/main.mp4').colorAt(1, block), [16 + 0.581 * 219, 128, 128], 3)
})

test('ten bits and full chroma keep the colours', () => {
  const dir = attempt(...GREY, ...FAST)
  run(dir, [
    file({ video: video([text()], { codec: 'hevc', bitDepth: 10 }) }),
    file({ video: video([text()], { profile: 'high444' }) }),
    file({ video: video([text()], { profile: 'high422' }) }),
  ])
  for (const path of ['o0/main.mp4', 'o1/main.mp4', 'o2/main.mp4'])
    near(picturesOf(dir, path).colorAt(1, block), RED)
})
