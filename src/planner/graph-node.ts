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

/** A finished picture: its own filters, then what is drawn on it, then what is left to do for its encoder. */
interface Leaf {
  /** May hold `;` and labels inside, but has one way in and one way out. */
  readonly filters: readonly string[]
  readonly drawn: readonly Drawn[]
  readonly after: readonly string[]
  readonly label: string
  /** Of what is drawn on. */
  readonly pixelFormat: string
  readonly colors: Colors
}

interface Names {
  readonly label: () => string
  readonly inputOf: Canvas['inputOf']
}

/**
 * The graph as FFmpeg reads it: chains joined by `;`. Each node's picture is split among what hangs on it. Labels inside begin
 * with `prefix`.
 */
export const renderGraph = (
  root: Node,
  input: string,
  { prefix, inputOf }: { readonly prefix: string } & Pick<Canvas, 'inputOf'>,
): string => {
  let used = 0
  return render(root, input, { label: () => `${prefix}${used++}`, inputOf }).join(';')
}

const render = (node: Node, input: string, names: Names): string[] => {
  const consumers = node.leaves.length + node.children.length
  const finished = (leaf: Leaf, from: string, before: readonly string[] = []): readonly string[] => {
    const { filters, drawn, after, label, colors, pixelFormat } = leaf
    const chain = (of: readonly string[], to: string): string => `${from}${of.join(',') || 'null'}[${to}]`
    if (drawn.length === 0) return [chain([...before, ...filters, ...after], label)]
    const plain = names.label()
    const marked = after.length > 0 ? names.label() : label
    return [
      chain([...before, ...filters], plain),
      ...drawChains(drawn, plain, marked, { ...names, colors, pixelFormat }),
      ...(after.length > 0 ? [`[${marked}]${after.join(',')}[${label}]`] : []),
    ]
  }
  if (consumers === 1) {
    const [leaf] = node.leaves
    if (leaf) return [...finished(leaf, input, node.filters)]
    const [child] = node.children
    return child ? render({ ...child, filters: [...node.filters, ...child.filters] }, input, names) : []
  }
  const asItIs = ({ filters, drawn, after }: Leaf): boolean =>
    filters.length + drawn.length + after.length === 0
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
