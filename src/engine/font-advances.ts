import { type GlyphRun, hex } from './font-characters.ts'

export interface AdvanceTables {
  readonly head: Buffer
  readonly hhea: Buffer
  readonly hmtx: Buffer
}

/** No font has as many, and damaged ones may say anything. */
const MOST = 200_000

/**
 * How far each character moves the next one on, in thousandths of the em: hexadecimal ranges in order, each with its advance.
 * https://learn.microsoft.com/typography/opentype/spec/hmtx
 */
export const fontAdvances = (runs: readonly GlyphRun[], { head, hhea, hmtx }: AdvanceTables): string => {
  const em = head.readUInt16BE(18)
  const own = hhea.readUInt16BE(34)
  if (em === 0 || own === 0) return ''
  // Glyphs beyond the last that has its own are as wide as that.
  const advanceOf = (glyph: number): number =>
    Math.round((hmtx.readUInt16BE(Math.min(glyph, own - 1) * 4) * 1000) / em)
  const found: { first: number; last: number; advance: number }[] = []
  let left = MOST
  for (const { first, last, glyph } of runs.toSorted((a, b) => a.first - b.first))
    for (let char = first; char <= last && left > 0; char++, left--) {
      const advance = advanceOf(glyph + char - first)
      const before = found.at(-1)
      if (before && before.last === char - 1 && before.advance === advance) before.last = char
      else found.push({ first: char, last: char, advance })
    }
  return found
    .map(
      ({ first, last, advance }) =>
        `${first === last ? hex(first) : `${hex(first)}-${hex(last)}`}:${advance}`,
    )
    .join(' ')
}
