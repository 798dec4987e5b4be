import type { AudioCodec } from '../domain/output-spec.ts'

/** kbit/s of both sides of a stereo sound, and the highest tone in Hz that LAME keeps at that rate. */
const LAME: readonly (readonly [number, number])[] = [
  ...[[64, 11_000] as const, [80, 13_500] as const, [96, 15_100] as const, [112, 15_600] as const],
  ...[[128, 17_000] as const, [160, 17_500] as const, [192, 18_600] as const, [224, 19_400] as const],
  ...[[256, 19_700] as const, [320, 20_500] as const],
]
const OPUS = 20_000

/**
 * The highest tone that an encoder keeps, in Hz; undefined where it keeps all, or is not known. Rain, applause and noise have
 * much of their loudness above it.
 */
export const keptBand = (
  codec: AudioCodec,
  bitrate: number | undefined,
  channels: number,
): number | undefined => {
  if (bitrate === undefined) return undefined
  const each = bitrate / channels
  switch (codec) {
    case 'aac':
      // As FFmpeg's own encoder has it.
      return Math.max(
        3000,
        Math.min(Math.max(each / 5, (each * 15) / 32 - 5500), 3000 + each / 4, 12_000 + each / 16, 22_000),
      )
    case 'mp3': {
      const found = LAME.findLast(([kbit]) => bitrate / 1000 >= kbit)?.[1]
      return found && Math.min(20_500, channels === 1 ? found * 1.5 : found)
    }
    case 'opus':
      return OPUS
    default:
      return undefined
  }
}
