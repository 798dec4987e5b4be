import { closeSync, fsyncSync, mkdirSync, openSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { Kysely } from 'kysely'
import { fail } from '../../domain/problem.ts'
import type { Milliseconds } from '../../domain/units.ts'
import type { Schema } from '../schema.ts'
import { cachedDatabase } from './cached-database.ts'
import { Dialect } from './dialect.ts'
import { explain, isBusy } from './errors.ts'

/**
 * Opens `<directory>/pentode.db` for this process alone, making folder and file when they are missing.
 * The kernel drops the lock with the process, however that ends.
 * @param busyTimeout how long a process that is just ending may keep the file.
 * @throws DomainError unavailable (another process has the folder, the file cannot be read), storage-full
 */
export const openSqlite = (directory: string, busyTimeout: Milliseconds): Kysely<Schema> => {
  let db: Database.Database | undefined
  try {
    makeFile(directory)
    db = new Database(join(directory, 'pentode.db'), { timeout: busyTimeout })
    setUp(db)
    syncFolder(directory)
    return new Kysely<Schema>({ dialect: new Dialect({ database: cachedDatabase(db) }) })
  } catch (error) {
    db?.close()
    if (!isBusy(error)) throw unusable(directory, explain(error))
    throw fail(
      'unavailable',
      `Another Pentode uses the data folder ${directory}; stop it, or give this one a folder of its own.`,
      { cause: error },
    )
  }
}

/** The file holds access keys: only the owner may read it, and SQLite gives its journal the same mode. */
const makeFile = (directory: string): void => {
  mkdirSync(directory, { recursive: true })
  closeSync(openSync(join(directory, 'pentode.db'), 'a', 0o600))
}

const setUp = (db: Database.Database): void => {
  // Before the first access: in WAL mode the lock is then taken with it and held until the end.
  db.pragma('locking_mode = EXCLUSIVE')
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.pragma('foreign_keys = ON')
  db.pragma('temp_store = MEMORY')
  db.pragma('cache_size = -32768')
  db.exec('BEGIN IMMEDIATE; COMMIT')
}

/** A new file is there after a power cut only if its folder was synced. */
const syncFolder = (directory: string): void => {
  const folder = openSync(directory, 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}

const unusable = (directory: string, error: unknown): unknown =>
  error instanceof Error && 'code' in error
    ? fail('unavailable', `The data folder ${directory} cannot be used: ${error.message}.`, { cause: error })
    : error
