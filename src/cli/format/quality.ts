import type { OutputJson, QualityJson } from '../api/types.ts'

/** VMAF first, as people look at it first. */
const METRICS = [
  ['vmaf', 'VMAF', 1],
  ['ssim', 'SSIM', 4],
  ['psnr', 'PSNR', 1],
] as const

/** The column of what was measured: none where nothing was of any. */
export const qualityColumn = (outputs: readonly OutputJson[]) => {
  const cells = outputs.map(describeQuality)
  if (cells.every((cell) => cell === undefined)) return { headings: [], cells: cells.map(() => []) }
  return { headings: ['QUALITY: MEAN (WORST SECOND)'], cells: cells.map((cell) => [cell ?? '-']) }
}

/** `VMAF 94.1 (88.0), SSIM 0.9912 (0.9821)`; of a stream, of each rendition by its name. */
const describeQuality = ({ result }: OutputJson): string | undefined => {
  if (result?.quality) return figuresOf(result.quality)
  const measured = (result?.renditions ?? []).flatMap(({ name, quality }) =>
    quality ? [`${name}: ${figuresOf(quality)}`] : [],
  )
  return measured.length > 0 ? measured.join('; ') : undefined
}

const figuresOf = (quality: QualityJson): string =>
  METRICS.flatMap(([metric, name, digits]) => {
    const figure = quality[metric]
    if (!figure) return []
    // Where nothing differs at all, PSNR is infinite.
    const text = (n: number | null): string => n?.toFixed(digits) ?? '∞'
    return [`${name} ${text(figure.mean)} (${text(figure.worst)})`]
  }).join(', ')
