import { lstat, mkdir, readdir, rmdir } from 'node:fs/promises'
import { join } from 'node:path'
import { isBucketName, parseBucketName } from '../domain/object-key.ts'
import type { Storage } from '../domain/ports.ts'
import { fail } from '../domain/problem.ts'
import { codeOf, isMissing } from './disk-errors.ts'
import { sync } from './durable.ts'
import { isFolder } from './object-info.ts'
import { walk } from './walk.ts'

type Buckets = Pick<Storage, 'listBuckets' | 'hasBucket' | 'createBucket' | 'deleteBucket'>

/** Buckets are the folders of `root` that have a bucket's name; the administrator may link one to elsewhere. */
export const createBuckets = (root: string): Buckets => {
  const hasBucket = async (bucket: string) => isBucketName(bucket) && (await isFolder(join(root, bucket)))
  return {
    hasBucket,
    listBuckets: async () => {
      const names: string[] = []
      for (const name of await readdir(root)) if (await hasBucket(name)) names.push(name)
      return names.sort()
    },
    createBucket: async (bucket) => {
      try {
        await mkdir(join(root, parseBucketName(bucket)))
      } catch (error) {
        if (codeOf(error) === 'EEXIST') return false
        throw error
      }
      await sync(root)
      return true
    },
    deleteBucket: async (bucket) => {
      const path = join(root, bucket)
      if (!(await hasBucket(bucket))) throw noBucket(bucket)
      for await (const _ of walk(path, { prefix: '', after: '' })) throw notEmpty(bucket)
      if ((await lstat(path)).isSymbolicLink())
        throw fail(
          'forbidden',
          `The bucket ${bucket} is a link made by the administrator; only they remove it.`,
        )
      await removeFolders(path, bucket)
      await sync(root)
    },
  }
}

export const noBucket = (bucket: string, cause?: unknown) =>
  fail('bucket-not-found', `There is no bucket ${JSON.stringify(bucket)}.`, { cause })

const notEmpty = (bucket: string, cause?: unknown) =>
  fail('bucket-not-empty', `The bucket ${bucket} still has objects.`, { cause })

/** Folders without objects are no objects: writes that failed leave some. Anything else stops it. */
const removeFolders = async (path: string, bucket: string): Promise<void> => {
  for (const entry of await readdir(path, { withFileTypes: true }))
    if (entry.isDirectory()) await removeFolders(join(path, entry.name), bucket)
  try {
    await rmdir(path)
  } catch (error) {
    if (isMissing(error)) return
    throw ['ENOTEMPTY', 'EEXIST'].includes(codeOf(error) ?? '') ? notEmpty(bucket, error) : error
  }
}
