import { clockFilters } from './clock.ts'
import { colorFilters } from './color-filters.ts'
import { type Colors, isHdr, pictureColors, sourceColors } from './colors.ts'
import { finishFilters } from './finish-filters.ts'
import { type Region, type Size, same } from './frame-size.ts'
import { type Node, type NodeState, renderGraph } from './graph-node.ts'
import { type Held, heldFilters } from './held.ts'
import type { PictureBranch } from './pictures/branch.ts'
import { pictureFilters } from './pictures/picture-filters.ts'
import { finishedColors, picturePixels } from './pictures/picture-pixels.ts'
import type { SourceVideo } from './source.ts'
import type { VideoTarget } from './tracks.ts'
import { afterPrelude, type Deinterlace, prelude } from './video-prelude.ts'

/** Aspect ratios that differ by rounding to even sides only. */
const SAME_ASPECT = 0.02

/** What many pictures have in common before any is scaled. */
interface Base {
  readonly colors: Colors
  readonly region: Region | undefined
  readonly deinterlace: Deinterlace
  readonly targets: readonly Labelled[]
  readonly pictures: readonly { readonly branch: PictureBranch; readonly label: string }[]
}
/** The picture a graph begins with. */
export type GraphVideo = SourceVideo & {
  /** Names it where it comes out of another graph and not out of an input. */
  readonly label?: string
  /** Nothing but key frames is decoded. */
  readonly keysOnly?: boolean
  readonly held?: Held
}
interface Labelled {
  readonly target: VideoTarget
  readonly label: string
}

/**
 * The filter graph that makes every picture from one decode. What the source needs (deinterlacing, turning upright, other
 * colours, a region cut out) is done once, before the first split. Sizes then form a cascade, each scaled from the smallest
 * larger picture that has every frame it needs. Labels: `[v0]`, `[v1]`… for the targets, `[p0]`… for the branches
 * of pictures.
 * @param input the number of the input that is decoded; the labels of its pictures count from it, and no other graph has its
 */
export const videoGraph = (
  video: GraphVideo,
  targets: readonly VideoTarget[],
  pictures: readonly PictureBranch[],
  inputOf: (file: string) => number,
  input = 0,
): string => {
  const bases = basesOf(
    video,
    targets,
    pictures.map((branch, i) => ({ branch, label: `p${i + input}` })),
  )
  const first = bases[0]?.deinterlace ?? 'none'
  const together = bases.every((base) => base.deinterlace === first)
  const root: Node = {
    ...decoded(video),
    children: [],
    leaves: [],
    filters: [...(video.held ? heldFilters(video.held) : []), ...(together ? prelude(video, first) : [])],
  }
  for (const base of bases) {
    const node = baseNode(root, video, base, together ? [] : prelude(video, base.deinterlace))
    for (const { branch, label } of base.pictures) {
      const { framed, encoded } = pictureFilters(branch, label, base.colors.matrix)
      const pixelFormat = picturePixels(branch)
      node.leaves.push({
        ...{ filters: framed, drawn: branch.drawn ?? [], after: encoded, label },
        ...{ pixelFormat, colors: finishedColors(pixelFormat, base.colors) },
      })
    }
    cascade(node, base, video)
  }
  const from = `[${video.label ?? `${input}:${video.stream.index}`}]`
  return renderGraph(root, from, { prefix: input === 0 ? 't' : `t${input}_`, inputOf })
}

const decoded = (video: SourceVideo): NodeState => ({
  size: video.decoded,
  rate: undefined,
  pixelFormat: afterPrelude(video),
  upright: video.squarePixels,
})

const basesOf = (
  video: GraphVideo,
  targets: readonly VideoTarget[],
  pictures: Base['pictures'],
): readonly Base[] => {
  const bases = new Map<string, { -readonly [K in keyof Base]: Base[K] }>()
  const baseFor = (colors: Colors, region?: Region, deinterlace: Deinterlace = 'none') => {
    const key = JSON.stringify([colors, region, deinterlace])
    const base = bases.get(key) ?? { colors, region, deinterlace, targets: [], pictures: [] }
    bases.set(key, base)
    return base
  }
  targets.forEach((target, i) => {
    const base = baseFor(target.colors, target.framing.region, target.deinterlace)
    base.targets = [...base.targets, { target, label: `v${i}` }]
  })
  if (pictures.length > 0) {
    const colors = pictureColors(sourceColors(video.stream))
    const whole = video.keysOnly ? 'alone' : 'frames'
    const base = baseFor(colors, undefined, video.stream.interlaced ? whole : 'none')
    base.pictures = pictures
  }
  return [...bases.values()]
}

/** The node a base's pictures hang on: the root itself when nothing has to be done. */
const baseNode = (root: Node, video: SourceVideo, base: Base, before: readonly string[]): Node => {
  const { stream } = video
  const { region, colors } = base
  const from = sourceColors(stream)
  const sized: NodeState = { ...root, size: region ?? root.size }
  // Tone mapping costs much per pixel: it is done at the largest size that is wanted.
  const largest = isHdr(from) && !isHdr(colors) ? largestOf(sized, base) : undefined
  const state: NodeState = largest ? { ...sized, size: largest, upright: true } : sized
  const formats = base.targets.map(({ target }) => target.pixelFormat)
  const { width, height } = largest ?? sized.size
  const full = width % 2 === 1 || height % 2 === 1 || formats.some((format) => !format.startsWith('yuv420'))
  const deep = stream.bitDepth > 8 && formats.some((format) => format.endsWith('10le'))
  const pixelFormat = `yuv${full ? '444' : '420'}p${deep ? '10le' : ''}`
  const colored = colorFilters({
    ...{ from, to: colors, pixelFormat },
    stream: { ...stream, width, height },
  })
  const filters = [
    ...before,
    ...(region ? [`crop=${region.width}:${region.height}:${region.x}:${region.y}`] : []),
    ...(largest ? scaleTo(largest, fieldsApart(base, video)) : []),
    ...colored,
  ]
  if (filters.length === 0) return root
  const node: Node = {
    ...{ ...state, pixelFormat: colored.length > 0 ? pixelFormat : root.pixelFormat },
    ...{ children: [], leaves: [], filters },
  }
  root.children.push(node)
  return node
}

/** The one size all pictures of a base can be scaled down from, when it is smaller than the source's. */
const largestOf = (sized: NodeState, { targets, pictures }: Base): Size | undefined => {
  const [largest, ...rest] = [
    ...targets.map(({ target }) => target.framing.scaled),
    ...pictures.map(({ branch }) => branch.framing.scaled),
  ].sort((a, b) => area(b) - area(a))
  if (!largest || area(largest) >= area(sized.size)) return undefined
  return rest.every((size) => contains(largest, size)) ? largest : undefined
}

const cascade = (top: Node, base: Base, video: SourceVideo): void => {
  const nodes: Node[] = []
  const largestFirst = base.targets.toSorted(
    (a, b) => area(b.target.framing.scaled) - area(a.target.framing.scaled),
  )
  for (const { target, label } of largestFirst) {
    const node = nodes.find((n) => isFor(n, target)) ?? attach(top, nodes, target, fieldsApart(base, video))
    node.leaves.push({
      filters: [...clockFilters(target.clock), ...finishFilters(target.framing, label, target.pixelFormat)],
      ...{ drawn: target.drawn ?? [], after: [], label },
      ...{ pixelFormat: target.pixelFormat, colors: target.colors },
    })
  }
}

const area = (s: Size): number => s.width * s.height
const rateOf = (t: VideoTarget): string | undefined => t.frameRate && `${t.frameRate.num}/${t.frameRate.den}`
const isFor = (n: Node, t: VideoTarget): boolean =>
  same(n.size, t.framing.scaled) && n.rate === rateOf(t) && n.pixelFormat === t.pixelFormat

const attach = (top: Node, nodes: Node[], target: VideoTarget, apart: boolean): Node => {
  const size = target.framing.scaled
  const rate = rateOf(target)
  const parent = nodes.findLast((n) => n.pixelFormat === target.pixelFormat && holds(n, size, rate)) ?? top
  const filters = [
    ...(rate !== undefined && rate !== parent.rate ? [`fps=${rate}`] : []),
    ...(same(size, parent.size) && parent.upright ? [] : scaleTo(size, apart)),
    ...(parent.pixelFormat === target.pixelFormat ? [] : [`format=${target.pixelFormat}`]),
  ]
  const node: Node = {
    ...{ size, rate, pixelFormat: target.pixelFormat, upright: true },
    ...{ children: [], leaves: [], filters },
  }
  parent.children.push(node)
  nodes.push(node)
  return node
}

const fieldsApart = ({ deinterlace }: Base, { stream }: SourceVideo): boolean =>
  stream.interlaced && deinterlace === 'none'

/** Fields that stay apart are scaled apart. */
const scaleTo = ({ width, height }: Size, apart: boolean): readonly string[] => [
  `scale=${width}:${height}:flags=bicubic${apart ? ':interl=1' : ''}`,
  'setsar=1',
]

/** Nothing is lost when `n` is the source of a picture: it is as large, of the same shape, and has the frames. */
const holds = (n: Node, size: Size, rate: string | undefined): boolean =>
  contains(n.size, size) && (n.rate === undefined || n.rate === rate)

const contains = (outer: Size, size: Size): boolean =>
  outer.width >= size.width &&
  outer.height >= size.height &&
  Math.abs((outer.width * size.height) / (outer.height * size.width) - 1) < SAME_ASPECT

/** The filters a graph of ours uses; none of an empty one. Commas inside an argument stand in quotes, or behind a backslash. */
export const filterNames = (graph: string): readonly string[] => {
  const names = graph
    .replace(/\\./g, '')
    .replace(/'[^']*'/g, '')
    .split(/[;,]/)
    .map((filter) => filter.replace(/\[[^\]]*\]/g, '').replace(/=.*$/, ''))
  return [...new Set(names)].filter((name) => name !== '')
}
