import type { Kysely } from 'kysely'
import type { AccessKeyId } from '../domain/ids.ts'
import type { KeyStore } from '../domain/ports.ts'
import { prepare } from './prepared.ts'
import { toAccessKey } from './rows.ts'
import type { Schema } from './schema.ts'

/** `get` is on the way of every request. */
export const createKeyStore = (db: Kysely<Schema>): KeyStore => {
  const byId = prepare<{ id: AccessKeyId }, Schema['access_keys']>((slot) =>
    db.selectFrom('access_keys').selectAll().where('id', '=', slot('id')),
  )
  return {
    get: async (id) => {
      const row = (await byId(db, { id })).rows[0]
      return row && toAccessKey(row)
    },
    list: async () => {
      const rows = await db
        .selectFrom('access_keys')
        .selectAll()
        .orderBy('created_at')
        .orderBy('id')
        .execute()
      return rows.map(toAccessKey)
    },
    insert: async ({ id, secret, project, createdAt }) => {
      await db.insertInto('access_keys').values({ id, secret, project, created_at: createdAt }).execute()
    },
  }
}
