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
