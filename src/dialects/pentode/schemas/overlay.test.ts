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
