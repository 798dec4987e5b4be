import type { Kysely } from 'kysely'
import type { AccessKeyId } from '../domain/ids.ts'
import type { AccessKey, KeyStore } from '../domain/ports.ts'
import { prepare } from './prepared.ts'
import { toAccessKey } from './rows.ts'
import type { Schema } from './schema.ts'

/** `get` is on the way of every request: a key that was found is kept. Every change goes through this process. */
export const createKeyStore = (db: Kysely<Schema>): KeyStore => {
  const byId = prepare<{ id: AccessKeyId }, Schema['access_keys']>((slot) =>
    db.selectFrom('access_keys').selectAll().where('id', '=', slot('id')),
  )
  const known = new Map<AccessKeyId, AccessKey>()
  return {
    get: async (id) => {
      const kept = known.get(id)
      if (kept) return kept
      const row = (await byId(db, { id })).rows[0]
      if (!row) return undefined
      const key = toAccessKey(row)
      known.set(id, key)
      return key
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
    put: async ({ id, secret, project, createdAt }) => {
      known.delete(id)
      await db
        .insertInto('access_keys')
        .values({ id, secret, project, created_at: createdAt })
        .onConflict((conflict) => conflict.column('id').doUpdateSet({ secret, project }))
        .execute()
    },
  }
}
