import { rm } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import type { ObjectInfo, WriteOptions } from '../domain/ports.ts'
import { fail } from '../domain/problem.ts'
import { codeOf } from './disk-errors.ts'
import { syncAll } from './durable.ts'
import { objectInfo } from './object-info.ts'
import type { Staging } from './staging.ts'
import { writeFile } from './write-file.ts'

export interface ObjectPlace {
  readonly bucket: string
  readonly key: string
  /** The bucket's folder. */
  readonly top: string
  /** The object's file. */
  readonly to: string
}

/** Whole and durable when it returns, nothing otherwise. */
export const writeObject = async (
  staging: Staging,
  { bucket, key, top, to }: ObjectPlace,
  body: Readable,
  { size, onlyNew = false }: WriteOptions,
): Promise<ObjectInfo> => {
  const staged = staging.newPath()
  await writeFile(staged, body, size)
  // Before it has its name: afterwards another writer may have the name.
  const written = await objectInfo(staged, bucket, key)
  try {
    const { touched, copied } = await staging.place(staged, to, top, { onlyNew })
    await syncAll(touched)
    const info = copied ? await objectInfo(to, bucket, key) : written
    if (info === undefined) throw fail('unavailable', `The object ${bucket}/${key} was removed at once.`)
    return info
  } catch (error) {
    if (onlyNew && codeOf(error) === 'EEXIST' && (await objectInfo(to, bucket, key)))
      throw fail('duplicate-request', `There is already an object ${JSON.stringify(key)} in ${bucket}.`, {
        cause: error,
      })
    throw error
  } finally {
    await rm(staged, { force: true })
  }
}
