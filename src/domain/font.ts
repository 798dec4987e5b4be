/** A font at hand, with what can be written in it. */
export interface Font {
  readonly family: string
  /** e.g. `Book`, `Bold Oblique`. */
  readonly style: string
  /** All it is called by: its family and its whole name, in every language it says them in. */
  readonly names: readonly string[]
  /** How far it is from the family's plain upright face; 0 is that. */
  readonly fancy: number
  /** Absolute. */
  readonly path: string
  /** The characters it has, as hexadecimal ranges: `20-7e a0-17f`. */
  readonly characters: string
  /** How far each moves the next one on, in thousandths of the em: `20:318 41-42:684`. Absent: nobody knows. */
  readonly advances?: string
}

/** The characters of a text that a font does not have, each once. Line breaks and tabs are none. */
export const lacking = ({ characters }: Pick<Font, 'characters'>, text: string): readonly string[] => {
  const ranges = characters.split(' ').map((range) => {
    const [first = '', last = first] = range.split('-')
    return [Number.parseInt(first, 16), Number.parseInt(last, 16)] as const
  })
  const has = (code: number): boolean => ranges.some(([first, last]) => code >= first && code <= last)
  return [...new Set(text)].filter((char) => !/[\n\t]/.test(char) && !has(char.codePointAt(0) ?? 0))
}

/** Pixels of one line of text in a size, near enough: letters may stand a little closer. Undefined where nobody knows. */
export const widthOf = (
  { advances }: Pick<Font, 'advances'>,
  line: string,
  size: number,
): number | undefined => {
  if (!advances) return undefined
  const runs = advances.split(' ').map((run) => {
    const [range = '', advance] = run.split(':')
    const [first = '', last = first] = range.split('-')
    return { first: Number.parseInt(first, 16), last: Number.parseInt(last, 16), advance: Number(advance) }
  })
  const advanceOf = (code: number): number =>
    runs.find(({ first, last }) => code >= first && code <= last)?.advance ?? 0
  // Each letter is moved on by whole pixels.
  return [...line].reduce(
    (sum, char) => sum + Math.round((advanceOf(char.codePointAt(0) ?? 0) * size) / 1000),
    0,
  )
}
