import type { Draft } from './draft.ts'
import type { PictureBranch, SnapshotBranch } from './pictures/branch.ts'
import type { Slots } from './pictures/sampling.ts'
import type { Source } from './source.ts'

/** How much of the picture is decoded: all of it, key frames only, or a little before each of a few moments. */
export type Decode = 'all' | 'key' | 'seeks'

/** Outputs that one process makes from one decode. */
export interface DecodeGroup {
  readonly drafts: readonly [Draft, ...Draft[]]
  readonly decode: Decode
}

/** What a seek costs beside decoding, in seconds of decoding. */
const SEEK_OVERHEAD = 0.5
/** Half of this is decoded before a moment when nobody measured how far apart key frames are. */
const USUAL_GOP = 8
const MAX_SEEKS = 12
/** For the frames that the decoders of all seeks hold. */
const SEEK_MEMORY = 512 * 1024 * 1024
const FRAMES_HELD = 8
/** Containers with an index, where a seek arrives at the frame it is sent to. */
export const SEEKABLE = /^(?:mov|matroska)/

/**
 * Outputs that read the same part of the source share a process. When one of them needs every frame, pictures come from that
 * decode, which costs next to nothing; otherwise from key frames, or from a few seeks, where that is cheaper.
 */
export const decodeGroups = (drafts: readonly Draft[], source: Source): readonly DecodeGroup[] =>
  byCut(drafts).flatMap((group): readonly DecodeGroup[] => {
    const needs = group.map((draft) => ({ draft, need: needOf(draft, source) }))
    if (needs.some(({ need }) => need === 'all')) return [{ drafts: group, decode: 'all' }]
    const of = (wanted: Decode | 'none') =>
      needs.flatMap(({ draft, need }) => (need === wanted ? [draft] : []))
    return [
      ...grouped(of('none'), 'all'),
      ...grouped(of('key'), 'key'),
      ...of('seeks').map((draft): DecodeGroup => ({ drafts: [draft], decode: 'seeks' })),
    ]
  })

const grouped = ([first, ...rest]: readonly Draft[], decode: Decode): readonly DecodeGroup[] =>
  first ? [{ drafts: [first, ...rest], decode }] : []

const byCut = (drafts: readonly Draft[]): (readonly [Draft, ...Draft[]])[] => {
  const groups = new Map<string, [Draft, ...Draft[]]>()
  for (const d of drafts) {
    const key = `${d.cut.start} ${d.cut.length ?? 'end'} ${d.cut.lead ?? 0} ${JSON.stringify(d.cut.held ?? '')} ${d.join ? JSON.stringify(d.join.clips) : ''}`
    const group = groups.get(key)
    if (group) group.push(d)
    else groups.set(key, [d])
  }
  return [...groups.values()]
}

/** What an output needs when nothing else is decoded. */
const needOf = (draft: Draft, source: Source): Decode | 'none' => {
  const encodes = draft.files.some((file) => file.tracks.some((track) => track.type === 'video'))
  const needs = new Set(draft.pictures.map((branch) => branchNeed(branch, draft, source)))
  if (encodes || needs.has('all')) return 'all'
  if (needs.has('key')) return 'key'
  return needs.has('seeks') ? 'seeks' : 'none'
}

const branchNeed = (branch: PictureBranch, draft: Draft, source: Source): Decode => {
  if (branch.type === 'animation') return 'all'
  if (branch.type === 'sheets') return branch.keyFrames ? 'key' : 'all'
  if (branch.everyFrame && branch.sampling.by !== 'slots') return 'all'
  switch (branch.sampling.by) {
    case 'slots':
      return seeksAreCheaper(branch.sampling, draft, source) ? 'seeks' : 'all'
    case 'scenes':
      return 'all'
    default:
      return 'key'
  }
}

/** A single pass decodes up to the last moment; a seek decodes half the way between two key frames, on average. */
const seeksAreCheaper = (slots: Slots, { cut }: Draft, { media, video }: Source): boolean => {
  if (!video || !SEEKABLE.test(media.container)) return false
  const { width, height, bitDepth, maxKeyframeInterval = USUAL_GOP } = video.stream
  const held = width * height * (bitDepth > 8 ? 3 : 1.5) * FRAMES_HELD
  if (slots.count > Math.min(MAX_SEEKS, Math.floor(SEEK_MEMORY / held))) return false
  const last = Math.max(0, ...slotTimes(slots))
  const pass = Math.min(last, cut.duration) + maxKeyframeInterval / 2
  return slots.count * (maxKeyframeInterval / 2 + SEEK_OVERHEAD) < pass
}

/** The moments of a branch that is made by seeks, in seconds from the start of the part that is read. */
export const seekTimes = ({ sampling }: SnapshotBranch): readonly number[] =>
  sampling.by === 'slots' ? slotTimes(sampling) : []

const slotTimes = ({ distance, taken, last }: Slots): readonly number[] => {
  const every = taken ? taken.every : 1
  const even =
    every === undefined ? [] : Array.from({ length: Math.floor(last / every) + 1 }, (_, i) => i * every)
  const numbers = [...new Set([...even, ...(taken?.at ?? [])])].sort((a, b) => a - b)
  return numbers.map((n) => (n * distance.num) / distance.den / 1000)
}
