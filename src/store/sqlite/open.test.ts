import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DomainError } from '../../domain/problem.ts'
import { instant, milliseconds } from '../../domain/units.ts'
import { idOf, newTask, PROJECT } from '../../testing/store-kit.ts'
import { openStore } from '../open-store.ts'

let directory: string
const started: ChildProcess[] = []
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'pentode-open-'))
})
afterEach(async () => {
  for (const child of started.splice(0)) child.kill('SIGKILL')
  await rm(directory, { recursive: true, force: true })
})

const open = () => openStore({ directory, busyTimeout: milliseconds(0) })
const problemOf = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => undefined,
    (e: unknown) => e,
  )
  if (!(error instanceof DomainError)) throw new Error('not a DomainError', { cause: error })
  return { ...error.problem, cause: error.cause }
}

/** A process that opens the folder and inserts task after task, telling each number once it is acknowledged. */
const startInserter = async (from: number) => {
  const at = (path: string) => JSON.stringify(new URL(path, import.meta.url).href)
  const program = `
    import { openStore } from ${at('../open-store.ts')}
    import { newTask } from ${at('../../testing/store-kit.ts')}
    import { writeSync } from 'node:fs'
    const store = await openStore({ directory: ${JSON.stringify(directory)} })
    for (let n = ${from}; ; n++) {
      await store.tasks.insert(newTask(n), 0)
      writeSync(1, n + '\\n')
    }`
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  started.push(child)
  const told: number[] = []
  const lines = createInterface({ input: child.stdout })
  const closed = once(lines, 'close')
  lines.on('line', (line) => told.push(Number(line)))
  await once(lines, 'line')
  return { child, told, closed }
}

describe('one process per folder', () => {
  it('refuses a second opening and says why', async () => {
    await using _first = await open()
    expect(await problemOf(open())).toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining(`Another Pentode uses the data folder ${directory}`),
      cause: { code: 'SQLITE_BUSY' },
    })
  })

  it('refuses while another process has it, and opens as soon as that was killed', async () => {
    const { child, closed } = await startInserter(0)
    expect((await problemOf(open())).message).toContain('Another Pentode')
    child.kill('SIGKILL')
    await closed
    await using store = await open()
    expect(await store.tasks.count({ project: PROJECT })).toBeGreaterThan(0)
  })

  it('opens again after closing, with everything there', async () => {
    {
      await using store = await open()
      await store.tasks.insert(newTask(1), instant(0))
    }
    await using store = await open()
    expect((await store.tasks.get(PROJECT, idOf(1)))?.serial).toBe(1)
  })
})

it('has every acknowledged task after kill -9, ten times over', async () => {
  let next = 0
  for (let round = 0; round < 10; round++) {
    const { child, told, closed } = await startInserter(next)
    while (told.length < 5 + 7 * round) await once(child.stdout as NodeJS.ReadableStream, 'data')
    child.kill('SIGKILL')
    await closed
    await using store = await open()
    for (const n of told) expect(await store.tasks.get(PROJECT, idOf(n)), `task ${n}`).toBeDefined()
    const count = await store.tasks.count({ project: PROJECT })
    const last = told.at(-1) ?? 0
    // At most one was written and not acknowledged any more.
    expect([last + 1, last + 2]).toContain(count)
    next = count
  }
}, 120_000)

describe('the file', () => {
  it('is for its owner only, journal included', async () => {
    await using store = await open()
    await store.tasks.insert(newTask(1), instant(0))
    for (const name of ['pentode.db', 'pentode.db-wal'])
      expect(((await stat(join(directory, name))).mode & 0o777).toString(8)).toBe('600')
  })

  it('is in WAL mode', async () => {
    await (await open())[Symbol.asyncDispose]()
    const db = new Database(join(directory, 'pentode.db'))
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal')
    db.close()
  })

  it('makes a clear refusal when it is no database', async () => {
    await writeFile(join(directory, 'pentode.db'), 'not a database, whatever it is'.repeat(100))
    expect(await problemOf(open())).toMatchObject({ code: 'unavailable', cause: { code: 'SQLITE_NOTADB' } })
  })

  it('makes a clear refusal when its folder is a file', async () => {
    await writeFile(join(directory, 'file'), '')
    const problem = await problemOf(openStore({ directory: join(directory, 'file') }))
    expect(problem).toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining(join(directory, 'file')),
    })
  })

  it('is refused when a newer version has written it', async () => {
    await (await open())[Symbol.asyncDispose]()
    const db = new Database(join(directory, 'pentode.db'))
    db.prepare("insert into kysely_migration values ('9999-later', '2030-01-01')").run()
    db.close()
    expect((await problemOf(open())).message).toContain('newer version')
  })
})
