import type { Kysely } from 'kysely'
import { Migrator } from 'kysely/migration'
import { DomainError, fail } from '../domain/problem.ts'
import { initial } from './migrations/0001-initial.ts'
import { pipelinesAndNonces } from './migrations/0002-pipelines-and-nonces.ts'
import { assets } from './migrations/0003-assets.ts'
import { callbacks } from './migrations/0004-callbacks.ts'
import type { Schema } from './schema.ts'
import { explain } from './sqlite/errors.ts'

/** In order of their names, which never change once released. */
const MIGRATIONS = {
  '0001-initial': initial,
  '0002-pipelines-and-nonces': pipelinesAndNonces,
  '0003-assets': assets,
  '0004-callbacks': callbacks,
}

/**
 * Brings the tables to this version; does nothing when they are.
 * @throws DomainError storage-full; unavailable, when a newer version has written the database or a step fails.
 */
export const migrate = async (db: Kysely<Schema>): Promise<void> => {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => MIGRATIONS } })
  const { error } = await migrator.migrateToLatest()
  if (error === undefined) return
  const known = explain(error)
  if (known instanceof DomainError) throw known
  const unknown = error instanceof Error && error.message.includes('corrupted migrations')
  throw fail(
    'unavailable',
    unknown
      ? 'The database was written by a newer version of Pentode; start that version, or restore a backup.'
      : 'The database could not be brought to this version.',
    { cause: error },
  )
}
