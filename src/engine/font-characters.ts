/** Characters that follow each other, and so do their glyphs. */
export interface GlyphRun {
  readonly first: number
  readonly last: number
  /** Of the first. */
  readonly glyph: number
}

/**
 * The characters that the table `cmap` of a font leads to a glyph, in no order. Empty when it is written in none of the two
 * ways that fonts of today use. https://learn.microsoft.com/typography/opentype/spec/cmap
 */
export const glyphRuns = (cmap: Buffer): readonly GlyphRun[] => {
  const subtables = Array.from({ length: cmap.readUInt16BE(2) }, (_, i) => {
    const [platform, encoding] = [cmap.readUInt16BE(4 + i * 8), cmap.readUInt16BE(6 + i * 8)]
    const table = cmap.subarray(cmap.readUInt32BE(8 + i * 8))
    const unicode = platform === 0 || (platform === 3 && (encoding === 1 || encoding === 10))
    return { table, format: unicode ? table.readUInt16BE(0) : 0 }
  })
  const whole = subtables.find(({ format }) => format === 12)
  const basic = subtables.find(({ format }) => format === 4)
  return whole ? groups(whole.table) : basic ? segments(basic.table) : []
}

/** The same as hexadecimal ranges in order. */
export const fontCharacters = (runs: readonly GlyphRun[]): string =>
  merged(runs)
    .map(([first, last]) => (first === last ? hex(first) : `${hex(first)}-${hex(last)}`))
    .join(' ')

export const hex = (n: number): string => n.toString(16)

/** All planes, by groups of characters whose glyphs follow each other. */
const groups = (table: Buffer): readonly GlyphRun[] =>
  Array.from({ length: table.readUInt32BE(12) }, (_, i) => ({
    first: table.readUInt32BE(16 + i * 12),
    last: table.readUInt32BE(20 + i * 12),
    glyph: table.readUInt32BE(24 + i * 12),
  }))

/** The basic plane, by segments whose characters have a glyph or not: each is looked up. */
const segments = (table: Buffer): readonly GlyphRun[] => {
  const doubled = table.readUInt16BE(6)
  const [ends, starts] = [14, 16 + doubled]
  const [deltas, offsets] = [starts + doubled, starts + 2 * doubled]
  const runs: GlyphRun[] = []
  for (let at = 0; at < doubled; at += 2) {
    const [first, last] = [table.readUInt16BE(starts + at), table.readUInt16BE(ends + at)]
    const [delta, offset] = [table.readUInt16BE(deltas + at), table.readUInt16BE(offsets + at)]
    const glyphOf = (char: number): number => {
      if (offset === 0) return (char + delta) & 0xffff
      const found = table.readUInt16BE(offsets + at + offset + 2 * (char - first))
      return found === 0 ? 0 : (found + delta) & 0xffff
    }
    for (let char = first; char <= last && char < 0xffff; char++) {
      const glyph = glyphOf(char)
      if (glyph !== 0) runs.push({ first: char, last: char, glyph })
    }
  }
  return runs
}

const merged = (runs: readonly GlyphRun[]): readonly (readonly [first: number, last: number])[] => {
  const joined: [number, number][] = []
  for (const { first, last } of runs.toSorted((a, b) => a.first - b.first)) {
    const before = joined.at(-1)
    if (before && first <= before[1] + 1) before[1] = Math.max(before[1], last)
    else joined.push([first, last])
  }
  return joined
}
