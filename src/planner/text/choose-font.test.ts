import { expect, test } from 'vitest'
import type { Font } from '../../domain/font.ts'
import type { TextOverlay } from '../../domain/overlay-spec.ts'
import { fullCapabilities, mediaStubs } from '../../testing/media-stubs.ts'
import { mp4, planOf, video } from '../../testing/output-stubs.ts'
import { wishFault } from '../wish-fault.ts'
import { chooseFont } from './choose-font.ts'

const font = (family: string, characters: string, more: Partial<Font> = {}): Font => ({
  ...{ family, style: 'Regular', names: [family], fancy: 0, path: `/fonts/${family}.ttf`, characters },
  ...more,
})
const latin = font('DejaVu Sans', '20-7e')
const bold = font('DejaVu Sans', '20-7e', { names: ['DejaVu Sans', 'DejaVu Sans Bold'], fancy: 300 })
const han = font('WenQuanYi Zen Hei', '20-7e 4e00-9fff', {
  names: ['WenQuanYi Zen Hei', '文泉驛正黑', 'wqy-zenhei'],
})
const fonts = [bold, han, latin]
const choose = (wish: Parameters<typeof chooseFont>[0], of: readonly Font[] = fonts) =>
  chooseFont(wish, { fonts: of })

test('a font is found by any of its names, however they are spelt; the plainest of several', () => {
  for (const name of ['DejaVu Sans', 'dejavusans', 'DejaVuSans.ttf'])
    expect(choose({ text: 'a', font: name })).toEqual({ font: latin })
  expect(choose({ text: 'a', font: 'dejavu-sans-bold' })).toEqual({ font: bold })
  expect(choose({ text: '文', font: '文泉驛正黑' })).toEqual({ font: han })
})

test('without a name it is one that has all characters', () => {
  expect(choose({ text: 'a\nb\tc' })).toEqual({ font: latin })
  expect(choose({ text: 'a文' })).toEqual({ font: han })
})

test('a font that is not there, or lacks characters, is refused by name, or replaced with a warning', () => {
  expect(choose({ text: 'a', font: 'SimSun' })).toMatchObject({
    problem: {
      code: 'encoder-missing',
      message: 'There is no font "SimSun" here; there are DejaVu Sans, WenQuanYi Zen Hei.',
    },
  })
  expect(choose({ text: 'a文b中', font: 'DejaVu Sans' })).toMatchObject({
    problem: {
      code: 'unsupported-parameter',
      message: 'The font "DejaVu Sans" lacks 文 (U+6587), 中 (U+4E2D).',
    },
  })
  expect(choose({ text: '文', font: 'SimSun', replaceable: true })).toEqual({
    font: han,
    warning: {
      code: 'font-replaced',
      message: 'Text is drawn in WenQuanYi Zen Hei: there is no font "SimSun" here.',
      detail: { asked: 'SimSun', used: 'WenQuanYi Zen Hei' },
    },
  })
})

test('what no font here can write is refused with the characters', () => {
  expect(choose({ text: '😀\u200d', font: 'DejaVu Sans', replaceable: true })).toMatchObject({
    problem: {
      code: 'encoder-missing',
      message: expect.stringMatching(
        /^No font here has all characters of the text; DejaVu Sans lacks 😀 \(U\+1F600\), U\+200D\./,
      ),
    },
  })
  expect(choose({ text: '文' }, [latin])).toMatchObject({
    problem: { message: expect.stringContaining('fonts-wqy-zenhei') },
  })
  expect(choose({ text: 'a' }, [])).toMatchObject({
    problem: { message: expect.stringContaining('fonts-dejavu-core') },
  })
})

const wish = (of: Partial<TextOverlay>) =>
  mp4({
    video: video(undefined, {
      overlays: [
        {
          ...{ kind: 'text', text: 'a', size: { px: 20 }, color: 'ffffff' },
          position: { corner: 'top-left', x: { px: 0 }, y: { px: 0 } },
          ...of,
        },
      ],
    }),
  })

test('at submit: a font, a filter or the shaping that is not there is named', () => {
  const has = { ...fullCapabilities, fonts }
  expect(wishFault(wish({}), has)).toBeUndefined()
  expect(wishFault(wish({ font: 'SimSun' }), has)?.message).toContain('"SimSun"')
  const filters = new Set([...has.filters].filter((name) => name !== 'drawtext'))
  expect(wishFault(wish({}), { ...has, filters })?.message).toContain('no filter "drawtext"')
  const indic = [font('Noto Sans Devanagari', '900-97f')]
  expect(wishFault(wish({ text: 'नमस्ते' }), { ...has, fonts: indic })?.message).toContain('libharfbuzz')
  expect(wishFault(wish({ text: 'नमस्ते' }), { ...has, fonts: indic, shapesText: true })).toBeUndefined()
})

test('a font that is replaced is told of with the plan; letters too large to be kept are refused', () => {
  const has = { ...fullCapabilities, fonts }
  const { outputs } = planOf(mediaStubs.hd30, [wish({ font: 'SimSun', replaceable: true })], has)
  expect(outputs[0]?.warnings).toMatchObject([{ code: 'font-replaced' }])
  const huge = wish({ text: 'abcdefghijklmnopqrstuvwxyz', size: { px: 4000 } })
  expect(planOf(mediaStubs.hd30, [huge], has).refused[0]?.problem.code).toBe('value-out-of-range')
})
