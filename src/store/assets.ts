import type { Kysely } from 'kysely'
import type { AssetStore } from '../domain/ports.ts'
import { fromSaid, toAsset } from './asset-rows.ts'
import { createInsertAsset } from './insert-asset.ts'
import type { Schema } from './schema.ts'

export const createAssetStore = (db: Kysely<Schema>): AssetStore => {
  const insert = createInsertAsset(db)
  const own = (project: string) => db.selectFrom('assets').selectAll().where('project', '=', project)
  return {
    insert: async (asset) => {
      const { project, source } = asset
      for (;;) {
        const inserted = await insert(db, asset)
        if (inserted) return { inserted }
        const row = await own(project)
          .where('bucket', '=', source.bucket)
          .where('key', '=', source.key)
          .executeTakeFirst()
        // Gone between the two statements: then there is room for the new one.
        if (row) return { existing: toAsset(row) }
      }
    },
    get: async (project, id) => {
      const row = await own(project).where('id', '=', id).executeTakeFirst()
      return row && toAsset(row)
    },
    getBySerial: async (project, serial) => {
      const row = await own(project).where('serial', '=', serial).executeTakeFirst()
      return row && toAsset(row)
    },
    list: async ({ project, category, after, limit }) => {
      const rows = await own(project)
        .$if(category !== undefined, (q) => q.where('category', '=', category ?? ''))
        .$if(after !== undefined, (q) => q.where('serial', '<', after ?? 0))
        .orderBy('serial', 'desc')
        .limit(limit)
        .execute()
      return rows.map(toAsset)
    },
    update: async (asset) => {
      const { numUpdatedRows } = await db
        .updateTable('assets')
        .set(fromSaid(asset))
        .where('project', '=', asset.project)
        .where('id', '=', asset.id)
        .executeTakeFirst()
      return numUpdatedRows > 0n
    },
    setMeasured: async (project, id, measured) => {
      await db
        .updateTable('assets')
        .set({ measured: JSON.stringify(measured) })
        .where('project', '=', project)
        .where('id', '=', id)
        .execute()
    },
    delete: async (project, id) => {
      const { numDeletedRows } = await db
        .deleteFrom('assets')
        .where('project', '=', project)
        .where('id', '=', id)
        .executeTakeFirst()
      return numDeletedRows > 0n
    },
  }
}
