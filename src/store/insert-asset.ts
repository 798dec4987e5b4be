import type { Kysely } from 'kysely'
import type { Asset } from '../domain/asset.ts'
import type { NewAsset } from '../domain/ports.ts'
import { fromAsset } from './asset-rows.ts'
import { prepare, slots } from './prepared.ts'
import type { Schema } from './schema.ts'

/** Undefined when the object is an asset of the project already. */
export const createInsertAsset = (
  db: Kysely<Schema>,
): ((db: Kysely<Schema>, asset: NewAsset) => Promise<Asset | undefined>) => {
  const insert = prepare<ReturnType<typeof fromAsset>, { serial: number }>((slot) =>
    db
      .insertInto('assets')
      .values(slots(slot, COLUMNS))
      .onConflict((c) => c.columns(['project', 'bucket', 'key']).doNothing())
      .returning('serial'),
  )
  return async (on, asset) => {
    const serial = (await insert(on, fromAsset(asset))).rows[0]?.serial
    return serial === undefined ? undefined : { ...asset, serial }
  }
}

const COLUMNS = [
  ...(['id', 'project', 'dialect', 'title', 'description', 'tags', 'category', 'bucket', 'key'] as const),
  ...(['import_task', 'measured', 'params', 'created_at', 'updated_at'] as const),
] as const
