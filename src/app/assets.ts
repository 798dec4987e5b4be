import type { Asset, AssetChange, AssetState, ObjectPlace } from '../domain/asset.ts'
import { importOutcome } from '../domain/asset.ts'
import { type AssetId, isAssetId, type ProjectId } from '../domain/ids.ts'
import type { Json } from '../domain/json.ts'
import type { AssetQuery, TaskQuery } from '../domain/ports.ts'
import { DomainError, fail, isSourceProblem, problem } from '../domain/problem.ts'
import type { Task } from '../domain/task.ts'
import { type AssetImport, importAsset } from './import-asset.ts'
import { measureObject } from './measure-object.ts'
import { objectUseCases } from './objects.ts'
import type { Ports } from './ports.ts'

/** What people say of an asset at its beginning. */
export interface AssetLabels {
  readonly dialect: string
  readonly title: string
  readonly description?: string
  readonly tags?: readonly string[]
  readonly category?: string
  readonly params?: Json
}

/** The media library of a project: files with a name, and what became of them. */
export interface AssetUseCases {
  /**
   * Makes an object an asset, after a look into it. One that is an asset already stays as it is: `isNew` is false then.
   * @throws DomainError bucket-not-found, object-not-found, invalid-object-key, source-*
   */
  readonly register: (
    project: ProjectId,
    asset: AssetLabels & { readonly source: ObjectPlace },
    signal: AbortSignal,
  ) => Promise<{ readonly asset: Asset; readonly isNew: boolean }>
  /**
   * Makes an asset of what a URL holds: a durable task brings it in. Both are written at once.
   * @throws DomainError like `TaskUseCases.submit`
   */
  readonly importFromUrl: (
    project: ProjectId,
    wish: AssetImport,
  ) => Promise<{ readonly asset: Asset; readonly task: Task }>
  /** By id or serial number. @throws DomainError asset-not-found */
  readonly get: (project: ProjectId, id: string) => Promise<Asset>
  /** Newest first. */
  readonly list: (query: AssetQuery) => Promise<readonly Asset[]>
  /** Where it stands now. Quick when it was looked at before and the object is still the same; measures it otherwise. */
  readonly stateOf: (asset: Asset, signal: AbortSignal) => Promise<AssetState>
  /** @throws DomainError asset-not-found */
  readonly update: (project: ProjectId, id: string, change: AssetChange) => Promise<Asset>
  /**
   * Takes it out of the library. `files`: what was made of it and its own file go too, and unfinished tasks of it are
   * cancelled. Their records stay.
   * @throws DomainError asset-not-found
   */
  readonly delete: (project: ProjectId, id: string, options: { files: boolean }) => Promise<void>
  /** What was asked of it, the newest first. */
  readonly tasksOf: (
    asset: Pick<Asset, 'project' | 'id'>,
    query: Omit<TaskQuery, 'project' | 'asset'>,
  ) => Promise<readonly Task[]>
}

export const assetUseCases = (ports: Ports): AssetUseCases => {
  const { assets, tasks, storage, now } = ports
  const objects = objectUseCases(ports)

  const get = async (project: ProjectId, id: string): Promise<Asset> => {
    const found = isAssetId(id)
      ? await assets.get(project, id)
      : /^\d{1,15}$/.test(id)
        ? await assets.getBySerial(project, Number(id))
        : undefined
    if (!found) throw notFound(id)
    return found
  }

  return {
    register: async (project, { source, tags = [], ...labels }, signal) => {
      const object = await objects.stat(source.bucket, source.key)
      const measured = await measureObject(ports, object, signal)
      const at = now()
      const id = ports.newId() as AssetId
      const made = { ...labels, id, project, source, tags, measured, createdAt: at, updatedAt: at }
      const written = await assets.insert(made)
      return 'inserted' in written
        ? { asset: written.inserted, isNew: true }
        : { asset: written.existing, isNew: false }
    },

    importFromUrl: (project, wish) => importAsset(ports, project, wish),
    get,
    list: (query) => assets.list(query),

    stateOf: async (asset, signal) => {
      const task = asset.importTask && (await tasks.get(asset.project, asset.importTask))
      const outcome = task && importOutcome(task)
      if (outcome?.status === 'importing' || outcome?.status === 'failed') return outcome
      const object = await storage.stat(asset.source.bucket, asset.source.key)
      if (!object) return { status: 'failed', problem: gone(asset.source) }
      if (asset.measured?.etag === object.etag) return { status: 'ready', object, measured: asset.measured }
      try {
        const measured = await measureObject(ports, object, signal, outcome)
        await assets.setMeasured(asset.project, asset.id, measured)
        return { status: 'ready', object, measured }
      } catch (error) {
        if (error instanceof DomainError && isSourceProblem(error.problem))
          return { status: 'failed', problem: error.problem }
        throw error
      }
    },

    update: async (project, id, change) => {
      const updated = { ...changed(await get(project, id), change), updatedAt: now() }
      if (!(await assets.update(updated))) throw notFound(id)
      return updated
    },

    delete: async (project, id, { files }) => {
      const asset = await get(project, id)
      if (files) await removeFiles(ports, asset)
      // Last: whoever was interrupted before can ask again.
      await assets.delete(project, asset.id)
    },

    tasksOf: ({ project, id }, query) => tasks.list({ ...query, project, asset: id }),
  }
}

const notFound = (id: string) =>
  fail('asset-not-found', `There is no asset ${JSON.stringify(id.slice(0, 100))}.`)

const gone = ({ bucket, key }: ObjectPlace) =>
  problem(
    'source-not-found',
    `The object ${JSON.stringify(key)} of bucket ${JSON.stringify(bucket)} is gone.`,
  )

/** A null takes the field away. */
const changed = (asset: Asset, change: AssetChange): Asset => {
  const given = Object.entries(change).filter(([, value]) => value !== undefined)
  const whole = Object.entries({ ...asset, ...Object.fromEntries(given) })
  return Object.fromEntries(whole.filter(([, value]) => value !== null)) as unknown as Asset
}

const PAGE = 100

const removeFiles = async ({ tasks, storage, bus, now }: Ports, asset: Asset): Promise<void> => {
  const { project, id, source } = asset
  for (let after: number | undefined; ; ) {
    const page = await tasks.list({ project, asset: id, limit: PAGE, ...(after !== undefined && { after }) })
    for (const task of page) {
      const before = await tasks.cancel(project, task.id, now(), { onlyQueued: false })
      if (before === 'running') bus.cancelled(task.id)
      for (const { state } of task.outputs)
        if (state.status === 'succeeded')
          for (const { bucket, key } of state.result.files) await storage.delete(bucket, key)
    }
    after = page.at(-1)?.serial
    if (page.length < PAGE) break
  }
  await storage.delete(source.bucket, source.key)
  bus.committed()
}
