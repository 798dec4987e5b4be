import type { Colors } from './colors.ts'
import { type Canvas, drawChains } from './draw-filters.ts'
import type { Drawn } from './drawn.ts'
import type { Size } from './frame-size.ts'

/** What a picture is at a place in the graph. */
export interface NodeState {
  readonly size: Size
  /** Absent: the source's own timing. */
  readonly rate: string | undefined
  readonly pixelFormat: string
  /** Its pixels are square. */
  readonly upright: boolean
}

/** A picture that others are made from, and what hangs on it. */
export interface Node extends NodeState {
  readonly children: Node[]
  readonly leaves: Leaf[]
  readonly filters: readonly string[]
}

/** A finished picture: its own filters, then what is drawn on it. */
interface Leaf {
  /** May hold `;` and labels inside, but has one way in and one way out. */
  readonly filters: readonly string[]
  readonly drawn: readonly Drawn[]
  readonly label: string
  readonly colors: Colors
}

interface Names {
  readonly label: () => string
  readonly inputOf: Canvas['inputOf']
}

/** The graph as FFmpeg reads it: chains joined by `;`. Each node's picture is split among what hangs on it. */
export const renderGraph = (root: Node, input: string, inputOf: Canvas['inputOf']): string => {
  let used = 0
  return render(root, input, { label: () => `t${used++}`, inputOf }).join(';')
}

const render = (node: Node, input: string, names: Names): string[] => {
  const consumers = node.leaves.length + node.children.length
  const finished = (leaf: Leaf, from: string, before: readonly string[] = []): readonly string[] => {
    const filters = [...before, ...leaf.filters]
    const chain = (label: string): string => `${from}${filters.join(',') || 'null'}[${label}]`
    if (leaf.drawn.length === 0) return [chain(leaf.label)]
    const plain = names.label()
    const canvas = { ...names, colors: leaf.colors, pixelFormat: node.pixelFormat }
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
