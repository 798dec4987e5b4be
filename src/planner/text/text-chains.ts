import type { Canvas } from '../draw-filters.ts'
import { filterValue } from '../filter-value.ts'
import { decimal } from '../time-range.ts'
import type { DrawnText, TextLayer } from './drawn-text.ts'

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
  `drawtext=${drawOptions(drawn, layer).join(':')}`,
  'format=gbrap',
  'unpremultiply=inplace=1',
  ...(layer.opacity === 1 ? [] : [`colorchannelmixer=aa=${decimal(layer.opacity)}`]),
]

const drawOptions = (
  { file, font, size, gap, right, bottom, dx, dy }: DrawnText,
  { color, outline, box, x, y }: TextLayer,
): readonly string[] => [
  `fontfile=${filterValue(font)}`,
  `textfile=${filterValue(file.name)}`,
  'expansion=none',
  `fontsize=${size}`,
  `line_spacing=${gap}`,
  `fontcolor=0x${color}`,
  ...(outline ? [`borderw=${outline.width}`, `bordercolor=0x${outline.color}`] : []),
  ...(box === undefined ? [] : ['box=1', `boxborderw=${box}`, `boxcolor=0x${color}`]),
  `x=${right ? `w-tw-${inBrackets(dx - x)}` : dx + x}`,
  `y=${bottom ? `h-th-${inBrackets(dy - y)}` : dy + y}`,
]

const inBrackets = (n: number): string => (n < 0 ? `(${n})` : String(n))
