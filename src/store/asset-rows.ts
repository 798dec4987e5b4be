import type { Selectable } from 'kysely'
import type { Asset } from '../domain/asset.ts'
import { type AssetId, projectId, type TaskId } from '../domain/ids.ts'
import type { NewAsset } from '../domain/ports.ts'
import { instant } from '../domain/units.ts'
import type { AssetTable } from './schema.ts'

export const toAsset = (row: Selectable<AssetTable>): Asset => ({
  id: row.id as AssetId,
  serial: row.serial,
  project: projectId(row.project),
  dialect: row.dialect,
  title: row.title,
  ...(row.description !== null && { description: row.description }),
  tags: JSON.parse(row.tags),
  ...(row.category !== null && { category: row.category }),
  source: { bucket: row.bucket, key: row.key },
  ...(row.import_task !== null && { importTask: row.import_task as TaskId }),
  ...(row.measured !== null && { measured: JSON.parse(row.measured) }),
  ...(row.params !== null && { params: JSON.parse(row.params) }),
  createdAt: instant(row.created_at),
  updatedAt: instant(row.updated_at),
})

export const fromAsset = (asset: NewAsset): Omit<AssetTable, 'serial'> => ({
  id: asset.id,
  project: asset.project,
  dialect: asset.dialect,
  ...fromSaid(asset),
  bucket: asset.source.bucket,
  key: asset.source.key,
  import_task: asset.importTask ?? null,
  measured: asset.measured === undefined ? null : JSON.stringify(asset.measured),
  created_at: asset.createdAt,
})

/** The columns of what people say of an asset, which may change. */
export const fromSaid = (asset: NewAsset) => ({
  title: asset.title,
  description: asset.description ?? null,
  tags: JSON.stringify(asset.tags),
  category: asset.category ?? null,
  params: asset.params === undefined ? null : JSON.stringify(asset.params),
  updated_at: asset.updatedAt,
})
