import { z } from 'zod'
import {
  AAC_PROFILES,
  ABOVE_SOURCE,
  AUDIO_CODECS,
  type AudioSpec,
  type Volume,
} from '../../../domain/output-spec.ts'
import { bps, decibels } from '../../../domain/units.ts'
import { LanguageText, TrackChoiceJson } from './track-choice.ts'

const VolumeJson = z
  .discriminatedUnion('by', [
    z.strictObject({
      by: z.literal('gain'),
      gain: z.number().min(-60).max(60).transform(decibels).describe('dB.'),
    }),
    z.strictObject({
      by: z.literal('loudness'),
      integrated: z.number().min(-70).max(-5).describe('LUFS, of the whole track.'),
      truePeak: z.number().min(-9).max(0).default(-1).describe('dBTP; no peak goes over it.'),
      range: z.number().min(1).max(50).exactOptional().describe('LU; the largest loudness range.'),
    }),
  ])
  .meta({
    id: 'Volume',
    description: 'A fixed change, or the change that brings the sound to a loudness as EBU R128 measures it.',
  }) satisfies z.ZodType<Volume>

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
    from: TrackChoiceJson.exactOptional(),
    language: LanguageText.exactOptional().describe("Written into the file. Absent: the source track's."),
    volume: VolumeJson.exactOptional(),
    ifAboveSource: z
      .strictObject({ bitrate: z.enum(ABOVE_SOURCE) })
      .exactOptional()
      .describe(
        'What becomes of a bitrate above the source’s: `keep` takes the source’s, `refuse` fails. One that is not told bounds nothing.',
      ),
  })
  .meta({ id: 'Audio' }) satisfies z.ZodType<AudioSpec>
