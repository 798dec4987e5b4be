import { type Canvas, drawChains } from './draw-filters.ts'
import type { Drawn } from './drawn.ts'
import { type Framing, type Size, same } from './frame-size.ts'
import type { PictureBranch } from './pictures/branch.ts'
import { pictureFilters } from './pictures/picture-filters.ts'
import type { SourceVideo } from './source.ts'
import type { VideoTarget } from './tracks.ts'

/** A picture of the whole source frame at one size, rate and pixel format; others may be scaled from it. */
interface Node {
  readonly size: Size
  readonly rate: string | undefined
  readonly pixelFormat: string
  readonly upright: boolean
  /** Filters of what hangs on it: children in the cascade, and finished pictures. */
  readonly children: Node[]
  readonly leaves: Leaf[]
  readonly filters: readonly string[]
}

/** A finished picture: its own filters, then what is drawn on it. */
interface Leaf {
  readonly filters: readonly string[]
  readonly drawn: readonly Drawn[]
  readonly label: string
}

/** Aspect ratios that differ by rounding to even sides only. */
const SAME_ASPECT = 0.02

/**
 * The filter graph that makes every picture from one decode. Sizes form a cascade, each scaled from the smallest larger
 * picture that has every frame it needs. Labels: `[v0]`, `[v1]`… for the targets, `[p0]`… for the branches of pictures.
 * @param input the number of the input that is decoded
 */
export const videoGraph = (
  video: SourceVideo,
  targets: readonly VideoTarget[],
  pictures: readonly PictureBranch[],
  inputOf: (file: string) => number,
  input = 0,
): string => {
  const root: Node = {
    size: video.decoded,
    rate: undefined,
    pixelFormat: video.stream.pixelFormat,
    upright: video.squarePixels,
    children: [],
    leaves: pictures.map((branch, i) => leafOf(branch, i + input)),
    filters: video.stream.interlaced ? ['bwdif=mode=send_frame:parity=auto:deint=interlaced'] : [],
  }
  const nodes: Node[] = []
  const largestFirst = targets
    .map((target, i) => ({ target, label: `v${i}` }))
    .sort((a, b) => area(b.target.framing.scaled) - area(a.target.framing.scaled))
  for (const { target, label } of largestFirst) {
    const node = nodes.find((n) => isFor(n, target)) ?? attach(root, nodes, target)
    node.leaves.push({ filters: finish(target.framing), drawn: target.drawn ?? [], label })
  }
  let used = 0
  const names = { label: () => `t${used++}`, inputOf, matrix: matrixOf(video.stream) }
  return render(root, `[${input}:${video.stream.index}]`, names).join(';')
}

const area = (s: Size): number => s.width * s.height
const rateOf = (t: VideoTarget): string | undefined => t.frameRate && `${t.frameRate.num}/${t.frameRate.den}`
const isFor = (n: Node, t: VideoTarget): boolean =>
  same(n.size, t.framing.scaled) && n.rate === rateOf(t) && n.pixelFormat === t.pixelFormat

const attach = (root: Node, nodes: Node[], target: VideoTarget): Node => {
  const size = target.framing.scaled
  const rate = rateOf(target)
  const parent = nodes.findLast((n) => n.pixelFormat === target.pixelFormat && holds(n, size, rate)) ?? root
  const filters = [
    ...(rate !== undefined && rate !== parent.rate ? [`fps=${rate}`] : []),
    ...(same(size, parent.size) && parent.upright
      ? []
      : [`scale=${size.width}:${size.height}:flags=bicubic`, 'setsar=1']),
    ...(parent.pixelFormat === target.pixelFormat ? [] : [`format=${target.pixelFormat}`]),
  ]
  const node: Node = {
    size,
    rate,
    pixelFormat: target.pixelFormat,
    upright: true,
    children: [],
    leaves: [],
    filters,
  }
  parent.children.push(node)
  nodes.push(node)
  return node
}

interface Names extends Omit<Canvas, 'pixelFormat'> {}

/** The matrix of the picture's colours; players take untagged ones by their size. */
const matrixOf = ({ color, height }: SourceVideo['stream']): string => {
  if (color.space === 'bt709' || color.space?.startsWith('bt2020'))
    return color.space === 'bt709' ? 'bt709' : 'bt2020'
  if (color.space === undefined && height > 576) return 'bt709'
  return 'bt601'
}

/** Nothing is lost when `n` is the source of a picture: it is as large, of the same shape, and has the frames. */
const holds = (n: Node, size: Size, rate: string | undefined): boolean =>
  n.size.width >= size.width &&
  n.size.height >= size.height &&
  Math.abs((n.size.width * size.height) / (n.size.height * size.width) - 1) < SAME_ASPECT &&
  (n.rate === undefined || n.rate === rate)

const finish = ({ crop, pad }: Framing): readonly string[] => {
  if (crop) return [`crop=${crop.width}:${crop.height}`]
  return pad ? [`pad=${pad.width}:${pad.height}:(ow-iw)/2:(oh-ih)/2:${pad.color}`] : []
}

const leafOf = (branch: PictureBranch, i: number): Leaf => ({
  filters: pictureFilters(branch, `p${i}`),
  drawn: [],
  label: `p${i}`,
})

/** Chains of the graph, joined by `;` later. Each node's picture is split among what hangs on it. */
const render = (node: Node, input: string, names: Names): string[] => {
  const consumers = node.leaves.length + node.children.length
  const finished = (leaf: Leaf, from: string, before: readonly string[] = []): readonly string[] => {
    const filters = [...before, ...leaf.filters]
    const chain = (label: string): string => `${from}${filters.join(',') || 'null'}[${label}]`
    if (leaf.drawn.length === 0) return [chain(leaf.label)]
    const plain = names.label()
    const canvas = { ...names, pixelFormat: node.pixelFormat }
    return [chain(plain), ...drawChains(leaf.drawn, plain, leaf.label, canvas)]
  }
  if (consumers === 1) {
    const [leaf] = node.leaves
    if (leaf) return [...finished(leaf, input, node.filters)]
    const [child] = node.children
    return child ? render({ ...child, filters: [...node.filters, ...child.filters] }, input, names) : []
  }
  const asItIs = (leaf: Leaf): boolean => leaf.filters.length + leaf.drawn.length === 0
  const tails = [
    ...node.children.map((child) => ({ child, label: names.label() })),
    ...node.leaves.map((leaf) => ({ leaf, label: asItIs(leaf) ? leaf.label : names.label() })),
  ]
  const split = `${input}${[...node.filters, `split=${consumers}`].join(',')}${tails.map((t) => `[${t.label}]`).join('')}`
  return [
    split,
    ...tails.flatMap((tail) => {
      if ('child' in tail) return render(tail.child, `[${tail.label}]`, names)
      return asItIs(tail.leaf) ? [] : finished(tail.leaf, `[${tail.label}]`)
    }),
  ]
}

/** The filters a graph of ours uses. Commas inside an argument stand in quotes. */
export const filterNames = (graph: string): readonly string[] => [
  ...new Set(
    graph
      .replace(/'[^']*'/g, '')
      .split(/[;,]/)
      .map((filter) => filter.replace(/\[[^\]]*\]/g, '').replace(/=.*$/, '')),
  ),
]
