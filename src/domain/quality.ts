import type { Seconds } from './units.ts'

/**
 * How near a finished picture is to what it was made of. SSIM and PSNR are over all planes of the picture; VMAF is Netflix's
 * model `vmaf_v0.6.1` for pictures seen full-screen.
 */
export const QUALITY_METRICS = ['ssim', 'psnr', 'vmaf'] as const
export type QualityMetric = (typeof QUALITY_METRICS)[number]

/**
 * What was measured, frame by frame, between a decoded output and the source made ready for its encoder: of the same part,
 * size, rate and colours, with the same things drawn on it. So the loss of the encode is measured, and nothing that was asked
 * for.
 */
export type QualityResult = Partial<Readonly<Record<QualityMetric, QualityFigure>>> & {
  /** How many frames were compared. */
  readonly frames: number
}

/** SSIM: up to 1; PSNR: dB, null where nothing differs at all (it is infinite); VMAF: 0 to 100. */
export interface QualityFigure {
  readonly mean: number | null
  /** The mean of the one second that is worst. */
  readonly worst: number | null
  /** Where that second begins, from the first picture on. */
  readonly worstAt: Seconds
}
