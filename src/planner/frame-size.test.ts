import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { BoxSize } from '../domain/output-spec.ts'
import { framedSize, resolveFraming } from './frame-size.ts'

const FULL_HD = { width: 1920, height: 1080 }
const UPRIGHT = { width: 1080, height: 1920 }
const box = (more: Partial<BoxSize>): BoxSize => ({ by: 'sides', fill: 'fit', upscale: false, ...more })
const sized = (more: Partial<BoxSize>, source = FULL_HD) => {
  const { width, height } = framedSize(resolveFraming(box(more), source))
  return `${width}x${height}`
}

describe('a frame', () => {
  test('keeps the source, made even', () => {
    expect(framedSize(resolveFraming({ by: 'source' }, { width: 853, height: 479 }))).toEqual({
      width: 852,
      height: 478,
    })
    expect(sized({})).toBe('1920x1080')
  })
  test('takes a missing side from the aspect ratio', () => {
    expect(sized({ second: 720 })).toBe('1280x720')
    expect(sized({ second: 480 })).toBe('854x480')
    expect(sized({ first: 640 })).toBe('640x360')
    expect(sized({ first: 640 }, UPRIGHT)).toBe('640x1138')
  })
  test('is never enlarged when that is not wanted', () => {
    expect(sized({ second: 2160 })).toBe('1920x1080')
    expect(sized({ second: 2160, upscale: true })).toBe('3840x2160')
    expect(sized({ first: 2000, second: 2000, fill: 'stretch' })).toBe('1920x1080')
    expect(sized({ first: 3840, second: 2160, fill: 'crop' })).toBe('1920x1080')
    // The box keeps its shape around the picture.
    expect(
      resolveFraming(box({ first: 2160, second: 2160, fill: 'pad-black' }), { width: 640, height: 360 }),
    ).toEqual({
      scaled: { width: 640, height: 360 },
      pad: { width: 640, height: 640, fill: 'black' },
    })
  })
  test('lies as the source does when long and short sides are given', () => {
    const both = { by: 'long-short', first: 1280, second: 720 } as const
    expect(sized(both)).toBe('1280x720')
    expect(sized(both, UPRIGHT)).toBe('720x1280')
    expect(sized({ by: 'long-short', second: 720 }, UPRIGHT)).toBe('720x1280')
    expect(sized({ by: 'sides', second: 720 }, UPRIGHT)).toBe('406x720')
  })
  test('fits, stretches, pads and crops into a box of another shape', () => {
    const square = { first: 640, second: 640 }
    expect(resolveFraming(box(square), FULL_HD)).toEqual({ scaled: { width: 640, height: 360 } })
    expect(resolveFraming(box({ ...square, fill: 'stretch' }), FULL_HD)).toEqual({
      scaled: { width: 640, height: 640 },
    })
    expect(resolveFraming(box({ ...square, fill: 'pad-white' }), FULL_HD)).toEqual({
      scaled: { width: 640, height: 360 },
      pad: { width: 640, height: 640, fill: 'white' },
    })
    expect(resolveFraming(box({ ...square, fill: 'crop' }), FULL_HD)).toEqual({
      scaled: { width: 1138, height: 640 },
      crop: { width: 640, height: 640 },
    })
  })
  test('in a box of its own shape is plainly scaled', () => {
    for (const fill of ['fit', 'stretch', 'pad-black', 'pad-white', 'crop'] as const)
      expect(resolveFraming(box({ first: 1280, second: 720, fill }), FULL_HD)).toEqual({
        scaled: { width: 1280, height: 720 },
      })
  })
})

describe('every frame', () => {
  const side = fc.integer({ min: 2, max: 8192 })
  const source = fc.record({ width: side, height: side })
  const wish: fc.Arbitrary<BoxSize> = fc.record(
    {
      by: fc.constantFrom('sides' as const, 'long-short' as const),
      first: side,
      second: side,
      fill: fc.constantFrom(
        'fit' as const,
        'stretch' as const,
        'pad-black' as const,
        'pad-white' as const,
        'crop' as const,
      ),
      upscale: fc.boolean(),
    },
    { requiredKeys: ['by', 'fill', 'upscale'] },
  )

  test('has even sides, the scaled picture covers a crop and fits in a pad', () => {
    fc.assert(
      fc.property(wish, source, (size, from) => {
        const framing = resolveFraming(size, from)
        for (const { width, height } of [framing.scaled, framedSize(framing)]) {
          expect(width % 2).toBe(0)
          expect(height % 2).toBe(0)
          expect(Math.min(width, height)).toBeGreaterThanOrEqual(2)
        }
        const { scaled, crop, pad } = framing
        if (crop) expect(scaled.width >= crop.width && scaled.height >= crop.height).toBe(true)
        if (pad) expect(scaled.width <= pad.width && scaled.height <= pad.height).toBe(true)
        expect(crop && pad).toBeUndefined()
      }),
    )
  })
  test('without upscaling is nowhere above the source', () => {
    fc.assert(
      fc.property(wish, source, (size, from) => {
        const { scaled } = resolveFraming({ ...size, upscale: false }, from)
        expect(scaled.width).toBeLessThanOrEqual(from.width)
        expect(scaled.height).toBeLessThanOrEqual(from.height)
      }),
    )
  })
  test('keeps the aspect ratio within 2 pixels unless stretched', () => {
    fc.assert(
      fc.property(wish, source, (size, from) => {
        fc.pre(size.fill !== 'stretch' || size.first === undefined || size.second === undefined)
        const { scaled } = resolveFraming(size, from)
        const aspect = from.width / from.height
        const off = Math.min(
          Math.abs(scaled.width - scaled.height * aspect),
          Math.abs(scaled.height - scaled.width / aspect),
        )
        expect(off).toBeLessThanOrEqual(2)
      }),
    )
  })
})
