import type { App, Caller } from '../../../app/app.ts'
import type { Asset, MeasuredObject } from '../../../domain/asset.ts'
import { DomainError, fail } from '../../../domain/problem.ts'
import type { Task } from '../../../domain/task.ts'
import { DIALECT } from '../service.ts'
import { mainFile } from './outputs.ts'

/** A file of the library that work can begin on. @throws DomainError asset-not-found, source-* for one that is not (yet) there */
export const readyFile = async (
  app: App,
  { project }: Caller,
  fileId: string,
  signal: AbortSignal,
): Promise<{ readonly asset: Asset; readonly measured: MeasuredObject }> => {
  const asset = await app.assets.get(project, fileId)
  const state = await app.assets.stateOf(asset, signal)
  if (state.status === 'ready') return { asset, measured: state.measured }
  throw fail(
    'source-unreachable',
    state.status === 'importing'
      ? 'The file is still on its way in: wait until its pull has finished.'
      : `The file cannot be used: ${state.problem.message}`,
    { path: 'fileId' },
  )
}

export const spellFileId = ({ serial }: Asset): string => String(serial)

/** The asset a task works on; undefined when it has none, or it was deleted. */
export const assetOf = async (app: App, { project, asset }: Task): Promise<Asset | undefined> =>
  asset === undefined ? undefined : orAbsent(app.assets.get(project, asset))

/**
 * The asset that a finished clip is, or an MP4 of joined files: the first question makes it one, every other finds it.
 * Undefined when it is not finished, or its file was taken away.
 */
export const clipAsset = async (app: App, task: Task, signal: AbortSignal): Promise<Asset | undefined> => {
  const output = task.outputs.find(({ spec }) => spec.kind === 'file')
  const file = output && mainFile(output)
  if (!file) return undefined
  const registered = await orAbsent(
    app.assets.register(
      task.project,
      { dialect: DIALECT, title: titleOf(task), source: { bucket: file.bucket, key: file.key } },
      signal,
    ),
  )
  return registered?.asset
}

const titleOf = ({ request }: Task): string => {
  const { newFileName, name } = request as { readonly newFileName?: string; readonly name?: string }
  return String(newFileName ?? name ?? '')
}

const orAbsent = async <T>(asked: Promise<T>): Promise<T | undefined> => {
  try {
    return await asked
  } catch (error) {
    if (error instanceof DomainError) return undefined
    throw error
  }
}
