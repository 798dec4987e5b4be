import type { SubtitleCue } from '../../domain/subtitle-document.ts'

/** The look of plain text, in pixels of the picture that it is drawn on. Colours are `rrggbb`, opacities 0 to 1. */
export interface AssLook {
  readonly width: number
  readonly height: number
  readonly font: string
  /** Height of a line. */
  readonly size: number
  readonly color: string
  readonly opacity: number
  readonly outline: number
  readonly outlineColor: string
  readonly outlineOpacity: number
  readonly shadow?: { readonly distance: number; readonly color: string; readonly opacity: number }
  readonly board?: AssBoard
  readonly margin: number
  readonly edge: 'bottom' | 'top'
}

export interface AssBoard {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly color: string
  readonly opacity: number
}

/** The letters and what is around them end in one colour, and nothing shines through. */
export const isOpaque = ({ opacity, outlineOpacity, shadow, board }: AssLook): boolean =>
  opacity === 1 && outlineOpacity === 1 && !shadow && !board

/** The styles of a script: the text's own, and the board's. */
export const styleLines = (look: AssLook): readonly string[] => [
  '[V4+ Styles]',
  `Format: ${COLUMNS.join(', ')}`,
  `Style: ${styleOf(look).join(',')}`,
  ...(look.board ? [`Style: ${boardStyle(look, look.board).join(',')}`] : []),
]

/** The lines that show the board while any cue is seen, once at a time. `time` writes seconds of the cues' clock. */
export const boardLines = (
  cues: readonly SubtitleCue[],
  { board }: AssLook,
  time: (seconds: number) => string,
): readonly string[] => {
  if (!board) return []
  const [x, y, width, height] = [board.x, board.y, board.width, board.height].map(Math.round) as [
    ...[number, number, number, number],
  ]
  return together(cues).map(
    ([start, end]) =>
      `Dialogue: 0,${time(start)},${time(end)},Board,,0,0,0,,{\\an7\\pos(${x},${y})\\p1}m 0 0 l ${width} 0 ${width} ${height} 0 ${height}{\\p0}`,
  )
}

const together = (cues: readonly SubtitleCue[]): readonly (readonly [start: number, end: number])[] => {
  const spans: [number, number][] = []
  for (const { start, end } of cues) {
    const last = spans.at(-1)
    if (last && start <= last[1]) last[1] = Math.max(last[1], end)
    else spans.push([start, end])
  }
  return spans
}

const COLUMNS = [
  ...['Name', 'Fontname', 'Fontsize', 'PrimaryColour', 'OutlineColour', 'BackColour', 'Bold', 'Italic'],
  ...['BorderStyle', 'Outline', 'Shadow', 'Alignment', 'MarginL', 'MarginR', 'MarginV', 'Encoding'],
]

const styleOf = (look: AssLook): readonly string[] => {
  const { font, size, color, opacity, outline, outlineColor, outlineOpacity, shadow } = look
  const side = String(Math.round(look.width / 20))
  return [
    ...['Default', font, number(size), assColor(color, opacity), assColor(outlineColor, outlineOpacity)],
    shadow ? assColor(shadow.color, shadow.opacity) : assColor(outlineColor),
    ...['0', '0', '1', number(outline), number(shadow?.distance ?? 0)],
    ...[look.edge === 'top' ? '8' : '2', side, side, number(look.margin), '1'],
  ]
}

const boardStyle = ({ font }: AssLook, { color, opacity }: AssBoard): readonly string[] => {
  const seen = assColor(color, opacity)
  return ['Board', font, '20', seen, seen, seen, '0', '0', '1', '0', '0', '7', '0', '0', '0', '1']
}

const number = (n: number): string => String(Math.round(n * 100) / 100)

/** Blue first, and before it how transparent it is. */
export const assColor = (rgb: string, opacity = 1): string => {
  const clear = Math.round((1 - opacity) * 255)
    .toString(16)
    .padStart(2, '0')
  return `&H${clear}${rgb.slice(4, 6)}${rgb.slice(2, 4)}${rgb.slice(0, 2)}`.toUpperCase()
}
