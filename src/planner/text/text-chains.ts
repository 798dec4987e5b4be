import type { Canvas } from '../draw-filters.ts'
import { filterValue } from '../filter-value.ts'
import { decimal } from '../time-range.ts'
import type { DrawnText, TextLayer } from './drawn-text.ts'
import type { FlushLine } from './flush-lines.ts'

/**
 * The chains that make the canvas of a text, one transparent picture named `to`: each layer alone, then one over the other.
 * FFmpeg draws on it once, whatever the video's length.
 */
export const textChains = (drawn: DrawnText, to: string, label: Canvas['label']): readonly string[] => {
  const layers = drawn.layers.map((layer) => ({ layer, name: label() }))
  const [lowest, ...higher] = layers
  let under = lowest?.name ?? to
  const over = higher.map(({ name }) => {
    const both = label()
    const chain = `[${under}][${name}]overlay=format=gbrp[${both}]`
    under = both
    return chain
  })
  const finish = [
    ...(drawn.opacity === 1 ? [] : [`colorchannelmixer=aa=${decimal(drawn.opacity)}`]),
    'format=rgba',
  ]
  return [
    ...layers.map(({ layer, name }) => `${layerFilters(drawn, layer).join(',')}[${name}]`),
    ...over,
    `[${under}]${finish.join(',')}[${to}]`,
  ]
}

/** What is opaque leaves on black its own light: the colour follows when that is taken for what is seen through. */
const layerFilters = (drawn: DrawnText, layer: TextLayer): readonly string[] => [
  `color=c=black@0:s=${drawn.width}x${drawn.height}:r=1:d=1`,
  'format=rgba',
  ...(drawn.lines && layer.box === undefined
    ? drawn.lines.map((line) => drawtext(drawn, layer, line))
    : [drawtext(drawn, layer)]),
  'format=gbrap',
  'unpremultiply=inplace=1',
  ...(layer.opacity === 1 ? [] : [`colorchannelmixer=aa=${decimal(layer.opacity)}`]),
]

/** The whole text, or one line of it. */
const drawtext = (drawn: DrawnText, layer: TextLayer, line?: FlushLine): string => {
  const { font, size, gap } = drawn
  const { color, outline, box } = layer
  const options = [
    `fontfile=${filterValue(font)}`,
    `textfile=${filterValue((line ?? drawn).file.name)}`,
    'expansion=none',
    `fontsize=${size}`,
    `line_spacing=${gap}`,
    `fontcolor=0x${color}`,
    ...(outline ? [`borderw=${outline.width}`, `bordercolor=0x${outline.color}`] : []),
    ...(box === undefined ? [] : ['box=1', `boxborderw=${box}`, `boxcolor=0x${color}`]),
    ...(line ? linePlace(drawn, layer, line) : textPlace(drawn, layer)),
  ]
  return `drawtext=${options.join(':')}`
}

const textPlace = ({ right, bottom, dx, dy }: DrawnText, { x, y }: TextLayer): readonly string[] => [
  `x=${right ? `w-tw-${inBrackets(dx - x)}` : dx + x}`,
  `y=${bottom ? `h-th-${inBrackets(dy - y)}` : dy + y}`,
]

/** Where the line would be as part of the text: `lh` is the height of the text's lines. */
const linePlace = (
  { file: { content }, bottom, gap, dx, dy }: DrawnText,
  { x, y }: TextLayer,
  { number, narrower }: FlushLine,
): readonly string[] => {
  const lines = content.split('\n').length
  const from = bottom ? `h-${lines}*lh-${(lines - 1) * gap}-${inBrackets(dy - y)}` : String(dy + y)
  return [`x=w-tw-${inBrackets(dx - x - narrower)}`, `y=${from}+${number}*(lh+${gap})`]
}

const inBrackets = (n: number): string => (n < 0 ? `(${n})` : String(n))
