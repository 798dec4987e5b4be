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
