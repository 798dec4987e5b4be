import type { CueDocument, SubtitleCue, TextRun } from '../../domain/subtitle-document.ts'
import { boundedText, inOrder, printable } from './bounds.ts'
import { LOOKS, RunBuilder } from './text-runs.ts'

const TIME = String.raw`(\d{1,3}):(\d{1,2}):(\d{1,2})[,.](\d{1,3})`
const TIMING = new RegExp(`^\\s*${TIME}\\s*-->\\s*${TIME}(?:\\s.*)?$`)

/** Whether a text has a line of SubRip's times. */
export const hasSrtTimes = (text: string): boolean => text.split('\n').some((line) => TIMING.test(line))

/**
 * SubRip, as forgiving as players are: cues are told by their lines of times, numbers may be missing.
 * @param text with `\n` for ends of lines
 * @throws DomainError source-too-large
 */
export const parseSrt = (text: string): CueDocument => {
  const lines = text.split('\n')
  const times = lines.flatMap((line, at) => {
    const found = TIMING.exec(line)
    return found ? [{ at, start: secondsOf(found.slice(1, 5)), end: secondsOf(found.slice(5, 9)) }] : []
  })
  const cues = times.flatMap(({ at, start, end }, i): SubtitleCue[] => {
    const next = times[i + 1]
    // The number of the next cue is a line of its own before its times.
    const to =
      next === undefined ? lines.length : next.at - (/^\s*\d+\s*$/.test(lines[next.at - 1] ?? '') ? 1 : 0)
    const { runs, place } = readMarkup(
      boundedText(
        lines
          .slice(at + 1, Math.max(at + 1, to))
          .join('\n')
          .trim(),
      ),
    )
    return runs.length === 0 ? [] : [{ start, end, text: runs, ...(place !== undefined && { place }) }]
  })
  return { kind: 'cues', format: 'srt', cues: inOrder(cues) }
}

const secondsOf = ([hours, minutes, secs, millis = '']: readonly (string | undefined)[]): number =>
  (Number(hours) * 3_600_000 +
    Number(minutes) * 60_000 +
    Number(secs) * 1000 +
    Number(millis.padEnd(3, '0'))) /
  1000

/** The tags of SubRip, and of ASS the place of the text; other tags of ASS are left out, other signs are text. */
const readMarkup = (text: string): { readonly runs: readonly TextRun[]; readonly place?: number } => {
  const runs = new RunBuilder()
  let place: number | undefined
  let at = 0
  for (const found of text.matchAll(/<(\/?)(b|i|u|s|font)\b([^<>\n]*)>|\{\\([^{}\n]*)\}/gi)) {
    runs.text(printable(text.slice(at, found.index)))
    at = found.index + found[0].length
    const [, closing, tag, rest = '', override] = found
    if (tag === undefined) {
      const said = /^an?([1-9])/.exec(override ?? '')?.[1]
      if (said !== undefined && override?.startsWith('an')) place ??= Number(said)
      continue
    }
    const name = tag.toLowerCase()
    if (closing === '/') runs.close(name)
    else runs.open(name, LOOKS[name] ?? colorLook(rest))
  }
  runs.text(printable(text.slice(at)))
  return { runs: runs.runs(), ...(place !== undefined && { place }) }
}

const colorLook = (attributes: string): { readonly color?: string } => {
  const [, value = ''] = /\bcolor\s*=\s*["']?\s*#?(\w+)/i.exec(attributes) ?? []
  const color = /^[0-9a-f]{6}$/i.test(value) ? value.toLowerCase() : NAMES[value.toLowerCase()]
  return color === undefined ? {} : { color }
}

/** The colours that HTML 4 names. */
const NAMES: Readonly<Record<string, string>> = {
  ...{ black: '000000', silver: 'c0c0c0', gray: '808080', white: 'ffffff', maroon: '800000', red: 'ff0000' },
  ...{ purple: '800080', fuchsia: 'ff00ff', green: '008000', lime: '00ff00', olive: '808000' },
  ...{ yellow: 'ffff00', navy: '000080', blue: '0000ff', teal: '008080', aqua: '00ffff', cyan: '00ffff' },
}
