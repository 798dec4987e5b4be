import type { Kysely } from 'kysely'
import type { AccessKeyId } from '../domain/ids.ts'
import type { NonceStore } from '../domain/ports.ts'
import { prepare, slots } from './prepared.ts'
import type { Schema } from './schema.ts'

/** On the way of every request that carries one. What is over is forgotten as others come, so the table stays as long as the traffic of a window. */
export const createNonceStore = (db: Kysely<Schema>): NonceStore => {
  const forget = prepare<{ now: number }, unknown>((slot) =>
    db.deleteFrom('nonces').where('until', '<', slot('now')),
  )
  const remember = prepare<{ key: AccessKeyId; nonce: string; until: number }, unknown>((slot) =>
    db
      .insertInto('nonces')
      .values(slots(slot, ['key', 'nonce', 'until']))
      .onConflict((c) => c.columns(['key', 'nonce']).doNothing()),
  )
  return {
    use: async (key, nonce, until, now) => {
      await forget(db, { now })
      return (await remember(db, { key, nonce, until })).changed === 1
    },
  }
}
