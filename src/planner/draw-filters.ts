import { imageInputOptions } from '../domain/input-policy.ts'
import { WHITE } from './color-filters.ts'
import { type Colors, isHdr, isRgb } from './colors.ts'
import type { Between, Drawn, DrawnImage, DrawnMosaic } from './drawn.ts'
import { captionChains, pictureChains } from './subtitles/burn-chains.ts'
import type { DrawnText } from './text/drawn-text.ts'
import { textChains } from './text/text-chains.ts'
import { decimal } from './time-range.ts'

/** Where chains of the graph find what they draw, and how they name what they make. */
export interface Canvas {
  /** Of the picture that is drawn on. */
  readonly pixelFormat: string
  /** Of the picture that is drawn on. */
  readonly colors: Colors
  /** FFmpeg's number of the input that is this file. */
  readonly inputOf: (file: string) => number
  /** A label nobody has. */
  readonly label: () => string
}

/** The chains that draw all of it, one after the other, on the picture `from`; the last one makes `to`. */
export const drawChains = (
  drawn: readonly Drawn[],
  from: string,
  to: string,
  canvas: Canvas,
): readonly string[] => {
  let at = from
  return drawn.flatMap((one, i) => {
    const next = i === drawn.length - 1 ? to : canvas.label()
    const chains = chainsOf(one, at, next, canvas)
    at = next
    return chains
  })
}

const chainsOf = (one: Drawn, from: string, to: string, canvas: Canvas): readonly string[] => {
  switch (one.kind) {
    case 'image':
      return imageChains(one, from, to, canvas)
    case 'mosaic':
      return mosaicChains(one, from, to, canvas)
    case 'text':
      return wordChains(one, from, to, canvas)
    case 'captions':
      return captionChains(one, from, to, canvas)
    case 'pictures':
      return pictureChains(one, from, to, canvas)
  }
}

const imageChains = (drawn: DrawnImage, from: string, to: string, canvas: Canvas): string[] => {
  const { file, image, width, height, x, y, opacity, play, first, between } = drawn
  const mark = canvas.label()
  const moves = image.frames > 1 && !first
  const filters = [
    ...(first ? ['trim=end_frame=1'] : []),
    ...(width === image.width && height === image.height && opacity === 1
      ? []
      : ['format=rgba', `scale=${width}:${height}:flags=bicubic`]),
    ...(opacity === 1 ? [] : [`colorchannelmixer=aa=${decimal(opacity)}`]),
    ...imageInColorsOf(canvas),
    ...(play === 'forever' ? [`loop=loop=-1:size=${image.frames}`] : []),
    ...(moves && between ? [`setpts=PTS+${decimal(between.from)}/TB`] : []),
  ]
  return [
    `[${canvas.inputOf(file)}:0]${filters.join(',')}[${mark}]`,
    laidOver({ from, what: mark, to, x, y, between }, canvas, [
      // A picture without an end must not lengthen the output.
      ...(play === 'forever' ? ['shortest=1'] : []),
    ]),
  ]
}

const wordChains = (drawn: DrawnText, from: string, to: string, canvas: Canvas): string[] => {
  const { x, y, between } = drawn
  const [words, mark] = [canvas.label(), canvas.label()]
  return [
    ...textChains(drawn, words, canvas.label),
    `[${words}]${inColorsOf(canvas).join(',')}[${mark}]`,
    laidOver({ from, what: mark, to, x, y, between }, canvas, []),
  ]
}

/** RGB of the picture's own signal as the picture has it. */
export const inColorsOf = ({ colors, pixelFormat }: Canvas): readonly string[] =>
  isRgb(pixelFormat)
    ? ['format=rgba']
    : [
        `scale=out_color_matrix=${scalerMatrix(colors)}:out_range=${colors.range}`,
        `format=yuva${planesOf(pixelFormat)}`,
      ]

/** The RGB of an image, which is sRGB, as the picture has it: on HDR with white as bright as paper, and not as bright as can be. */
const imageInColorsOf = (canvas: Canvas): readonly string[] => {
  const { colors, pixelFormat } = canvas
  if (!isHdr(colors)) return inColorsOf(canvas)
  const { matrix, transfer, primaries } = colors
  return [
    'format=gbrap',
    `zscale=min=gbr:tin=iec61966-2-1:pin=bt709:rin=pc:m=${matrix}:t=${transfer}:p=${primaries}:r=tv:npl=${WHITE}`,
    // zscale takes no odd sides of subsampled pictures.
    'format=yuva444p10le',
    `format=yuva${planesOf(pixelFormat)}10le`,
  ]
}

const planesOf = (pixelFormat: string): string => /^yuvj?(4(?:20|22|44)p)/.exec(pixelFormat)?.[1] ?? '444p'

/** As the scaler calls it. */
const scalerMatrix = ({ matrix }: Colors): string =>
  matrix === 'bt709' ? 'bt709' : matrix.startsWith('bt2020') ? 'bt2020' : 'bt601'

const mosaicChains = (drawn: DrawnMosaic, from: string, to: string, canvas: Canvas): string[] => {
  const { style, strength, width, height, x, y, between } = drawn
  const [plain, part, box] = [canvas.label(), canvas.label(), canvas.label()]
  const blocks = (side: number): number => Math.max(1, Math.round(side / strength))
  const hide =
    style === 'blur'
      ? [`gblur=sigma=${decimal(strength)}`]
      : [`scale=${blocks(width)}:${blocks(height)}:flags=area`, `scale=${width}:${height}:flags=neighbor`]
  const { colors, pixelFormat } = canvas
  // The overlay takes full range for limited when it is left to bring it into its own format.
  const whole = pixelFormat.startsWith('yuvj')
    ? [`scale=in_range=${colors.range}:out_range=${colors.range}`, `format=yuva${planesOf(pixelFormat)}`]
    : []
  return [
    `[${from}]split[${plain}][${part}]`,
    `[${part}]${[`crop=${width}:${height}:${x}:${y}`, ...hide, ...whole].join(',')}[${box}]`,
    laidOver({ from: plain, what: box, to, x, y, between }, canvas, []),
  ]
}

export const laidOver = (
  {
    from,
    what,
    to,
    x,
    y,
    between,
  }: {
    readonly from: string
    readonly what: string
    readonly to: string
    readonly x: number
    readonly y: number
    readonly between: Between | undefined
  },
  { pixelFormat }: Canvas,
  more: readonly string[],
): string => {
  const options = [
    `${x}:${y}`,
    `format=${overlayFormat(pixelFormat)}`,
    ...more,
    ...(between ? [`enable=${during(between)}`] : []),
  ]
  return `[${from}][${what}]overlay=${options.join(':')}[${to}]`
}

/** The overlay filter's own name of a pixel format. */
export const overlayFormat = (pixelFormat: string): string =>
  /^yuv42[02]p10/.exec(pixelFormat)?.[0] ??
  /^yuvj?4(?:20|22|44)/.exec(pixelFormat)?.[0].replace('j', '') ??
  (/^(?:rgb24|bgra)$/.test(pixelFormat) ? 'rgb' : 'auto')

/** In quotes, so that its commas are not the graph's. Frames are shown from their own time on: the end is exclusive. */
const during = ({ from, to }: Between): string =>
  to === undefined ? `'gte(t,${decimal(from)})'` : `'gte(t,${decimal(from)})*lt(t,${decimal(to)})'`

export interface DrawnInput {
  readonly file: string
  /** FFmpeg's options before its `-i`. */
  readonly options: readonly string[]
}

/** The files that are drawn, each once. */
export const drawnInputs = (drawn: readonly Drawn[]): readonly DrawnInput[] => {
  const images = drawn.filter((one) => one.kind === 'image')
  return [...new Map(images.map(({ file, image }) => [file, image])).entries()].map(([file, image]) => ({
    file,
    options: imageInputOptions(image.format),
  }))
}
