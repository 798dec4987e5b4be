import type { OutputSpec } from '../../../domain/output-spec.ts'
import type { VideoParameters } from '../schema/parameters.ts'

export const extensionOf = (spec: OutputSpec): string => {
  if (spec.kind === 'stream') return spec.protocol === 'dash' ? 'mpd' : 'm3u8'
  if (spec.kind !== 'file') return 'vtt'
  return spec.container === 'adts' ? 'aac' : spec.container
}

export interface Nameable {
  readonly spec: OutputSpec
  readonly video: VideoParameters | undefined
  /** Asked for by the caller; with or without its extension. */
  readonly wish: string | undefined
}

/**
 * The file name of each output, as the service makes them: `clip_1_480X270_200_0.m3u8` (ordinal, size and bitrate of the
 * template, where 0 is "as the source"), `clip_audio.mp3` without video. Names made here never meet in one task.
 */
export const outputNames = (base: string, outputs: readonly Nameable[]): readonly string[] => {
  const taken = new Set<string>()
  return outputs.map(({ spec, video, wish }, i) => {
    const extension = extensionOf(spec)
    if (wish) return wish.toLowerCase().endsWith(`.${extension}`) ? wish : `${wish}.${extension}`
    const stem = hasVideo(spec)
      ? `${base}_${i + 1}_${video?.width ?? 0}X${video?.height ?? 0}_${video?.bitrate ?? 0}_0`
      : `${base}_audio`
    const name = taken.has(`${stem}.${extension}`) ? `${stem}_${i + 1}.${extension}` : `${stem}.${extension}`
    taken.add(name)
    return name
  })
}

const hasVideo = (spec: OutputSpec): boolean =>
  spec.kind === 'stream' ? spec.renditions.length > 0 : spec.kind !== 'file' || spec.video !== undefined
