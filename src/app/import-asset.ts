import type { Asset, ObjectPlace } from '../domain/asset.ts'
import type { AssetId, ProjectId } from '../domain/ids.ts'
import type { Json } from '../domain/json.ts'
import type { Task } from '../domain/task.ts'
import type { AssetLabels } from './assets.ts'
import type { Ports } from './ports.ts'
import { type Submission, submitTask } from './submit-task.ts'

/** A file of elsewhere, where it is to lie, and what else is to be made of it in the same task. */
export interface AssetImport
  extends AssetLabels,
    Partial<
      Pick<Submission, 'priority' | 'clientToken' | 'dedupeWindow' | 'userData' | 'pipeline' | 'callback'>
    > {
  readonly url: string
  /** Must hold the id, so that no two imports meet. */
  readonly destination: (id: AssetId) => ObjectPlace
  /** What else is made of it in the same task, for the asset and where its file will lie. */
  readonly outputs?: (id: AssetId, source: ObjectPlace) => Submission['outputs']
  /** The caller's request, whole. */
  readonly request: Json
}

/** The name of the output that is the asset's own file. */
export const IMPORT_OUTPUT = 'original'

/** See `AssetUseCases.importFromUrl`. */
export const importAsset = async (
  ports: Ports,
  project: ProjectId,
  wish: AssetImport,
): Promise<{ asset: Asset; task: Task }> => {
  const { url, destination, outputs, tags = [], ...more } = wish
  const { dialect, title, description, category, params, ...submission } = more
  const id = ports.newId() as AssetId
  const source = destination(id)
  const written = await submitTask(
    ports,
    project,
    {
      ...submission,
      dialect,
      asset: id,
      source: { from: 'url', url },
      outputs: [
        { name: IMPORT_OUTPUT, spec: { kind: 'original' }, destination: source },
        ...(outputs?.(id, source) ?? []),
      ],
    },
    (importTask, at) => ({
      ...{ id, project, dialect, title, tags, source, importTask, createdAt: at, updatedAt: at },
      ...(description === undefined ? {} : { description }),
      ...(category === undefined ? {} : { category }),
      ...(params === undefined ? {} : { params }),
    }),
  )
  if (!written.asset) throw new Error('an import was written without its asset')
  ports.bus.committed()
  return { task: written.task, asset: written.asset }
}
