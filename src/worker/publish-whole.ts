import { access } from 'node:fs/promises'
import type { FileMove, Storage } from '../domain/ports.ts'

/**
 * Makes the files of an output visible, all of them or none: when one cannot be moved, those that were are taken back,
 * what refers to others first.
 * @throws what the storage says
 */
export const publishWhole = async (
  storage: Pick<Storage, 'publish' | 'delete'>,
  moves: readonly FileMove[],
): Promise<void> => {
  try {
    await storage.publish(moves)
  } catch (error) {
    for (const { from, bucket, key } of moves.toReversed())
      if (!(await isThere(from))) await storage.delete(bucket, key).catch(() => {})
    throw error
  }
}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )
