import { z } from 'zod'
import { AAC_PROFILES, AUDIO_CODECS, type AudioSpec } from '../../../domain/output-spec.ts'
import { bps } from '../../../domain/units.ts'

/** The sound of a file or stream. */
export const AudioJson = z
  .strictObject({
    codec: z.enum(AUDIO_CODECS).default('aac'),
    profile: z
      .enum(AAC_PROFILES)
      .exactOptional()
      .describe('Of AAC; `he` and `he-v2` need an FFmpeg with libfdk_aac. Absent: `lc`.'),
    bitrate: z
      .int()
      .min(8000)
      .max(2_000_000)
      .transform(bps)
      .exactOptional()
      .describe('Bits per second, all channels together.'),
    sampleRate: z.int().min(8000).max(192_000).exactOptional().describe('Hz.'),
    channels: z.int().min(1).max(8).exactOptional(),
    copy: z.enum(['never', 'if-fits', 'always']).default('never'),
  })
  .meta({ id: 'Audio' }) satisfies z.ZodType<AudioSpec>
