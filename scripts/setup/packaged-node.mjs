import { spawnSync } from 'node:child_process'
import { existsSync, lstatSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bin, modules } from './paths.mjs'

/** Whether the Node that runs this can run the server. */
export const nodeIsCurrent = Number(process.versions.node.split('.')[0]) >= 24

/** Remembers that it starts: trying takes as long as all else of a set-up that has nothing to do. */
const starts = join(modules, '.pentode-node')

/** Debian's packages of the libraries that Node's own binaries want and a small system lacks. */
const PACKAGES = [[/libatomic\.so/, 'libatomic1']]

/**
 * Tries the Node that came as a package. While it does not start it is no command either: npm puts this folder's commands
 * before all others, and nothing would run any more, not even what mends it.
 * Answers what it says, and the system package that it lacks where that is known; undefined when it starts, or none came.
 */
export const packagedNodeFault = () => {
  if (existsSync(starts)) return undefined
  const name = readdirSync(modules).find((each) => each.startsWith('node-linux-'))
  if (name === undefined) return undefined
  const { status, stderr, error } = spawnSync(join(modules, name, 'bin/node'), ['--version'], {
    encoding: 'utf8',
  })
  if (status === 0) {
    if (!isThere(bin('node'))) symlinkSync(`../${name}/bin/node`, bin('node'))
    writeFileSync(starts, '')
    return undefined
  }
  rmSync(bin('node'), { force: true })
  const says = (error ? error.message : stderr).trim()
  return { says, lacks: PACKAGES.find(([sign]) => sign.test(says))?.[1] }
}

const isThere = (path) => lstatSync(path, { throwIfNoEntry: false }) !== undefined
