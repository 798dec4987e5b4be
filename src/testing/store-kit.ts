import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type AssetId, projectId, type TaskId, taskId } from '../domain/ids.ts'
import type { OutputSpec } from '../domain/output-spec.ts'
import type { NewAsset, NewTask } from '../domain/ports.ts'
import type { Output, OutputResult, OutputState } from '../domain/task.ts'
import { bytes, instant } from '../domain/units.ts'
import { openStore, type Store } from '../store/open-store.ts'

export const PROJECT = projectId('p1')
/** The time the store's clock shows in tests. */
export const NOON = instant(1_700_000_000_000)

export interface OpenedStore extends AsyncDisposable {
  readonly store: Store
  readonly directory: string
}

/** A store in a folder of its own, both gone at the end. */
export const temporaryStore = async (): Promise<OpenedStore> => {
  const directory = await mkdtemp(join(tmpdir(), 'pentode-store-'))
  const store = await openStore({ directory, clock: () => NOON })
  return {
    store,
    directory,
    [Symbol.asyncDispose]: async () => {
      await store[Symbol.asyncDispose]()
      await rm(directory, { recursive: true, force: true })
    },
  }
}

/** The n-th id. */
export const idOf = (n: number): TaskId => taskId(n.toString(16).padStart(32, '0'))

/** The n-th id of an asset. */
export const assetIdOf = (n: number): AssetId => idOf(n) as string as AssetId

const SPEC: OutputSpec = { kind: 'file', container: 'mp4', audio: { codec: 'aac', copy: 'never' } }

export const newOutput = (index: number, state: OutputState = { status: 'queued' }): Output => ({
  index,
  name: `out-${index}`,
  template: 'p720',
  spec: SPEC,
  destination: { bucket: 'outputs', key: `a/${index}.mp4` },
  state,
})

export const newTask = (n: number, more: Partial<NewTask> = {}): NewTask => ({
  id: idOf(n),
  project: PROJECT,
  dialect: 'pentode',
  request: { n, deep: { list: [1, 'two', null] } },
  source: { from: 'object', bucket: 'inputs', key: 'a.mp4' },
  outputs: [newOutput(0)],
  priority: 0,
  createdAt: instant(NOON + n),
  ...more,
})

export const newAsset = (n: number, more: Partial<NewAsset> = {}): NewAsset => ({
  id: assetIdOf(n),
  project: PROJECT,
  dialect: 'pentode',
  title: `Asset ${n}`,
  tags: [],
  source: { bucket: 'media', key: `${n}.mp4` },
  createdAt: instant(NOON + n),
  updatedAt: instant(NOON + n),
  ...more,
})

export const RESULT: OutputResult = {
  files: [{ role: 'file', bucket: 'outputs', key: 'a/0.mp4', size: bytes(7), md5: 'ab' }],
  size: bytes(7),
}

/** Seconds after noon. */
export const at = (seconds: number) => instant(NOON + seconds * 1000)

export const succeeded = (seconds: number) =>
  ({ status: 'succeeded', startedAt: at(0), finishedAt: at(seconds), result: RESULT }) as const
