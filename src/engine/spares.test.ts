import { readdir, readFile } from 'node:fs/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { until } from '../testing/processes.ts'
import { runProcess } from './run.ts'
import { detectSandbox, type Sandbox } from './sandbox.ts'
import { createSpares, type Spares } from './spares.ts'

let spares: Spares
let taken: (number | undefined)[]
let sandbox: Sandbox
beforeEach(async () => {
  spares = createSpares()
  taken = []
  const take: Spares['take'] = (command, pipes) => {
    const spare = spares.take(command, pipes)
    taken.push(spare?.pid)
    return spare
  }
  sandbox = { ...(await detectSandbox('off')), spares: { ...spares, take } }
})
afterEach(() => spares[Symbol.dispose]())

const echo = (word: string) =>
  runProcess({ program: '/bin/echo', args: [word], cwd: '/tmp', sandbox, maxStdoutBytes: 1000 })
const isThere = (pid = 0): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

test('a process becomes one that was kept ready, once some are kept', async () => {
  expect(await echo('fresh')).toMatchObject({ ended: 'exit', stdout: 'fresh\n' })
  expect(taken).toEqual([undefined])
  spares.keep()
  await until('one is ready', async () => {
    expect(await echo("it's $HOME `id` \\ \n")).toMatchObject({ stdout: "it's $HOME `id` \\ \n\n" })
    return taken.at(-1) !== undefined
  })
})

test('none is left when they are not needed any more', async () => {
  spares.keep()
  await until('one is ready', async () => {
    await echo('x')
    return taken.at(-1) !== undefined
  })
  spares[Symbol.dispose]()
  await until('all are gone', () => !isThere(taken.at(-1)))
  await echo('y')
  expect(taken.at(-1)).toBeUndefined()
})

test('one that somebody ended is not taken', async () => {
  spares.keep()
  await until('one is ready', async () => {
    await echo('x')
    return taken.at(-1) !== undefined
  })
  await until('all are ready', async () => (await childrenOf(process.pid)).length === 2)
  for (const pid of await childrenOf(process.pid)) process.kill(pid, 'SIGKILL')
  // They are started anew when one is taken, not before.
  await until('their end was heard of', async () => (await childrenOf(process.pid)).length === 0)
  expect(await echo('y')).toMatchObject({ ended: 'exit', stdout: 'y\n' })
})

/** Shells that wait, and those whose end nobody has heard of. */
const childrenOf = async (parent: number): Promise<number[]> => {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number)
  const found = await Promise.all(
    pids.map(async (pid) => {
      const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
      return new RegExp(`\\(sh\\) \\w ${parent} `).test(stat) ? pid : undefined
    }),
  )
  return found.filter((pid) => pid !== undefined)
}
