import { createHash } from 'node:crypto'
import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { nodeIsCurrent } from './packaged-node.mjs'
import { bin, modules, root } from './paths.mjs'
import { run } from './run.mjs'
import { say } from './say.mjs'

const stamp = join(modules, '.pentode-lock')

/**
 * Installs what the lock file names, if that is not what is there. No package needs an install script: native parts come
 * prebuilt in the packages, Node itself too.
 */
export const installDependencies = () => {
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  say('installing dependencies (once) …')
  const args = [
    'ci',
    '--ignore-scripts',
    '--include=dev',
    '--include=optional',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ]
  if (!run('npm', args, { cwd: root }))
    throw new Error('npm ci failed; the lines above say why. Mend it and start again.')
  if (!existsSync(bin('node')) && !nodeIsCurrent)
    throw new Error(
      `Pentode needs Node 24 or newer; this is ${process.version}, and npm has no packaged Node for ${process.platform}-${process.arch}. Install a current Node and start again.`,
    )
  // So that `npx pentode` in this folder finds the command without asking a registry.
  if (!existsSync(bin('pentode'))) symlinkSync('../../bin/pentode.mjs', bin('pentode'))
  writeFileSync(stamp, wanted)
}
