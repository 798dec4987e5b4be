import type { MuxGroup } from './shared-encodes.ts'
import { type Option, teeTarget } from './tee.ts'
import { type MuxFile, type Track, type TrackLabel, trackKey, type VideoEncode } from './tracks.ts'
import { encoderOptions } from './video-encode.ts'

/** Packets may wait for a stream that starts late; FFmpeg's own limit of 128 would end the process. */
const PATIENCE = ['-max_muxing_queue_size', '16384']
const CLEAN = ['-map_metadata', '-1', '-map_chapters', '-1']

/** Where the encoders of an output find what they encode. */
export interface Inputs {
  /** Labels of the graph's pictures, one for each video encode of the output, in order. */
  readonly pictures: readonly string[]
  /** The same of its sounds, finished, where the graph makes them. Absent: each is filtered by itself. */
  readonly sounds?: readonly string[]
  /** How many streams the process writes before this output's. */
  readonly before: number
  /** FFmpeg's number of the input that is this file. */
  readonly inputOf: (file: string) => number
  readonly processors?: number
}

/** The arguments of one FFmpeg output: a plain file, or a tee of several that share encodes. */
export const groupArgs = ({ files, tracks }: MuxGroup, inputs: Inputs): string[] => {
  const pictures = [...inputs.pictures]
  const sounds = [...(inputs.sounds ?? [])]
  const maps = tracks.flatMap((track) => {
    if (track.type === 'video') return ['-map', `[${pictures.shift()}]`]
    if (track.type === 'subtitles') return ['-map', `${inputs.inputOf(track.file.name)}:0`]
    return ['-map', track.type === 'audio' && inputs.sounds ? `[${sounds.shift()}]` : `0:${track.index}`]
  })
  const streams = tracks.flatMap((track, i) => {
    const hvc1 = track.codec === 'hevc' && files.some((f) => f.hvc1 && takes(f, track))
    const options = trackOptions(track, inputs, inputs.before + i)
    return [
      ...flatten([...options, ...(hvc1 ? [['tag', 'hvc1'] as const] : [])], `:${i}`),
      ...labelArgs(track, i),
    ]
  })
  return [
    ...maps,
    ...streams,
    ...(tracks.length > 1 ? PATIENCE : []),
    ...CLEAN,
    ...tagArgs(files),
    ...muxArgs(files, tracks),
  ]
}

const trackOptions = (track: Track, { sounds, processors }: Inputs, position: number): readonly Option[] => {
  switch (track.type) {
    case 'copy':
      return [
        ['c', 'copy'],
        ...(track.cut ? [['copypriorss', '0'] as const] : []),
        ...(track.uneven ? [['bsf', TRUE_LENGTHS] as const] : []),
      ]
    case 'subtitles':
      return [['c', track.encoder]]
    case 'audio':
      return [
        ...(sounds ? [] : [['filter', track.filters.join(',')] as const]),
        ['c', track.encoder],
        ...track.options,
      ]
    case 'video':
      return [
        ['c', track.encoder],
        ...encoderOptions(track, {
          ...(track.passes === 2 && { pass: { number: 2, position } }),
          ...(processors !== undefined && { processors }),
        }),
        ...(track.settings.clock && !track.settings.clock.even ? [['bsf', TRUE_LENGTHS] as const] : []),
      ]
  }
}

/** Frames that come unevenly last until the next one. FFmpeg would say that all last as long as one does on average. */
const TRUE_LENGTHS = "setts=pts=PTS:dts=DTS:duration='if(eq(NEXT_DTS,NOPTS),DURATION,NEXT_DTS-DTS)'"

const labelArgs = (track: Track, i: number): string[] => {
  const { label } = 'label' in track ? track : {}
  return [
    ...(label?.language === undefined ? [] : [`-metadata:s:${i}`, `language=${label.language}`]),
    ...(label?.title === undefined ? [] : [`-metadata:s:${i}`, `title=${label.title}`]),
    ...(label?.default === undefined ? [] : [`-disposition:${i}`, disposition(label)]),
  ]
}

/** Files that are written together say the same. */
const tagArgs = ([file]: readonly MuxFile[]): string[] =>
  (file?.tags ?? []).flatMap(({ name, value }) => ['-metadata', `${name}=${value}`])

const disposition = ({ default: main, forced }: TrackLabel): string =>
  [...(main ? ['default'] : []), ...(forced ? ['forced'] : [])].join('+') || '0'

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

/**
 * The output of a first pass: nothing is written but what the encoders found. FFmpeg names their logs by the stream's
 * position, so that every encode stands where it will stand in the second pass; what has no first pass is a copy, which
 * costs nothing. `filler` is the index of any stream of the source.
 */
export const firstPassArgs = (
  tracks: readonly Track[],
  pictures: readonly string[],
  filler: number,
  processors?: number,
): string[] => {
  const labels = [...pictures]
  const last = tracks.findLastIndex(needsFirstPass)
  const streams = tracks.slice(0, last + 1)
  return [
    ...streams.flatMap((track) => ['-map', needsFirstPass(track) ? `[${labels.shift()}]` : `0:${filler}`]),
    ...streams.flatMap((track, position) =>
      flatten(
        needsFirstPass(track)
          ? [
              ['c', track.encoder],
              ...encoderOptions(track, {
                pass: { number: 1, position },
                ...(processors !== undefined && { processors }),
              }),
            ]
          : [['c', 'copy']],
        `:${position}`,
      ),
    ),
    ...['-f', 'null', '-'],
  ]
}

export const needsFirstPass = (track: Track): track is VideoEncode =>
  track.type === 'video' && track.passes === 2

const flatten = (options: readonly Option[], specifier = ''): string[] =>
  options.flatMap(([name, value]) => [`-${name}${specifier}`, value])
