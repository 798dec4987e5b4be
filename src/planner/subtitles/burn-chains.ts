import { type Canvas, inColorsOf, laidOver } from '../draw-filters.ts'
import { decimal } from '../time-range.ts'
import type { DrawnCaptions, DrawnPictures } from './burnt.ts'

/** Ticks of a second of the canvas' clock. */
const CLOCK = 90_000
/** A canvas is a little earlier than its frame, so that it is always the latest that a frame meets. */
const EARLIER = 45

/** The clock of a script is so many times as fine as the picture's, so that half a millisecond can be said in it. */
const FINER = 100
/** libass counts whole milliseconds, and 0.9999 is none. */
const HALF_MS = 0.0005

/** The chains that draw text on the picture `from`: each cue is seen from the very frame on that it begins at. */
export const captionChains = (drawn: DrawnCaptions, from: string, to: string, canvas: Canvas): string[] => {
  if (drawn.canvas && 'clear' in drawn.canvas) return clearChains(drawn, from, to, canvas)
  if (drawn.canvas) return canvasChains(drawn, drawn.canvas, from, to, canvas)
  const shift = `floor(${decimal(Math.abs(drawn.from + HALF_MS))}/TB)`
  const [later, back] = drawn.from + HALF_MS < 0 ? ['-', '+'] : ['+', '-']
  const filters = [
    `settb=intb/${FINER}`,
    `setpts=(PTS${later}${shift})*${drawn.speed}`,
    `ass=${drawn.file.name}`,
    // Whole numbers all the way: the times are what they were.
    `setpts=round(PTS/${drawn.speed})${back}${shift}`,
    `settb=intb*${FINER}`,
  ]
  return [`[${from}]${filters.join(',')}[${to}]`]
}

/** Each frame gets a transparent canvas of its own, at its own time: colours are those of RGB, whatever the picture's are. */
const canvasChains = (
  { width, height, file, speed, from: begins }: DrawnCaptions,
  { ground }: { readonly ground?: string },
  from: string,
  to: string,
  canvas: Canvas,
): string[] => {
  const [picture, frame, words] = [canvas.label(), canvas.label(), canvas.label()]
  const shift = Math.round((begins + HALF_MS) * CLOCK)
  const [r, g, b] = [0, 2, 4].map((at) => Number.parseInt((ground ?? '000000').slice(at, at + 2), 16))
  const filters = [
    // A corner of the frame, made transparent and surrounded by nothing: its time is all that is wanted of it.
    ...['crop=2:2:0:0', 'format=rgba', `lutrgb=r=${r}:g=${g}:b=${b}:a=0`],
    ...[`pad=${width}:${height}:0:0:0x${ground ?? '000000'}@0`, 'setsar=1'],
    ...[`settb=1/${CLOCK}`, `setpts=(PTS+(${shift}))*${speed}`],
    `ass=${file.name}:alpha=1`,
    `setpts=PTS/${speed}-(${shift})-${EARLIER}`,
    // What is opaque leaves on black its own light: the colour follows when that is taken for what is seen through.
    ...(ground === undefined ? ['format=gbrap', 'unpremultiply=inplace=1'] : []),
    ...inColorsOf(canvas),
  ]
  return [
    `[${from}]split[${picture}][${frame}]`,
    `[${frame}]${filters.join(',')}[${words}]`,
    laidOver({ from: picture, what: words, to, x: 0, y: 0, between: undefined }, canvas, []),
  ]
}

/**
 * The same for text that light shines through, which FFmpeg does not write into an alpha plane rightly: it is drawn on black and
 * on white, and how much they differ says how much is seen of what lies behind.
 */
const clearChains = (
  { width, height, file, speed, from: begins }: DrawnCaptions,
  from: string,
  to: string,
  canvas: Canvas,
): string[] => {
  const names = Array.from({ length: 9 }, canvas.label)
  const [picture, frame, dark, light, onDark, onLight, colors, other, alpha] = names as [
    ...[string, string, string, string, string, string, string, string, string],
  ]
  const words = canvas.label()
  const shift = Math.round((begins + HALF_MS) * CLOCK)
  const ground = [
    ...['crop=2:2:0:0', 'format=rgb24', 'lutrgb=r=0:g=0:b=0', `pad=${width}:${height}:0:0:black`, 'setsar=1'],
    ...[`settb=1/${CLOCK}`, `setpts=(PTS+(${shift}))*${speed}`],
  ]
  const merged = [
    ...['alphamerge', 'unpremultiply=inplace=1', `setpts=PTS/${speed}-(${shift})-${EARLIER}`],
    ...inColorsOf(canvas),
  ]
  return [
    `[${from}]split[${picture}][${frame}]`,
    `[${frame}]${ground.join(',')},split[${dark}][${light}]`,
    `[${dark}]ass=${file.name},format=gbrap,split[${onDark}][${other}]`,
    `[${light}]negate,ass=${file.name},format=gbrp[${onLight}]`,
    `[${other}]format=gbrp[${colors}]`,
    `[${onLight}][${colors}]blend=all_mode=difference,negate,extractplanes=g[${alpha}]`,
    `[${onDark}][${alpha}]${merged.join(',')}[${words}]`,
    laidOver({ from: picture, what: words, to, x: 0, y: 0, between: undefined }, canvas, []),
  ]
}

/** On an HDR picture, white as bright as paper: 203 of 10000 cd/m², in its signal. */
const DIMMED = 0.58

/** The chains that lay pictures of text over the picture `from`. */
export const pictureChains = (drawn: DrawnPictures, from: string, to: string, canvas: Canvas): string[] => {
  const { stream, width, height, x, y, until, led, dimmed } = drawn
  const words = canvas.label()
  const light = `val*${DIMMED}`
  const filters = [
    // FFmpeg repeats what is on screen a little after the beginning, and not at it.
    ...(led ? ["setpts='if(N,PTS,0)'"] : []),
    ...(until === undefined ? [] : [`trim=end=${decimal(until)}`]),
    ...['format=rgba', `scale=${width}:${height}:flags=bicubic`],
    ...(dimmed ? [`lutrgb=r=${light}:g=${light}:b=${light}`] : []),
    ...inColorsOf(canvas),
  ]
  return [
    `[0:${stream}]${filters.join(',')}[${words}]`,
    laidOver({ from, what: words, to, x, y, between: undefined }, canvas, []),
  ]
}
