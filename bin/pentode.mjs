#!/usr/bin/env node
// The command. On an old Node it hands over to the packaged one; what is missing it gets first.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import module from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const main = join(root, 'dist/main.js')
const packagedNode = join(root, 'node_modules/.bin/node')

const isCurrent = Number(process.versions.node.split('.')[0]) >= 24

if (
  !existsSync(main) ||
  !existsSync(join(root, 'node_modules/.pentode-lock')) ||
  !(isCurrent || existsSync(packagedNode))
) {
  const setup = spawnSync(process.execPath, [join(root, 'scripts/setup.mjs'), '--build'], {
    stdio: ['ignore', 2, 2],
  })
  if (setup.status !== 0) process.exit(setup.status ?? 1)
}

if (isCurrent) {
  // Compiled code is kept between runs: a start costs a third.
  module.enableCompileCache(join(root, 'dist/.cache'))
  process.setSourceMapsEnabled(true)
  // Started by the old Node below: what is left when that is killed ends itself in order.
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
  process.channel?.unref()
  await import(main)
} else {
  const child = spawn(packagedNode, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  })
  // The terminal signals both; a signal sent to this process alone is passed on.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(signal ? 130 : (code ?? 1)))
}
