import type { InputPolicy } from '../domain/input-policy.ts'
import type { Capabilities, Command, Effort, Step, StepFile } from '../domain/plan.ts'
import { seconds } from '../domain/units.ts'
import type { Decode, DecodeGroup } from './decode-groups.ts'
import { firstPassEffort, makeEffort } from './effort.ts'
import { PASS_FOLDER } from './encoders/encoder.ts'
import { globalArgs } from './global-args.ts'
import { joinedSound } from './join-filters.ts'
import { firstPassArgs, groupArgs, needsFirstPass } from './output-args.ts'
import { pictureArgs } from './pictures/picture-args.ts'
import { seekWork } from './pictures/seek-work.ts'
import { readingOf } from './reading.ts'
import { adoptKeyFrames, encodeKey, groupFiles, type MuxGroup } from './shared-encodes.ts'
import type { Source } from './source.ts'
import { filesOf } from './step-files.ts'
import {
  type AudioEncode,
  isVideo,
  type SubtitleTrack,
  type Track,
  type VideoEncode,
  type VideoTarget,
} from './tracks.ts'

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
  { muxers, processors }: Pick<Capabilities, 'muxers' | 'processors'>,
): BuiltStep => {
  const canTee = muxers.has('tee')
  const files = adoptKeyFrames(drafts.flatMap((d) => d.files))
  // Without tee, files that could share an encode stay apart, and each has its own.
  const groups = canTee ? groupFiles(files) : files.flatMap((file) => groupFiles([file]))
  const work =
    decode === 'seeks'
      ? { make: seekWork(drafts, source, policy) }
      : passWork(groups, { drafts, decode }, source, policy, processors)
  const outputs = drafts.map((d) => d.index)
  const tracks = groups.flatMap((g) => g.tracks)
  const encodes = (type: Track['type']) => tracks.filter((t) => t.type === type).length
  return {
    step: {
      id,
      commands: commandsOf(work, { drafts, decode }, source, tracks),
      outputs,
      duration: seconds(decode === 'seeks' ? 0 : drafts[0].cut.duration),
      copies: encodes('video') + encodes('audio') === 0 && drafts.every((d) => d.pictures.length === 0),
      folders: [...new Set(drafts.flatMap((d) => d.folders)), ...(work.measure ? [PASS_FOLDER] : [])],
      files: stepFiles(work.targets ?? [], drafts, tracks),
    },
    reason: `${id}: ${work.make.length > 0 ? 'one' : 'no'} process makes ${outputs.length === 1 ? 'output' : 'outputs'} ${outputs.join(', ')}${work.make.length > 0 ? `; ${howDecoded(drafts, decode, groups)}; video encodes: ${encodes('video')}, audio encodes: ${encodes('audio')}${share(processors)}` : ''}`,
    shared: canTee ? sharing(files) : new Map(),
  }
}

const stepFiles = (
  targets: readonly VideoTarget[],
  drafts: DecodeGroup['drafts'],
  tracks: readonly Track[],
): readonly StepFile[] => {
  const files = [
    ...filesOf([...targets, ...drafts.flatMap(({ pictures }) => pictures)]),
    ...tracks.filter(isText).map(({ file }) => file),
    ...drafts.flatMap(({ texts = [] }) => texts),
  ]
  return [...new Map(files.map((file) => [file.name, file])).values()]
}

/** What follows the global options, for the second pass or the only one, and for a first pass where one is needed. */
interface Work {
  readonly make: readonly string[]
  readonly measure?: readonly string[]
  /** The pictures that are encoded. */
  readonly targets?: readonly VideoTarget[]
}

/** Of texts alone. */
const NOTHING: Work = { make: [] }

const commandsOf = (
  { measure, make }: Work,
  { drafts, decode }: DecodeGroup,
  source: Source,
  tracks: readonly Track[],
): readonly Command[] => {
  if (make.length === 0) return []
  const [{ cut, join }] = drafts
  const read = { video: (join?.source ?? source).video, decode, duration: cut.duration }
  const pictures = drafts.some((d) => d.pictures.length > 0)
  const command = (args: readonly string[], purpose: Command['purpose'], effort: Effort): Command => ({
    ...{ program: 'ffmpeg', args: [...globalArgs(), ...args], purpose, effort },
  })
  return [
    ...(measure ? [command(measure, 'measure', firstPassEffort(tracks.filter(needsFirstPass), read))] : []),
    command(make, 'make', makeEffort(tracks, pictures, read)),
  ]
}

const isEncode = (track: Track): track is VideoEncode => track.type === 'video'
const isText = (track: Track): track is SubtitleTrack => track.type === 'subtitles'
const isSound = (track: Track): track is AudioEncode => track.type === 'audio'

/** Reads the part once, or twice where encoders see it before. */
const passWork = (
  groups: readonly MuxGroup[],
  { drafts, decode }: DecodeGroup,
  source: Source,
  policy: InputPolicy,
  processors: number | undefined,
): Work => {
  const pictures = drafts.flatMap((d) => d.pictures)
  if (groups.length + pictures.length === 0) return NOTHING
  const tracks = groups.flatMap((g) => g.tracks)
  const encodes = tracks.filter(isEncode)
  const twice = tracks.filter(needsFirstPass)
  const before = (group: MuxGroup): readonly Track[] =>
    groups.slice(0, groups.indexOf(group)).flatMap((g) => g.tracks)
  const labelsFor = (
    group: MuxGroup,
    is: (track: Track) => boolean,
    label: (n: number) => string,
  ): string[] => {
    const first = before(group).filter(is).length
    return group.tracks.filter(is).map((_, i) => label(first + i))
  }
  const [{ join }] = drafts
  const targetsOf = (of: readonly VideoEncode[]) => of.map((encode) => encode.target)
  const targets = targetsOf(encodes)
  const texts = tracks.filter(isText)
  const reads = { targets, stills: pictures, texts, decode, processors, untagged: copiedTogether(groups) }
  const { args, video, chains, inputOf } = readingOf(drafts[0], source, policy, reads)
  const graph = (made: Parameters<typeof chains>[0]): readonly string[] => {
    const all = chains(made)
    return all.length > 0 ? ['-filter_complex', all.join(';')] : []
  }
  const make = [
    ...args,
    ...graph({ targets, stills: pictures, sounds: tracks.filter(isSound) }),
    ...groups.flatMap((group) =>
      groupArgs(group, {
        pictures: labelsFor(group, isEncode, (n) => `v${n}`),
        ...(join && { sounds: labelsFor(group, isSound, joinedSound) }),
        before: before(group).length,
        inputOf,
        ...(processors !== undefined && { processors }),
      }),
    ),
    ...pictures.flatMap((branch, i) => pictureArgs(branch, `p${i}`)),
  ]
  if (!video || twice.length === 0) return { make, targets }
  const labels = twice.map((_, i) => `v${i}`)
  const [firstClip] = join?.clips ?? []
  const filler = firstClip ? (firstClip.video?.stream.index ?? firstClip.audio?.index) : video.stream.index
  const measure = [
    ...args,
    ...graph({ targets: targetsOf(twice) }),
    ...firstPassArgs(tracks, labels, filler ?? 0, processors),
  ]
  return { make, measure, targets }
}

const share = (processors: number | undefined): string => {
  if (processors === undefined) return ''
  return `; threads for ${processors === 1 ? 'one processor' : `${processors} processors`}, as other tasks have theirs`
}

/**
 * Copies that are written into several files at once. Tee hands them the code that the source's container had for the codec,
 * which the containers of others refuse; without one each takes its own.
 */
const copiedTogether = (groups: readonly MuxGroup[]): readonly number[] => {
  const shared = groups.filter(({ files }) => files.length > 1).flatMap(({ tracks }) => tracks)
  return [...new Set(shared.flatMap((track) => (track.type === 'copy' ? [track.index] : [])))]
}

const howDecoded = (drafts: DecodeGroup['drafts'], decode: Decode, groups: readonly MuxGroup[]): string => {
  const pictures = drafts.some((d) => d.pictures.length > 0)
  const [{ join }] = drafts
  if (join) return `${join.clips.length} clips are joined`
  if (decode === 'seeks')
    return 'a few frames are decoded before each moment, which costs less than a pass over the source'
  if (decode === 'key') return 'only key frames are decoded, as no output needs others'
  const encodes = groups.some((g) => g.tracks.some((t) => t.type === 'video'))
  if (!encodes && !pictures) return 'no picture is decoded'
  if (groups.some((g) => g.tracks.some(needsFirstPass)))
    return 'the picture is decoded twice, the first time for the first passes'
  return encodes && pictures
    ? 'the picture is decoded once, and stills are taken on the way'
    : 'the picture is decoded once'
}

/** Which outputs share an encode with which others. */
const sharing = (files: ReturnType<typeof adoptKeyFrames>): Map<number, string[]> => {
  const users = new Map<string, { track: Track; outputs: Set<number> }>()
  for (const file of files)
    for (const track of file.tracks) {
      if (track.type === 'copy' || track.type === 'subtitles') continue
      const key = encodeKey(file, track)
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
