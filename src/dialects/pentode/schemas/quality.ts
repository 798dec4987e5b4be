import { z } from 'zod'
import { QUALITY_METRICS, type QualityMetric } from '../../../domain/quality.ts'

/** What is measured of a finished picture. */
export const QualityJson = () =>
  z
    .array(z.enum(QUALITY_METRICS))
    .min(1)
    .max(QUALITY_METRICS.length)
    .readonly()
    .describe(
      'Compares each frame with the source once the output is made, which takes about as long again. VMAF needs an FFmpeg, or an ffprobe beside it, that has libvmaf. Absent: nothing, unless the server always does.',
    ) satisfies z.ZodType<readonly QualityMetric[]>
