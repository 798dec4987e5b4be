import { mkdir, open } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseBucketName, parseObjectKey } from '../domain/object-key.ts'
import type { ObjectInfo, Storage } from '../domain/ports.ts'
import { fail } from '../domain/problem.ts'
import { createBuckets, noBucket } from './buckets.ts'
import { deleteObject } from './delete-object.ts'
import { explainWrite, isMissing } from './disk-errors.ts'
import { objectInfo } from './object-info.ts'
import { publish } from './publish.ts'
import { openStaging } from './staging.ts'
import { walk } from './walk.ts'
import { writeObject } from './write-object.ts'

export interface DiskStorage extends Storage {
  /** Removes what a killed process left unfinished; only while nothing else writes here. Answers how many files. */
  sweepTemp(): Promise<number>
}

/**
 * Objects as plain files: `<root>/<bucket>/<key>`, for people to look at and web servers to serve. Folders appear with
 * the first object in them and go with the last. Unfinished files lie in `<root>/.tmp`.
 */
export const openDiskStorage = async (options: { readonly root: string }): Promise<DiskStorage> => {
  const root = resolve(options.root)
  await mkdir(root, { recursive: true })
  const staging = await openStaging(join(root, '.tmp'))
  const buckets = createBuckets(root)
  const place = (bucket: string, key: string) => {
    const top = join(root, parseBucketName(bucket))
    return { top, to: join(top, ...parseObjectKey(key)) }
  }
  const placeInBucket = async (bucket: string, key: string) => {
    const placed = place(bucket, key)
    if (!(await buckets.hasBucket(bucket))) throw noBucket(bucket)
    return placed
  }
  const find = (bucket: string, key: string): Promise<ObjectInfo | undefined> =>
    objectInfo(place(bucket, key).to, bucket, key)

  return {
    ...buckets,
    stat: find,
    read: async (bucket, key, range) => {
      const { to } = place(bucket, key)
      if (!(await objectInfo(to, bucket, key))) throw noObject(bucket, key)
      try {
        return (await open(to, 'r')).createReadStream(range)
      } catch (error) {
        throw isMissing(error) ? noObject(bucket, key, error) : error
      }
    },
    write: async (bucket, key, body, options = {}) => {
      // It can break before the first read; the read then throws, and must not find the process gone.
      const ignore = () => {}
      body.on('error', ignore)
      try {
        const { top, to } = await placeInBucket(bucket, key)
        return await writeObject(staging, { bucket, key, top, to }, body, options)
      } catch (error) {
        throw explainWrite(error, bucket, key)
      } finally {
        body.off('error', ignore)
      }
    },
    list: async (bucket, { prefix = '', after = '', limit }) => {
      if (!(await buckets.hasBucket(bucket))) throw noBucket(bucket)
      const objects: ObjectInfo[] = []
      for await (const key of walk(join(root, bucket), { prefix, after })) {
        const last = objects.at(-1)
        if (objects.length >= limit) return last === undefined ? { objects } : { objects, next: last.key }
        const info = await find(bucket, key)
        if (info) objects.push(info)
      }
      return { objects }
    },
    delete: (bucket, key) => {
      const { top, to } = place(bucket, key)
      return deleteObject(top, to)
    },
    localPath: async (bucket, key) => ((await find(bucket, key)) ? place(bucket, key).to : undefined),
    publish: async (moves) => {
      const placed = []
      for (const move of moves) placed.push({ move, ...(await placeInBucket(move.bucket, move.key)) })
      await publish(staging, placed)
    },
    sweepTemp: staging.sweep,
  }
}

const noObject = (bucket: string, key: string, cause?: unknown) =>
  fail('object-not-found', `There is no object ${JSON.stringify(key)} in the bucket ${bucket}.`, { cause })
