import { beforeAll, describe, expect, test } from 'vitest'
import type { Font } from '../../domain/font.ts'
import type { MediaInfo } from '../../domain/media-info.ts'
import type { FileSpec, VideoSpec } from '../../domain/output-spec.ts'
import type { SubtitleStyle } from '../../domain/subtitle-spec.ts'
import { rational, seconds } from '../../domain/units.ts'
import { findFonts } from '../../engine/fonts.ts'
import { measureAndRun } from '../../testing/measured-run.ts'
import { mediaStubs } from '../../testing/media-stubs.ts'
import { mp4 as file, planOf, video as videoOf } from '../../testing/output-stubs.ts'
import { attempt, FAST, ffmpeg, media, probe, probed } from '../../testing/planned-run.ts'
import { differences, fileAt, frameOf, known, runsOf, srt, writeText } from '../../testing/subtitles.ts'

// Subtitles drawn on pictures that are encoded without loss, compared with the same pictures without them.

let fonts: readonly Font[]
beforeAll(async () => {
  fonts = await findFonts()
})

const lossless = (more: Partial<VideoSpec> = {}): VideoSpec =>
  videoOf({ by: 'source' }, { speed: 'ultrafast', rate: { mode: 'crf', crf: 0 }, ...more })

const GREY = (rate: string | number = 25, size = '320x180', duration = 3) => [
  ...['-f', 'lavfi', '-i', `color=c=gray:s=${size}:r=${rate}:d=${duration}`],
]

/** Runs one output with subtitles and one without; the frames in which they differ. */
const compared = (
  dir: string,
  info: MediaInfo,
  text: string,
  { size = [320, 180], ...of }: Partial<FileSpec> & { readonly size?: readonly [number, number] } = {},
) => {
  const burn = { from: { file: { source: fileAt('a') } } }
  const spec = file({ video: lossless(), ...of })
  const { plan } = measureAndRun(dir, info, [{ burn, ...spec }, spec], { inputs: [known('a', text)], fonts })
  expect(plan.refused).toEqual([])
  return runsOf(differences(dir, 'o0/main.mp4', 'o1/main.mp4', size))
}

describe('when', () => {
  test('each cue is seen in every frame of its time, and in no other', () => {
    const dir = attempt(...GREY(), ...FAST)
    const text = srt([0, 0.2, 'a'], [1, 2, 'b'], [2.04, 2.08, 'c'], [2.5, 60, 'd'])
    expect(
      compared(dir, media({ frameRate: rational(25), baseFrameRate: rational(25), frames: 75 }, null), text),
    ).toEqual([
      [0, 5],
      [25, 50],
      [51, 52],
      // 2.5 s lies between two frames: from the next one on.
      [63, 75],
    ])
  })

  test('of every frame at a rate of fractions, to the millisecond', () => {
    const dir = attempt(...GREY('24000/1001'), ...FAST)
    const rate = rational(24_000, 1001)
    // Frame 10 is at 0.417083 s, frame 24 at 1.001 s, frame 48 at 2.002 s.
    const text = srt([0.417, 1.001, 'a'], [2.003, 2.1, 'b'])
    expect(compared(dir, media({ frameRate: rate, baseFrameRate: rate, frames: 72 }, null), text)).toEqual([
      [10, 24],
      [49, 51],
    ])
  })

  test('a part of the source shows what is said in it, of ASS too', () => {
    const dir = attempt(...GREY(), ...FAST)
    const info = media({ frameRate: rational(25), baseFrameRate: rational(25), frames: 75 }, null)
    const range = { start: seconds(1.04), end: seconds(2.6) }
    const text = srt([0, 0.5, 'gone'], [0.5, 1.24, 'a'], [2, 9, 'b'])
    expect(compared(dir, info, text, { range })).toEqual([
      [0, 5],
      [24, 39],
    ])
    const ass =
      '[Script Info]\nPlayResX: 320\nPlayResY: 180\n\n[V4+ Styles]\nFormat: Name, Fontname, Fontsize, PrimaryColour\nStyle: Main,DejaVu Sans,40,&H0000FF00\n\n[Events]\nFormat: Start, End, Style, Text\nDialogue: 0:00:01.00,0:00:01.20,Main,{\\pos(100,100)}hello\n'
    expect(compared(dir, info, ass, { range })).toEqual([[0, 4]])
  })

  test('with clips joined before, only the source has its subtitles', () => {
    const dir = attempt(...GREY(), ...FAST)
    ffmpeg(dir, ...GREY(25, '320x180', 1), ...FAST, '-f', 'mp4', 'in1')
    const info = media({ frameRate: rational(25), baseFrameRate: rational(25), frames: 75 }, null)
    const clip = { source: fileAt('clip') }
    const join = { head: [clip], tail: [clip] }
    const burn = { from: { file: { source: fileAt('a') } } }
    const spec = file({ video: lossless(), join })
    const one = media(
      { frameRate: rational(25), baseFrameRate: rational(25), frames: 25, duration: seconds(1) },
      null,
      seconds(1),
    )
    measureAndRun(dir, info, [{ ...spec, burn }, spec], {
      inputs: [
        known('a', srt([0, 0.4, 'a'], [2.8, 9, 'b'])),
        { use: 'clip', source: clip.source, file: 'in1', media: one },
      ],
      fonts,
    })
    expect(runsOf(differences(dir, 'o0/main.mp4', 'o1/main.mp4', [320, 180]))).toEqual([
      [25, 35],
      [95, 100],
    ])
  })
})

describe('how', () => {
  /** Full blocks, which show colours and sizes. */
  const BLOCKS = '████'
  const info = (of = {}) =>
    media(
      { width: 640, height: 360, frameRate: rational(25), baseFrameRate: rational(25), frames: 25, ...of },
      null,
      seconds(1),
    )
  const styled = (dir: string, of: MediaInfo, style: SubtitleStyle, more: Partial<VideoSpec> = {}) => {
    const burn = { from: { file: { source: fileAt('a') } }, style }
    const { plan } = measureAndRun(dir, of, [file({ burn, video: lossless(more) })], {
      inputs: [known('a', srt([0, 9, BLOCKS]))],
      fonts,
    })
    expect(plan.refused).toEqual([])
    const { width = 0, height = 0 } = probe(dir, 'o0/main.mp4').video ?? {}
    return { frame: frameOf(dir, 'o0/main.mp4', 5, [width, height]), width, height }
  }
  const near = (actual: readonly number[], expected: readonly number[], by = 5): void => {
    for (const [i, value] of actual.entries())
      expect(Math.abs(value - (expected[i] ?? 0)), `${actual} for ${expected}`).toBeLessThanOrEqual(by)
  }
  const BLACK = (size: string) => ['-f', 'lavfi', '-i', `color=c=black:s=${size}:r=25:d=1`]

  test.each([
    ['ff2010', [255, 32, 16], '640x360', 'smpte170m', 0],
    ['10c040', [16, 192, 64], '1280x720', 'bt709', 0],
    ['3040ff', [48, 64, 255], '1280x720', 'bt709', 4],
  ])('the colour %s is %j in a picture of %s in %s', (color, rgb, size, matrix, px) => {
    const dir = attempt(
      ...BLACK(size),
      ...FAST,
      ...['-colorspace', matrix, '-color_primaries', matrix, '-color_trc', matrix],
    )
    const [width = 0, height = 0] = size.split('x').map(Number)
    const of = info({
      width,
      height,
      color: { primaries: matrix, transfer: matrix, space: matrix, range: 'tv' },
    })
    const { frame } = styled(dir, of, {
      color,
      size: { percent: 40 },
      outline: { width: { px } },
      margin: { percent: 20 },
    })
    const { left, top, right, bottom } = frame.box([0, 0, 0])
    near(frame.at((left + right) >> 1, (top + bottom) >> 1), rgb)
    // Antialiased edges are a mixture of both, never brighter or of another hue.
    near(frame.at((left + right) >> 1, top - 2), [0, 0, 0])
  })

  test('size, margin and edge are those of the finished picture; the outline lies around', () => {
    const dir = attempt(...GREY(25, '640x360', 1), ...FAST)
    const at = (style: SubtitleStyle) => styled(dir, info(), style).frame.box([126, 126, 126])
    const plain = { color: 'ffffff', outline: { width: { px: 0 } } }
    const one = at({ ...plain, size: { px: 60 }, margin: { px: 40 } })
    const high = (box: { top: number; bottom: number }) => box.bottom - box.top + 1
    // A block is as high as the line.
    expect(Math.abs(high(one) - 60)).toBeLessThanOrEqual(4)
    expect(Math.abs(360 - 1 - one.bottom - 40)).toBeLessThanOrEqual(4)
    const double = at({ ...plain, size: { px: 120 }, margin: { px: 40 } })
    expect(Math.abs(high(double) - 2 * high(one))).toBeLessThanOrEqual(3)
    const up = at({ ...plain, size: { px: 60 }, margin: { px: 40 }, edge: 'top' })
    expect(Math.abs(up.top - 40)).toBeLessThanOrEqual(4)
    const edged = at({
      ...plain,
      size: { px: 60 },
      margin: { px: 40 },
      outline: { width: { px: 6 }, color: 'ff0000' },
    })
    expect(one.top - edged.top).toBeGreaterThanOrEqual(5)
    expect(one.top - edged.top).toBeLessThanOrEqual(7)
    const { frame } = styled(dir, info(), {
      ...plain,
      size: { px: 60 },
      margin: { px: 40 },
      outline: { width: { px: 6 }, color: 'ff0000' },
    })
    near(frame.at((one.left + one.right) >> 1, edged.top + 3), [255, 0, 0], 12)
    near(frame.at((one.left + one.right) >> 1, (one.top + one.bottom) >> 1), [255, 255, 255])
  })

  test.each(['grey', 'coloured'])(
    '%s letters that light shines through, a shadow, and a board behind all',
    (kind) => {
      const dir = attempt(...GREY(25, '640x360', 1), ...FAST)
      const [letters, edge] = kind === 'grey' ? ['ffffff', '000000'] : ['ff8000', '0000ff']
      const rgb = (color: string) => [0, 2, 4].map((at) => Number.parseInt(color.slice(at, at + 2), 16))
      const mixed = (over: readonly number[], share: number, under: readonly number[]) =>
        over.map((value, i) => value * share + (under[i] ?? 0) * (1 - share))
      const ground = [126, 126, 126]
      const style = { size: { px: 80 }, margin: { px: 120 }, color: letters, outline: { width: { px: 0 } } }
      const clear = styled(dir, info(), { ...style, opacity: 0.5 }).frame
      near(clear.at(320, 200), mixed(rgb(letters), 0.5, ground), 6)

      const shadow = { distance: { px: 16 }, color: edge, opacity: 0.5 }
      const { frame } = styled(dir, info(), { ...style, shadow })
      const whole = frame.box(ground)
      near(frame.at(whole.left + 20, whole.top + 20), rgb(letters), 6)
      near(frame.at(whole.right - 6, whole.bottom - 10), mixed(rgb(edge), 0.5, ground), 8)

      const board = {
        bottom: { px: 90 },
        width: { percent: 75 },
        height: { px: 150 },
        color: edge,
        opacity: 0.6,
      }
      const boarded = styled(dir, info(), { ...style, board }).frame
      expect(boarded.box(ground, 20)).toEqual({ left: 80, top: 120, right: 559, bottom: 269 })
      near(boarded.at(90, 130), mixed(rgb(edge), 0.6, ground), 6)
      near(boarded.at(320, 200), rgb(letters), 6)
    },
  )

  test('text is as wide as it is high, whatever the shape and turn of the source', async () => {
    const shape = async (source: readonly string[], after: readonly string[] = []) => {
      const dir = attempt(...source, ...FAST)
      if (after.length > 0) {
        ffmpeg(dir, '-i', 'file:src', ...after, '-c', 'copy', '-f', 'mp4', 'turned')
        ffmpeg(dir, '-i', 'turned', '-c', 'copy', '-map_metadata', '0', '-f', 'mp4', 'src')
      }
      const { frame, width, height } = styled(dir, await probed(dir), {
        size: { px: 60 },
        outline: { width: { px: 0 } },
      })
      const { left, right, top, bottom } = frame.box([126, 126, 126])
      return { ratio: (right - left + 1) / (bottom - top + 1), size: `${width}x${height}` }
    }
    const plain = await shape(GREY(25, '640x360', 1))
    const squeezed = await shape([...GREY(25, '360x288', 1), '-vf', 'setsar=64/45'])
    expect(squeezed.size).toBe('512x288')
    expect(squeezed.ratio).toBeCloseTo(plain.ratio, 1)
    const upright = await shape(GREY(25, '640x360', 1), ['-metadata:s:v:0', 'rotate=90'])
    expect(upright.size).toBe('360x640')
    expect(upright.ratio).toBeCloseTo(plain.ratio, 1)
  })

  test('in ten bits, and on an HDR picture shown as SDR, white is white', () => {
    const deep = attempt(
      ...BLACK('640x360'),
      '-c:v',
      'libx264',
      '-preset',
      'ultrafast',
      '-pix_fmt',
      'yuv420p10le',
    )
    const style = { size: { percent: 40 }, outline: { width: { px: 0 } }, margin: { percent: 20 } } as const
    const ten = styled(deep, info({ pixelFormat: 'yuv420p10le', bitDepth: 10 }), style, { bitDepth: 10 })
    const middle = (of: typeof ten) => {
      const { left, top, right, bottom } = of.frame.box([0, 0, 0])
      return of.frame.at((left + right) >> 1, (top + bottom) >> 1)
    }
    near(middle(ten), [255, 255, 255])
    expect(probe(deep, 'o0/main.mp4').video?.pix_fmt).toBe('yuv420p10le')
    const color = { primaries: 'bt2020', transfer: 'smpte2084', space: 'bt2020nc', range: 'tv' }
    const pq = { pixelFormat: 'yuv420p10le', bitDepth: 10, hdr: 'hdr10', color } as const
    near(middle(styled(deep, info(pq), style)), [255, 255, 255])
    // Where it stays HDR, white is as bright as paper: 203 cd/m², 58 % of the signal.
    const hevc = { codec: 'hevc', dynamicRange: 'source', rate: { mode: 'crf', crf: 4 } } as const
    near(middle(styled(deep, info(pq), style, hevc)), [148, 148, 148], 6)
  })
})

describe("the source's own", () => {
  test('a track of text is drawn from its cues, of the language that is asked for', async () => {
    const dir = attempt(...GREY(), ...FAST)
    writeText(dir, 'a.srt', srt([0, 0.4, 'a']))
    writeText(dir, 'b.srt', srt([1, 1.4, 'b']))
    ffmpeg(
      dir,
      ...[
        '-i',
        'file:src',
        '-i',
        'a.srt',
        '-i',
        'b.srt',
        '-map',
        '0',
        '-map',
        '1',
        '-map',
        '2',
        '-c',
        'copy',
        '-c:s',
        'mov_text',
      ],
      ...['-metadata:s:s:0', 'language=eng', '-metadata:s:s:1', 'language=ger', '-f', 'mp4', 'both'],
    )
    ffmpeg(dir, '-i', 'both', '-map', '0', '-c', 'copy', '-f', 'mp4', 'src')
    const spec = file({ video: lossless() })
    const made = (from: { track: number } | { language: string }) => ({ ...spec, burn: { from } })
    measureAndRun(dir, await probed(dir), [made({ track: 0 }), made({ language: 'de' }), spec], { fonts })
    expect(runsOf(differences(dir, 'o0/main.mp4', 'o2/main.mp4', [320, 180]))).toEqual([[0, 10]])
    expect(runsOf(differences(dir, 'o1/main.mp4', 'o2/main.mp4', [320, 180]))).toEqual([[25, 35]])
  })
})

describe('what cannot be', () => {
  const refusal = (text: string, of: Partial<FileSpec> = {}, style?: SubtitleStyle): string => {
    const burn = { from: { file: { source: fileAt('a') } }, ...(style && { style }) }
    const plan = planOf(mediaStubs.hd30, [file({ video: videoOf(), burn, ...of })], undefined, [
      known('a', text),
    ])
    const [first] = plan.refused
    return first ? `${first.problem.code}: ${first.problem.message}` : 'made'
  }
  const TEXT = srt([0, 1, 'a'])

  test('copies, tracks that are not there, fonts and characters that nobody has', () => {
    expect(refusal(TEXT)).toBe('made')
    expect(refusal(TEXT, { video: videoOf({ by: 'source' }, { copy: 'always' }) })).toMatch(
      /^invalid-parameter: .*drawn/,
    )
    expect(refusal(TEXT, { burn: { from: { track: 1 } } })).toMatch(
      /^unsupported-parameter: .*number 1; it has none/,
    )
    expect(refusal(TEXT, {}, { font: 'Comic Sans' })).toMatch(
      /^encoder-missing: .*"Comic Sans" here; there are DejaVu Sans/,
    )
    expect(refusal(srt([0, 1, '中']))).toMatch(/^encoder-missing: No font here has 中 \(U\+4E2D\)/)
  })

  test('a part in which nothing is said is made all the same, and told', () => {
    const plan = planOf(
      mediaStubs.hd30,
      [
        file({
          video: videoOf(),
          burn: { from: { file: { source: fileAt('a') } } },
          range: { start: seconds(5) },
        }),
      ],
      undefined,
      [known('a', TEXT)],
    )
    expect(plan.outputs[0]?.reasons.join()).toContain('nothing is said in this part')
    expect(plan.steps[0]?.commands[0]?.args.join(' ')).not.toContain('ass=')
  })
})
