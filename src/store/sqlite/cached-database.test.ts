import Database from 'better-sqlite3'
import { Kysely, sql } from 'kysely'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { DomainError } from '../../domain/problem.ts'
import { cachedDatabase } from './cached-database.ts'
import { Dialect } from './dialect.ts'

let raw: Database.Database
beforeEach(() => {
  raw = new Database(':memory:')
  raw.exec('create table t (a text)')
})
afterEach(() => raw.close())
const errorOf = (work: () => unknown): unknown => {
  try {
    return work()
  } catch (error) {
    return error
  }
}

it('prepares a text once and forgets the oldest beyond its bound', () => {
  const db = cachedDatabase(raw)
  const first = db.prepare('select 1')
  expect(db.prepare('select 1')).toBe(first)
  for (let n = 2; n < 258; n++) db.prepare(`select ${n}`)
  expect(db.prepare('select 257')).toBe(db.prepare('select 257'))
  expect(db.prepare('select 1')).not.toBe(first)
})

it('says that the disk is full, keeps nothing of the write and goes on when there is space again', async () => {
  const db = new Kysely<{ t: { a: string } }>({ dialect: new Dialect({ database: cachedDatabase(raw) }) })
  const pages = Number(raw.pragma('page_count', { simple: true }))
  raw.pragma(`max_page_count = ${pages + 2}`)
  const write = (a: string) =>
    db.transaction().execute(async (tx) => {
      await tx.insertInto('t').values({ a: 'small' }).execute()
      await tx.insertInto('t').values({ a }).execute()
    })
  const error = await write('x'.repeat(100_000)).catch((e: unknown) => e)
  expect(error).toBeInstanceOf(DomainError)
  expect((error as DomainError).problem.code).toBe('storage-full')
  expect((error as DomainError).cause).toMatchObject({ code: 'SQLITE_FULL' })
  expect(raw.inTransaction).toBe(false)
  raw.pragma('max_page_count = 100000')
  await write('y')
  expect((await db.selectFrom('t').selectAll().execute()).map((row) => row.a)).toEqual(['small', 'y'])
})

it('says that a closed database is unavailable', () => {
  const db = cachedDatabase(raw)
  const statement = db.prepare('select 1')
  raw.close()
  for (const work of [() => statement.all([]), () => db.prepare('select 2')])
    expect(errorOf(work)).toMatchObject({ problem: { code: 'unavailable' } })
})

it('leaves faults of our own SQL as they are', () => {
  expect(errorOf(() => cachedDatabase(raw).prepare('selct'))).not.toBeInstanceOf(DomainError)
})

it('leaves every type of value as it is behind the plus', async () => {
  const db = new Kysely<{ t: { a: string } }>({ dialect: new Dialect({ database: cachedDatabase(raw) }) })
  const { rows } =
    await sql`select typeof(${'1'}) a, typeof(${1}) b, typeof(${null}) c, typeof(${Buffer.from('x')}) d`.execute(
      db,
    )
  expect(rows).toEqual([{ a: 'text', b: 'real', c: 'null', d: 'blob' }])
  await db.insertInto('t').values({ a: '007' }).execute()
  expect(await db.selectFrom('t').selectAll().where('a', '=', '007').execute()).toEqual([{ a: '007' }])
})
