import { type Font, widthOf } from '../../domain/font.ts'
import type { StepFile } from '../../domain/plan.ts'

/** One line of a text whose lines end at its right side. */
export interface FlushLine {
  /** The line, and far below it all other letters of the text: FFmpeg puts lines by the highest letter of all. */
  readonly file: StepFile
  /** Its place among the lines, from 0. */
  readonly number: number
  /** How much narrower it is than the widest of those other letters, which FFmpeg takes for its width. */
  readonly narrower: number
}

/** The lines of a text, each to be drawn by itself. FFmpeg begins all lines of one text at its left side. */
export const flushLines = (
  text: string,
  {
    font,
    size,
    below,
    fileOf,
  }: {
    readonly font: Pick<Font, 'advances'>
    readonly size: number
    /** So many empty lines lead out of the canvas. */
    readonly below: number
    readonly fileOf: (content: string) => StepFile
  },
): readonly FlushLine[] => {
  const letters = [...new Set(text.replace(/\s/g, ''))]
  const wide = (of: string): number => widthOf(font, of, size) ?? 0
  return text.split('\n').flatMap((line, number) => {
    if (line.trim() === '') return []
    const others = letters.filter((letter) => !line.includes(letter))
    const widest = Math.max(0, ...others.map(wide))
    const content = others.length === 0 ? line : `${line}${'\n'.repeat(below)}${others.join('\n')}`
    return [{ file: fileOf(content), number, narrower: Math.max(0, widest - wide(line)) }]
  })
}
