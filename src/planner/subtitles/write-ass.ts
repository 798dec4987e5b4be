import type { AssDocument, SubtitleCue, TextRun } from '../../domain/subtitle-document.ts'
import { type AssLook, assColor, boardLines, styleLines } from './ass-look.ts'

/** An ASS document as it is read. */
export const writeAss = ({ resolution, wrapStyle, scaledBorders, styles, events }: AssDocument): string =>
  [
    ...head(resolution, wrapStyle ?? 0, scaledBorders),
    '[V4+ Styles]',
    ...styles,
    '',
    ...EVENTS,
    ...events.map(
      ({ start, end, layer, style, margins, text }) =>
        `Dialogue: ${layer},${time(start * 100)},${time(end * 100)},${style},,${margins.join(',')},,${text}`,
    ),
    '',
  ].join('\n')

/** Plain cues as an ASS script in a look, to hundredths of a second. */
export const writePlainAss = (cues: readonly SubtitleCue[], look: AssLook): string =>
  cuesAsAss(cues, look, 100)

/**
 * The same with a clock that runs ten times as fast as it says: ASS counts hundredths of a second, and cues thousandths.
 */
export const writeFastAss = (cues: readonly SubtitleCue[], look: AssLook): string =>
  cuesAsAss(cues, look, 1000)

const cuesAsAss = (cues: readonly SubtitleCue[], look: AssLook, perSecond: number): string =>
  [
    ...head([look.width, look.height], 0, true),
    ...styleLines(look),
    '',
    ...EVENTS,
    ...boardLines(cues, look, (seconds) => time(seconds * perSecond)),
    ...cues.map(
      ({ start, end, text, place }) =>
        `Dialogue: ${look.board ? 1 : 0},${time(start * perSecond)},${time(end * perSecond)},Default,,0,0,0,,${place === undefined ? '' : `{\\an${place}}`}${text.map((run) => marked(run)).join('')}`,
    ),
    '',
  ].join('\n')

const head = ([width, height]: readonly [number, number], wrapStyle: number, scaled: boolean): string[] => [
  '[Script Info]',
  'ScriptType: v4.00+',
  `PlayResX: ${width}`,
  `PlayResY: ${height}`,
  `WrapStyle: ${wrapStyle}`,
  `ScaledBorderAndShadow: ${scaled ? 'yes' : 'no'}`,
  'YCbCr Matrix: None',
  '',
]

const EVENTS = ['[Events]', 'Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text']

/** @param n hundredths of a second */
const time = (n: number): string => {
  const all = Math.round(n)
  const two = (of: number): string => String(Math.floor(of)).padStart(2, '0')
  return `${Math.floor(all / 360_000)}:${two((all / 6000) % 60)}:${two((all / 100) % 60)}.${two(all % 100)}`
}

const marked = ({ text, bold, italic, underline, color }: TextRun): string => {
  const look = [...(bold ? ['b'] : []), ...(italic ? ['i'] : []), ...(underline ? ['u'] : [])]
  const on = look.map((tag) => `\\${tag}1`).join('') + (color === undefined ? '' : `\\c${assColor(color)}&`)
  const off = on === '' ? '' : '{\\r}'
  return `${on === '' ? '' : `{${on}}`}${literal(text)}${off}`
}

/** Nothing of it is a tag: braces are escaped, and a joiner nobody sees parts a backslash from what follows. */
const literal = (text: string): string =>
  text.replaceAll('\\', '\\\u2060').replaceAll('{', '\\{').replaceAll('}', '\\}').replaceAll('\n', '\\N')
