import { expect, test } from 'vitest'
import { signalColor } from './signal-color.ts'

const parts = (color: string): number[] => [0, 2, 4].map((at) => Number.parseInt(color.slice(at, at + 2), 16))
const PQ = { transfer: 'smpte2084' }
const HLG = { transfer: 'arib-std-b67' }

test('SDR takes colours as they are', () => {
  expect(signalColor('12abef', { transfer: 'bt709' })).toBe('12abef')
})

test('white is at 58 % of PQ and 75 % of HLG, black at nothing, and grey stays grey', () => {
  expect(parts(signalColor('ffffff', PQ)).map((part) => Math.round((100 * part) / 255))).toEqual([58, 58, 58])
  expect(parts(signalColor('ffffff', HLG)).map((part) => Math.round((100 * part) / 255))).toEqual([
    75, 75, 75,
  ])
  expect(signalColor('000000', PQ)).toBe('000000')
  expect(signalColor('000000', HLG)).toBe('000000')
  const [r, g, b] = parts(signalColor('808080', PQ))
  expect([g, b]).toEqual([r, r])
})

test('the red of BT.709 is no pure red of BT.2020', () => {
  const [r = 0, g = 0, b = 0] = parts(signalColor('ff0000', PQ))
  expect(r > g && g > b && b > 0).toBe(true)
})
