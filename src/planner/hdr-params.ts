import type { HdrMetadata } from '../domain/media-info.ts'

/** HDR10 metadata in x265's words: chromaticities in steps of 0.00002, luminance in steps of 0.0001 cd/m². */
export const hdrParams = ({ mastering, maxCll, maxFall }: HdrMetadata): readonly string[] => {
  const point = ([x, y]: readonly [number, number]) => `(${Math.round(x * 50_000)},${Math.round(y * 50_000)})`
  const light = (n: number) => Math.round(n * 10_000)
  return [
    ...(mastering
      ? [
          `master-display=G${point(mastering.green)}B${point(mastering.blue)}R${point(mastering.red)}` +
            `WP${point(mastering.white)}L(${light(mastering.maxLuminance)},${light(mastering.minLuminance)})`,
        ]
      : []),
    ...(maxCll !== undefined || maxFall !== undefined ? [`max-cll=${maxCll ?? 0},${maxFall ?? 0}`] : []),
  ]
}

/** The same in the words of SVT-AV1: plain numbers, luminance in cd/m². */
export const av1HdrParams = ({ mastering, maxCll, maxFall }: HdrMetadata): readonly string[] => {
  const point = ([x, y]: readonly [number, number]) => `(${x.toFixed(5)},${y.toFixed(5)})`
  return [
    ...(mastering
      ? [
          `mastering-display=G${point(mastering.green)}B${point(mastering.blue)}R${point(mastering.red)}` +
            `WP${point(mastering.white)}L(${mastering.maxLuminance.toFixed(4)},${mastering.minLuminance.toFixed(4)})`,
        ]
      : []),
    ...(maxCll !== undefined || maxFall !== undefined
      ? [`content-light=${maxCll ?? 0},${maxFall ?? 0}`]
      : []),
  ]
}
