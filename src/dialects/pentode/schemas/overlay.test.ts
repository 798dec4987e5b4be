import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CORNERS, type Length, type Overlay } from '../../../domain/overlay-spec.ts'
import { seconds } from '../../../domain/units.ts'
import { fromOverlay } from '../mapping/overlay.ts'
import { OverlayJson } from './overlay.ts'

const length: fc.Arbitrary<Length> = fc.oneof(
  fc.integer({ min: 1, max: 4096 }).map((px) => ({ px })),
  fc.integer({ min: 1, max: 1000 }).map((n) => ({ percent: n / 10 })),
)
const source = fc.constantFrom(
  { from: 'object', bucket: 'b', key: 'k.png' } as const,
  { from: 'url', url: 'https://example.com/k.png' } as const,
)
const position = fc.record({ corner: fc.constantFrom(...CORNERS), x: length, y: length })
const window = fc.constantFrom(
  { start: seconds(0) },
  { start: seconds(1), end: seconds(2) },
  { start: seconds(-3) },
  { start: seconds(1), end: seconds(-1) },
)
const color = fc.constantFrom('ffffff', '0a1b2c')
const overlays: fc.Arbitrary<Overlay> = fc.oneof(
  fc.record(
    {
      kind: fc.constant('image' as const),
      ...{ source, position, width: length, height: length, window },
      opacity: fc.constantFrom(0, 0.25, 1),
      play: fc.constantFrom('once', 'once-and-stay', 'forever'),
    },
    { requiredKeys: ['kind', 'source', 'position', 'play'] },
  ),
  fc.record(
    {
      kind: fc.constant('mosaic' as const),
      style: fc.constantFrom('pixels', 'blur'),
      ...{ position, width: length, height: length, window },
      strength: fc.constantFrom(2, 20.5, 512),
    },
    { requiredKeys: ['kind', 'style', 'position', 'width', 'height'] },
  ),
  fc.record(
    {
      kind: fc.constant('text' as const),
      text: fc.constantFrom('a', '%{pts}\r\n\\', '文😀'),
      ...{ position, size: length, color, window, opacity: fc.constantFrom(0, 0.5) },
      font: fc.constantFrom('DejaVu Sans', '文泉驛正黑'),
      replaceable: fc.boolean(),
      outline: fc.record({ color, width: length }),
      shadow: fc.record({ color, x: length, y: length, opacity: fc.constantFrom(0, 1) }),
      box: fc.record({ color, padding: length, opacity: fc.constantFrom(0, 1) }),
    },
    { requiredKeys: ['kind', 'text', 'position', 'size', 'color'] },
  ),
)

test('every overlay, written in the words of the API, is read as itself', () => {
  fc.assert(
    fc.property(overlays, (overlay) => {
      expect(OverlayJson.parse(fromOverlay(overlay))).toEqual(overlay)
    }),
  )
})

test.each([
  ['no percent of a picture', { width: '0%' }],
  ['more than all of it', { width: '101%' }],
  ['no number', { width: '10 px' }],
  ['no size', { width: 0 }],
  ['an end before the start', { width: 10, window: { start: 2, end: 1 } }],
  ['a source of two kinds', { width: 10, source: { bucket: 'b', key: 'k', url: 'https://example.com/' } }],
])('%s is refused', (_what, wrong) => {
  const image = { kind: 'image', source: { bucket: 'b', key: 'k' }, ...wrong }
  expect(OverlayJson.safeParse(image).success).toBe(false)
})

test.each([
  ['nothing', ''],
  ['blanks only', ' \n\t'],
  ['too long', 'a'.repeat(10_000)],
  ['too many lines', 'a\n'.repeat(30)],
  ['a control character', 'a\u0007'],
  ['an end of a string', 'a\0b'],
  ['half of a character', 'a\ud83d'],
])('a text of %s is refused', (_what, text) => {
  expect(OverlayJson.safeParse({ kind: 'text', text }).success).toBe(false)
})

test('a text alone is white, 5 % of the height, in the upper left corner', () => {
  expect(OverlayJson.parse({ kind: 'text', text: 'a', outline: {}, shadow: {}, box: {} })).toEqual({
    ...{ kind: 'text', text: 'a', color: 'ffffff', size: { percent: 5 } },
    position: { corner: 'top-left', x: { px: 0 }, y: { px: 0 } },
    outline: { color: '000000', width: { px: 2 } },
    shadow: { color: '000000', x: { px: 2 }, y: { px: 2 } },
    box: { color: '000000', padding: { px: 8 } },
  })
})
