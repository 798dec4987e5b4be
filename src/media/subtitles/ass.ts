import { fail } from '../../domain/problem.ts'
import { type AssDocument, type AssEvent, SUBTITLE_LIMITS } from '../../domain/subtitle-document.ts'
import { safeAssText, type TagLimits } from './ass-tags.ts'
import { boundedText, inOrder } from './bounds.ts'

/** What a script that says nothing is written for. */
const USUAL: readonly [number, number] = [384, 288]

/**
 * ASS (Advanced SubStation Alpha, v4+): its styles and its lines of dialogue. Fonts and graphics in it are left out, and so
 * is whatever is not known to be harmless.
 * @param text with `\n` for ends of lines
 * @throws DomainError source-unreadable, source-unsupported, source-too-large
 */
export const parseAss = (text: string): AssDocument => {
  const sections = sectionsOf(text)
  const info = new Map((sections.get('script info') ?? []).map(pairOf))
  const number = (name: string): number => Number(/^\d{1,5}$/.exec(info.get(name) ?? '')?.[0] ?? 0)
  const resolution = resolutionOf(number('playresx'), number('playresy'))
  const limits: TagLimits = { size: resolution[1] }
  if (sections.has('v4 styles') && !sections.has('v4+ styles'))
    throw fail('source-unsupported', 'This is SubStation Alpha v4; only its successor ASS (v4+) is read.')
  const rows = rowsOf(sections.get('v4+ styles') ?? [], 'style')
  if (rows.length > SUBTITLE_LIMITS.styles)
    throw fail(
      'source-too-large',
      `There are ${rows.length} styles; at most ${SUBTITLE_LIMITS.styles} are taken.`,
    )
  const events = rowsOf(sections.get('events') ?? [], 'dialogue').flatMap((row): AssEvent[] => {
    const said = boundedText(safeAssText(row.get('text') ?? '', limits))
    const [start, end] = [timeOf(row.get('start')), timeOf(row.get('end'))]
    if (start === undefined || end === undefined || said.replace(/\{[^{}]*\}/g, '').trim() === '') return []
    const margin = (name: string): number => bounded(row.get(name), 0, 9999, 0)
    return [
      {
        ...{ start, end, text: said, layer: bounded(row.get('layer'), 0, 9999, 0) },
        style: nameOf(row.get('style')),
        margins: [margin('marginl'), margin('marginr'), margin('marginv')],
      },
    ]
  })
  const wrap = info.get('wrapstyle')
  return {
    kind: 'ass',
    resolution,
    scaledBorders: /^yes$/i.test(info.get('scaledborderandshadow') ?? ''),
    ...(wrap !== undefined && /^[0-3]$/.test(wrap) && { wrapStyle: Number(wrap) }),
    styles: [FORMAT, ...rows.map((row) => styleLine(row, limits))],
    events: inOrder(events),
  }
}

const sectionsOf = (text: string): ReadonlyMap<string, readonly string[]> => {
  const sections = new Map<string, string[]>()
  let lines: string[] = []
  for (const line of text.split('\n')) {
    const name = /^\s*\[([^\]]*)\]\s*$/.exec(line)?.[1]?.toLowerCase()
    if (name === undefined) lines.push(line)
    else {
      lines = sections.get(name) ?? []
      sections.set(name, lines)
    }
  }
  return sections
}

const pairOf = (line: string): readonly [string, string] => {
  const at = line.indexOf(':')
  return at < 0 ? ['', ''] : [line.slice(0, at).trim().toLowerCase(), line.slice(at + 1).trim()]
}

const resolutionOf = (width: number, height: number): readonly [number, number] => {
  const inRange = (n: number): boolean => n >= 16 && n <= 16_384
  return inRange(width) && inRange(height) ? [width, height] : USUAL
}

/** Lines of a table, by the names that its line of format gives to their columns; the last column may hold commas. */
const rowsOf = (lines: readonly string[], kind: string): readonly ReadonlyMap<string, string>[] => {
  let columns: readonly string[] = []
  return lines.flatMap((line) => {
    const [key, value] = pairOf(line)
    if (key === 'format') columns = value.split(',').map((name) => name.trim().toLowerCase())
    if (key !== kind) return []
    const cells = value.split(',')
    const last = columns.length - 1
    return [
      new Map(
        columns.map((name, i) => [name, i === last ? cells.slice(last).join(',') : (cells[i] ?? '').trim()]),
      ),
    ]
  })
}

const timeOf = (text: string | undefined): number | undefined => {
  const [, hours, minutes, secs, hundredths] =
    /^(\d{1,3}):(\d{1,2}):(\d{1,2})[.:](\d{2})/.exec(text ?? '') ?? []
  if (hundredths === undefined) return undefined
  return (Number(hours) * 360_000 + Number(minutes) * 6000 + Number(secs) * 100 + Number(hundredths)) / 100
}

const bounded = (text: string | undefined, least: number, most: number, usual: number): number => {
  const n = Number(text)
  return Number.isFinite(n) ? Math.min(most, Math.max(least, Math.round(n * 100) / 100)) : usual
}

const nameOf = (text: string | undefined): string =>
  (text ?? '').replace(/[^\p{L}\p{N} _@*.-]/gu, '').slice(0, 64)

/** The columns of styles, and what stands in one that a script leaves out. */
const COLUMNS = {
  ...{ Name: 'Default', Fontname: 'Arial', Fontsize: 18 },
  ...{ PrimaryColour: '&H00FFFFFF', SecondaryColour: '&H000000FF' },
  ...{ OutlineColour: '&H00000000', BackColour: '&H00000000' },
  ...{ Bold: 0, Italic: 0, Underline: 0, StrikeOut: 0, ScaleX: 100, ScaleY: 100, Spacing: 0, Angle: 0 },
  ...{ BorderStyle: 1, Outline: 2, Shadow: 2, Alignment: 2, MarginL: 10, MarginR: 10, MarginV: 10 },
  Encoding: 1,
} as const
type Column = keyof typeof COLUMNS
const COLUMN_NAMES = Object.keys(COLUMNS) as Column[]
const FORMAT = `Format: ${COLUMN_NAMES.join(', ')}`

/** Least and most of a column of figures, in the document's own resolution. */
const rangeOf = (column: Column, { size }: TagLimits): readonly [number, number] => {
  switch (column) {
    case 'Fontsize':
      return [1, size]
    case 'Outline':
    case 'Shadow':
      return [0, size / 8]
    case 'ScaleX':
    case 'ScaleY':
      return [1, 400]
    case 'Spacing':
      return [-size, size]
    case 'Alignment':
      return [1, 9]
    default:
      return [-9999, 9999]
  }
}

const styleLine = (row: ReadonlyMap<string, string>, limits: TagLimits): string => {
  const cell = (column: Column): string | number => {
    const usual = COLUMNS[column]
    const text = row.get(column.toLowerCase())
    if (text === undefined) return usual
    if (typeof usual === 'number') return bounded(text, ...rangeOf(column, limits), usual)
    if (!usual.startsWith('&H')) return nameOf(text)
    return /^&H[0-9A-Fa-f]{1,8}&?$/.test(text) ? text : usual
  }
  return `Style: ${COLUMN_NAMES.map(cell).join(',')}`
}
