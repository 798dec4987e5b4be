// A source file holds one idea: above 250 lines it is asked, above 400 it is an error. Generated files do not count.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const LIMIT = 400
const folders = ['src', 'scripts', 'bench', 'acceptance', 'bin']
const sizes = folders.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|mjs)$/.test(file) && !file.includes('generated/'))
    .map((file) => ({
      file: join(folder, file),
      lines: readFileSync(join(folder, file), 'utf8').split('\n').length - 1,
    })),
)
if (sizes.length === 0) throw new Error('sizes: saw no files at all')
const sorted = sizes.map((s) => s.lines).sort((a, b) => a - b)
const tooLong = sizes.filter((s) => s.lines > LIMIT)
for (const { file, lines } of tooLong)
  console.log(`${file}: ${lines} lines; over ${LIMIT}, it holds more than one idea`)
console.log(
  `sizes: ${sizes.length} files, median ${sorted[Math.floor(sorted.length / 2)]}, longest ${sorted.at(-1)}`,
)
process.exitCode = tooLong.length ? 1 : 0
