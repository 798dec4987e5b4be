import { readFile, writeFile } from 'node:fs/promises'

const README = new URL('../README.md', import.meta.url)

/** Puts a text between the two marks of a name, in place of what was there; other text stays. @throws when the marks are missing */
export const replaceSection = (document: string, name: string, text: string): string => {
  const [from, to] = [`<!-- ${name} -->`, `<!-- /${name} -->`]
  const start = document.indexOf(from)
  const end = document.indexOf(to)
  if (start < 0 || end < start) throw new Error(`bench/README.md has no place for "${name}"`)
  return `${document.slice(0, start + from.length)}\n${text}\n${document.slice(end)}`
}

/** Writes a benchmark's figures into the README of this folder. */
export const record = async (name: string, text: string): Promise<void> =>
  writeFile(README, replaceSection(await readFile(README, 'utf8'), name, text))
