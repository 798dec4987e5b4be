import type { MuxGroup } from './shared-encodes.ts'
import { type Option, teeTarget } from './tee.ts'
import { type MuxFile, type Track, trackKey } from './tracks.ts'
import { encoderOptions } from './video-encode.ts'

/** Packets may wait for a stream that starts late; FFmpeg's own limit of 128 would end the process. */
const PATIENCE = ['-max_muxing_queue_size', '16384']
const CLEAN = ['-map_metadata', '-1', '-map_chapters', '-1']

/**
 * The arguments of one FFmpeg output: a plain file, or a tee of several that share encodes. `pictures` are labels of the
 * graph, one for each video encode of the output, in order.
 */
export const groupArgs = ({ files, tracks }: MuxGroup, pictures: readonly string[]): string[] => {
  const labels = [...pictures]
  const maps = tracks.flatMap((track) => [
    '-map',
    track.type === 'video' ? `[${labels.shift()}]` : `0:${track.index}`,
  ])
  const streams = tracks.flatMap((track, i) => {
    const hvc1 = track.codec === 'hevc' && files.some((f) => f.hvc1 && takes(f, track))
    return flatten([...trackOptions(track), ...(hvc1 ? [['tag', 'hvc1'] as const] : [])], `:${i}`)
  })
  return [...maps, ...streams, ...(tracks.length > 1 ? PATIENCE : []), ...CLEAN, ...muxArgs(files, tracks)]
}

const trackOptions = (track: Track): readonly Option[] => {
  switch (track.type) {
    case 'copy':
      return [['c', 'copy']]
    case 'subtitle':
      return [['c', track.encoder]]
    case 'audio':
      return [['c', track.encoder], ...track.options]
    case 'video':
      return [['c', track.encoder], ...encoderOptions(track)]
  }
}

const muxArgs = (files: readonly MuxFile[], tracks: readonly Track[]): string[] => {
  const [file] = files
  if (file && files.length === 1) return [...flatten(file.options), '-f', file.muxer, `file:${file.path}`]
  const slaves = files.map((f) => ({
    muxer: f.muxer,
    streams: tracks.flatMap((track, i) => (takes(f, track) ? [i] : [])),
    options: [...f.options, ...f.teeOptions],
    target: `file:${f.path}`,
  }))
  // Tee does not tell the encoders that its slaves keep codec headers apart.
  const header = files.some((f) => f.globalHeader) ? ['-flags', '+global_header'] : []
  return [...header, '-f', 'tee', teeTarget(slaves)]
}

const takes = (file: MuxFile, track: Track): boolean =>
  file.tracks.some((own) => trackKey(own) === trackKey(track))

const flatten = (options: readonly Option[], specifier = ''): string[] =>
  options.flatMap(([name, value]) => [`-${name}${specifier}`, value])
