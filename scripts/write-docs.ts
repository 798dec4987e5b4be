// Writes the pages that are made from the operation tables. With `--check`: writes nothing, fails when one is out of date.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { dialects } from '../src/dialects/index.ts'
import { coveragePage, coverageTotals } from '../src/wire/coverage.ts'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')

/** Pages that are generated, wholly or in a part of theirs, by their path in the repository. */
export const generatedPages = (): ReadonlyMap<string, string> =>
  new Map([
    ...dialects.map((dialect) => [`docs/coverage/${dialect.id}.md`, coveragePage(dialect)] as const),
    ['README.md', withTable(readOrEmpty(join(root, 'README.md')))],
  ])

const TABLE = /(<!-- coverage -->\n)[\s\S]*(<!-- \/coverage -->)/

/** The README's table of services; the rest of it is written by hand. */
const withTable = (readme: string): string => {
  const rows = dialects.map((dialect) => {
    const { implemented, declined, honoured, stored, ignored, refused } = coverageTotals(dialect)
    const fields = `${honoured} honoured, ${stored} stored, ${ignored} ignored, ${refused} refused`
    return `| [${dialect.title}](docs/coverage/${dialect.id}.md) | ${implemented} offered, ${declined} declined | ${fields} |`
  })
  const table = ['', '| service | operations | request fields |', '|---|---|---|', ...rows, '', ''].join('\n')
  return readme.replace(TABLE, (_, before: string, after: string) => before + table + after)
}

/** The generated pages that are not on the disk as they should be. */
export const outdatedPages = (): readonly string[] =>
  [...generatedPages()].filter(([path, text]) => readOrEmpty(join(root, path)) !== text).map(([path]) => path)

const readOrEmpty = (path: string): string => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const outdated = outdatedPages()
  if (process.argv.includes('--check')) {
    for (const path of outdated) console.log(`${path} is out of date; run: npm run docs`)
    process.exitCode = outdated.length ? 1 : 0
  } else
    for (const path of outdated) {
      mkdirSync(dirname(join(root, path)), { recursive: true })
      writeFileSync(join(root, path), generatedPages().get(path) ?? '')
      console.log(`wrote ${path}`)
    }
}
