import Database from 'better-sqlite3'
import { fail } from '../../domain/problem.ts'

/** What SQLite's result codes mean for a caller; a code that is a fault of our SQL stays what it is. */
export const explain = (error: unknown): unknown => {
  if (error instanceof TypeError && error.message.includes('connection is not open'))
    return fail('unavailable', 'The database is closed.', { cause: error })
  if (!(error instanceof Database.SqliteError)) return error
  const { code } = error
  if (code === 'SQLITE_FULL')
    return fail('storage-full', 'The disk that holds the database is full.', { cause: error })
  if (UNAVAILABLE.some((prefix) => code.startsWith(prefix)))
    return fail('unavailable', `The database cannot be used: ${error.message}.`, { cause: error })
  return error
}

const UNAVAILABLE = [
  'SQLITE_IOERR',
  'SQLITE_BUSY',
  'SQLITE_LOCKED',
  'SQLITE_CORRUPT',
  'SQLITE_NOTADB',
  'SQLITE_READONLY',
  'SQLITE_CANTOPEN',
  'SQLITE_NOMEM',
  'SQLITE_PERM',
]

/** Another connection has the file. */
export const isBusy = (error: unknown): boolean =>
  error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')
