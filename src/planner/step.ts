import { type InputPolicy, inputOptions } from '../domain/input-policy.ts'
import type { Step } from '../domain/plan.ts'
import { seconds } from '../domain/units.ts'
import type { Decode, DecodeGroup } from './decode-groups.ts'
import { drawnInputs } from './draw-filters.ts'
import { groupArgs } from './output-args.ts'
import { pictureArgs } from './pictures/picture-args.ts'
import { seekWork } from './pictures/seek-work.ts'
import { adoptKeyFrames, groupFiles, type MuxGroup } from './shared-encodes.ts'
import type { Source } from './source.ts'
import { cutArgs } from './time-range.ts'
import { isVideo, type Track, trackKey, type VideoEncode } from './tracks.ts'
import { videoGraph } from './video-graph.ts'

const GLOBAL = [
  '-nostdin',
  '-hide_banner',
  '-y',
  '-v',
  'level+warning',
  '-progress',
  'pipe:3',
  '-stats_period',
  '0.5',
]

export interface BuiltStep {
  readonly step: Step
  readonly reason: string
  /** Lines about encodes an output shares with others. */
  readonly shared: ReadonlyMap<number, readonly string[]>
}

/** One process for outputs that read the same part of the source: each distinct setting is encoded once. */
export const buildStep = (
  id: string,
  { drafts, decode }: DecodeGroup,
  source: Source,
  policy: InputPolicy,
  canTee: boolean,
): BuiltStep => {
  const files = adoptKeyFrames(drafts.flatMap((d) => d.files))
  // Without tee, files that could share an encode stay apart, and each has its own.
  const groups = canTee ? groupFiles(files) : files.flatMap((file) => groupFiles([file]))
  const work =
    decode === 'seeks'
      ? seekWork(drafts, source, policy)
      : passWork(groups, { drafts, decode }, source, policy)
  const outputs = drafts.map((d) => d.index)
  const encodes = (type: Track['type']) =>
    groups.flatMap((g) => g.tracks.filter((t) => t.type === type)).length
  return {
    step: {
      id,
      commands: [{ program: 'ffmpeg', args: [...GLOBAL, ...work], purpose: 'make', weight: 1 }],
      outputs,
      duration: seconds(decode === 'seeks' ? 0 : drafts[0].cut.duration),
      folders: [...new Set(drafts.flatMap((d) => d.folders))],
    },
    reason: `${id}: one process makes ${outputs.length === 1 ? 'output' : 'outputs'} ${outputs.join(', ')}; ${howDecoded(drafts, decode, groups)}; video encodes: ${encodes('video')}, audio encodes: ${encodes('audio')}`,
    shared: canTee ? sharing(files) : new Map(),
  }
}

/** Reads the part once. */
const passWork = (
  groups: readonly MuxGroup[],
  { drafts, decode }: DecodeGroup,
  source: Source,
  policy: InputPolicy,
): string[] => {
  const pictures = drafts.flatMap((d) => d.pictures)
  const encodes = groups.flatMap((g) => g.tracks.filter((t): t is VideoEncode => t.type === 'video'))
  let labelled = 0
  const labelsFor = (group: MuxGroup): string[] =>
    group.tracks.filter((t) => t.type === 'video').map(() => `v${labelled++}`)
  const extras = drawnInputs(encodes.flatMap((p) => p.target.drawn ?? []))
  const graph =
    source.video && encodes.length + pictures.length > 0
      ? [
          '-filter_complex',
          videoGraph(
            source.video,
            encodes.map((p) => p.target),
            pictures,
            (file) => 1 + extras.findIndex((extra) => extra.file === file),
          ),
        ]
      : []
  return [
    ...inputOptions(policy),
    ...(decode === 'key' ? ['-skip_frame', 'nokey'] : []),
    ...cutArgs(drafts[0].cut),
    ...['-i', 'file:src'],
    ...extras.flatMap(({ file, options }) => [...options, '-i', `file:${file}`]),
    ...graph,
    ...groups.flatMap((group) => groupArgs(group, labelsFor(group))),
    ...pictures.flatMap((branch, i) => pictureArgs(branch, `p${i}`)),
  ]
}

const howDecoded = (drafts: DecodeGroup['drafts'], decode: Decode, groups: readonly MuxGroup[]): string => {
  const pictures = drafts.some((d) => d.pictures.length > 0)
  if (decode === 'seeks')
    return 'a few frames are decoded before each moment, which costs less than a pass over the source'
  if (decode === 'key') return 'only key frames are decoded, as no output needs others'
  const encodes = groups.some((g) => g.tracks.some((t) => t.type === 'video'))
  if (!encodes && !pictures) return 'no picture is decoded'
  return encodes && pictures
    ? 'the picture is decoded once, and stills are taken on the way'
    : 'the picture is decoded once'
}

/** Which outputs share an encode with which others. */
const sharing = (files: ReturnType<typeof adoptKeyFrames>): Map<number, string[]> => {
  const users = new Map<string, { track: Track; outputs: Set<number> }>()
  for (const file of files)
    for (const track of file.tracks) {
      if (track.type === 'copy' || track.type === 'subtitle') continue
      const key = trackKey(track)
      const entry = users.get(key) ?? { track, outputs: new Set() }
      entry.outputs.add(file.output)
      users.set(key, entry)
    }
  const lines = new Map<number, string[]>()
  for (const { track, outputs } of users.values()) {
    if (outputs.size < 2) continue
    for (const output of outputs) {
      const others = [...outputs].filter((o) => o !== output)
      const line = `${isVideo(track) ? 'video' : 'audio'}: encoded once, shared with ${others.length === 1 ? 'output' : 'outputs'} ${others.join(', ')}`
      lines.set(output, [...(lines.get(output) ?? []), line])
    }
  }
  return lines
}
