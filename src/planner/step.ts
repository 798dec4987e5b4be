import { type InputPolicy, inputOptions } from '../domain/input-policy.ts'
import type { Step } from '../domain/plan.ts'
import { seconds } from '../domain/units.ts'
import type { Draft } from './draft.ts'
import { drawnInputs } from './draw-filters.ts'
import { groupArgs, sheetArgs } from './output-args.ts'
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

/** One process for drafts that read the same part of the source: decode once, encode each distinct setting once. */
export const buildStep = (
  id: string,
  drafts: readonly [Draft, ...Draft[]],
  source: Source,
  policy: InputPolicy,
  canTee: boolean,
): BuiltStep => {
  const files = adoptKeyFrames(drafts.flatMap((d) => d.files))
  // Without tee, files that could share an encode stay apart, and each has its own.
  const groups = canTee ? groupFiles(files) : files.flatMap((file) => groupFiles([file]))
  const sheets = drafts.flatMap((d) => d.sheets)
  const pictures = groups.flatMap((g) => g.tracks.filter((t): t is VideoEncode => t.type === 'video'))
  let labelled = 0
  const labelsFor = (group: MuxGroup): string[] =>
    group.tracks.filter((t) => t.type === 'video').map(() => `v${labelled++}`)
  const decodesVideo = pictures.length + sheets.length > 0
  const extras = drawnInputs(pictures.flatMap((p) => p.target.drawn ?? []))
  const graph =
    source.video && decodesVideo
      ? [
          '-filter_complex',
          videoGraph(
            source.video,
            pictures.map((p) => p.target),
            sheets,
            (file) => 1 + extras.findIndex((extra) => extra.file === file),
          ),
        ]
      : []
  const args = [
    ...GLOBAL,
    ...inputOptions(policy),
    ...cutArgs(drafts[0].cut),
    ...['-i', 'file:src'],
    ...extras.flatMap(({ file, options }) => [...options, '-i', `file:${file}`]),
    ...graph,
    ...groups.flatMap((group) => groupArgs(group, labelsFor(group))),
    ...sheets.flatMap((sheet, i) => sheetArgs(sheet, `s${i}`)),
  ]
  const outputs = drafts.map((d) => d.index)
  const sounds = groups.flatMap((g) => g.tracks.filter((t) => t.type === 'audio')).length
  return {
    step: {
      id,
      commands: [{ program: 'ffmpeg', args, purpose: 'make', weight: 1 }],
      outputs,
      duration: seconds(drafts[0].cut.duration),
      folders: [...new Set(drafts.flatMap((d) => d.folders))],
    },
    reason: `${id}: one process makes ${outputs.length === 1 ? 'output' : 'outputs'} ${outputs.join(', ')}; ${
      decodesVideo ? 'the picture is decoded once' : 'no picture is decoded'
    }; video encodes: ${pictures.length}, audio encodes: ${sounds}`,
    shared: canTee ? sharing(files) : new Map(),
  }
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
