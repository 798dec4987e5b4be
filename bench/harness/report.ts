/** One table of a benchmark, every cell as text. */
export interface Table {
  readonly title: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** What a benchmark found. */
export interface Report {
  readonly tables: readonly Table[]
  /** How it was measured, and what was left out. */
  readonly notes: readonly string[]
}

/** Markdown, readable in a terminal too: the columns are padded. */
export const writeReport = ({ tables, notes }: Report): string =>
  [...tables.map(writeTable), notes.map((note) => `- ${note}`).join('\n')].filter(Boolean).join('\n\n')

const writeTable = ({ title, columns, rows }: Table): string => {
  const widths = columns.map((name, i) => Math.max(name.length, ...rows.map((row) => (row[i] ?? '').length)))
  const line = (cells: readonly string[]) =>
    `| ${widths.map((width, i) => (cells[i] ?? '').padEnd(width)).join(' | ')} |`
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`
  return [`**${title}**`, '', line(columns), rule, ...rows.map(line)].join('\n')
}
