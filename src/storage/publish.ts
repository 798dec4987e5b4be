import { basename, dirname } from 'node:path'
import type { FileMove } from '../domain/ports.ts'
import { fail } from '../domain/problem.ts'
import { explainWrite } from './disk-errors.ts'
import { foldersBetween, sync, syncAll } from './durable.ts'
import { objectInfo } from './object-info.ts'
import { exists, type Staging } from './staging.ts'

export interface PlacedMove {
  readonly move: FileMove
  /** The bucket's folder. */
  readonly top: string
  readonly to: string
}

/**
 * Moves in order; each folder is synced once, after the last. Every key was checked before the first move.
 * Safe to repeat after a crash at any point.
 */
export const publish = async (staging: Staging, moves: readonly PlacedMove[]): Promise<void> => {
  const touched = new Set<string>()
  for (const { move, top, to } of moves) {
    try {
      for (const folder of await publishOne(staging, move, top, to)) touched.add(folder)
    } catch (error) {
      throw explainWrite(error, move.bucket, move.key)
    }
  }
  await syncAll(touched)
}

const publishOne = async (
  staging: Staging,
  { from, bucket, key }: FileMove,
  top: string,
  to: string,
): Promise<readonly string[]> => {
  if (!(await exists(from))) {
    // The earlier run that moved it may have been killed before it synced.
    if (await objectInfo(to, bucket, key)) return foldersBetween(top, dirname(to))
    throw fail('internal', `The file ${basename(from)} for ${bucket}/${key} is gone.`)
  }
  await sync(from)
  return (await staging.place(from, to, top)).touched
}
