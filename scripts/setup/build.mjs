import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bin, root } from './paths.mjs'
import { run } from './run.mjs'
import { say } from './say.mjs'

const stamp = join(root, 'dist/.stamp')

/** Compiles src/ to dist/ when a source file was added, removed or changed since the last time. */
export const buildServer = () => {
  const state = fingerprint()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === state) return
  say('building …')
  rmSync(join(root, 'dist'), { recursive: true, force: true })
  if (!run(bin('tsc'), ['-p', 'tsconfig.build.json'], { cwd: root })) throw new Error('the build failed; the lines above say why.')
  writeFileSync(stamp, state)
}

const fingerprint = () => {
  const hash = createHash('sha1')
  for (const file of readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).sort()) {
    if (!file.endsWith('.ts')) continue
    const { size, mtimeMs } = statSync(join(root, 'src', file))
    hash.update(`${file} ${size} ${mtimeMs}\n`)
  }
  for (const file of ['tsconfig.json', 'tsconfig.build.json', 'package-lock.json']) hash.update(readFileSync(join(root, file)))
  return hash.digest('hex')
}
