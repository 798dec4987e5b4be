import { type InputPolicy, inputOptions } from '../domain/input-policy.ts'
import type { Decode } from './decode-groups.ts'
import type { Draft } from './draft.ts'
import { type DrawnInput, drawnInputs } from './draw-filters.ts'
import { JOINED_PICTURE, joinChains } from './join-filters.ts'
import type { PictureBranch } from './pictures/branch.ts'
import type { Source } from './source.ts'
import { cutArgs } from './time-range.ts'
import type { AudioEncode, SubtitleTrack, VideoTarget } from './tracks.ts'
import { timingArgs } from './untimed.ts'
import { type GraphVideo, videoGraph } from './video-graph.ts'

/** How a process reads what outputs are made of, and makes pictures and joined sounds of it. */
export interface Reading {
  /** Up to the last `-i`. */
  readonly args: readonly string[]
  /** How many inputs that are. */
  readonly inputs: number
  /** The number of the input that is a file of the attempt. */
  readonly inputOf: (file: string) => number
  readonly video?: GraphVideo
  /** The chains of a graph that makes all of it, labelled as `videoGraph` and `joinChains` do. */
  readonly chains: (made: {
    readonly targets?: readonly VideoTarget[]
    readonly stills?: readonly PictureBranch[]
    readonly sounds?: readonly AudioEncode[]
  }) => readonly string[]
}

export interface Use {
  /** All that the chains will be asked for. */
  readonly targets: readonly VideoTarget[]
  readonly stills?: readonly PictureBranch[]
  /** Tracks that are read from files of their own. */
  readonly texts?: readonly SubtitleTrack[]
  readonly decode?: Decode
  /** How many its decoders and filters may keep busy. Absent: all there are. */
  readonly processors?: number | undefined
  /** Streams whose code in the source's container is forgotten. */
  readonly untagged?: readonly number[]
}

export const readingOf = (
  { join, cut }: Pick<Draft, 'join' | 'cut'>,
  source: Source,
  policy: InputPolicy,
  { targets, stills = [], texts = [], decode = 'all', processors, untagged = [] }: Use,
): Reading => {
  const drawn = [...targets, ...stills].flatMap((picture) => picture.drawn ?? [])
  const extras = [...drawnInputs(drawn), ...textInputs(texts)]
  const clips = join?.clips ?? [{ file: 'src', cut }]
  const video = join
    ? join.source.video && { ...join.source.video, label: JOINED_PICTURE }
    : source.video && { ...source.video, keysOnly: decode === 'key', ...(cut.held && { held: cut.held }) }
  const inputOf = (file: string) => clips.length + extras.findIndex((extra) => extra.file === file)
  return {
    args: [
      ...(processors === undefined ? [] : ['-filter_complex_threads', String(processors)]),
      // Else copies for several containers would be moved onto the ticks of the frame rate.
      ...(untagged.length > 0 ? ['-copytb', '1'] : []),
      ...clips.flatMap((clip) => [
        ...inputOptions(policy),
        ...(processors === undefined ? [] : ['-threads', String(processors)]),
        ...(decode === 'key' ? ['-skip_frame', 'nokey'] : []),
        ...untagged.flatMap((stream) => [`-tag:${stream}`, '0']),
        ...(join ? [] : timingArgs(source.media)),
        ...cutArgs(clip.cut),
        ...['-i', `file:${clip.file}`],
      ]),
      ...extras.flatMap(({ file, options }) => [...options, '-i', `file:${file}`]),
    ],
    inputs: clips.length + extras.length,
    inputOf,
    ...(video && { video }),
    chains: ({ targets: wanted = [], stills: taken = [], sounds = [] }) => {
      const picture = wanted.length + taken.length > 0
      return [
        ...(join ? joinChains(join, { picture, sounds: sounds.map(({ filters }) => filters) }) : []),
        ...(video && picture ? [videoGraph(video, wanted, taken, inputOf)] : []),
      ]
    },
  }
}

/** Texts that the step brings, each file once. */
const textInputs = (texts: readonly SubtitleTrack[]): readonly DrawnInput[] => {
  const files = new Map(texts.map(({ file, demuxer }) => [file.name, demuxer]))
  return [...files].map(([file, demuxer]) => ({
    file,
    options: ['-protocol_whitelist', 'file,pipe', '-f', demuxer],
  }))
}
