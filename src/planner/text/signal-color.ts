import type { Colors } from '../colors.ts'

/** Luminance of plain white drawn on an HDR picture (BT.2408), in cd/m². */
const WHITE = 203
/** Of the screen that HLG is made for, and how its light follows from the scene's. */
const HLG = { peak: 1000, gamma: 1.2 } as const

/** A colour as people name it, `rrggbb` of sRGB, as the RGB of a picture's own signal. Other SDR pictures take it as it is. */
export const signalColor = (color: string, { transfer }: Pick<Colors, 'transfer'>): string => {
  if (transfer !== 'smpte2084' && transfer !== 'arib-std-b67') return color
  const light = wide([0, 2, 4].map((at) => linear(Number.parseInt(color.slice(at, at + 2), 16) / 255)))
  const signal =
    transfer === 'smpte2084' ? light.map((part) => perceptual((part * WHITE) / 10_000)) : hybrid(light)
  return signal
    .map((part) =>
      Math.round(Math.min(1, Math.max(0, part)) * 255)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')
}

/** sRGB. */
const linear = (part: number): number => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)

/** From BT.709 to BT.2020 primaries (BT.2087). */
const wide = ([r = 0, g = 0, b = 0]: readonly number[]): readonly number[] => [
  0.6274 * r + 0.3293 * g + 0.0433 * b,
  0.0691 * r + 0.9195 * g + 0.0114 * b,
  0.0164 * r + 0.088 * g + 0.8956 * b,
]

/** PQ (SMPTE ST 2084) of light, 1 being 10000 cd/m². */
const perceptual = (light: number): number => {
  const power = light ** 0.1593017578125
  return ((0.8359375 + 18.8515625 * power) / (1 + 18.6875 * power)) ** 78.84375
}

/** HLG (BT.2100) of colours, 1 being white. */
const hybrid = (colors: readonly number[]): readonly number[] => {
  const [r = 0, g = 0, b = 0] = colors.map((part) => (part * WHITE) / HLG.peak)
  const luminance = 0.2627 * r + 0.678 * g + 0.0593 * b
  const scene = luminance > 0 ? luminance ** (1 / HLG.gamma - 1) : 0
  return [r, g, b]
    .map((part) => part * scene)
    .map((part) =>
      part <= 1 / 12 ? Math.sqrt(3 * part) : 0.17883277 * Math.log(12 * part - 0.28466892) + 0.55991073,
    )
}
