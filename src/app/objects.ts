import type { Readable } from 'node:stream'
import { parseBucketName, parseObjectKey } from '../domain/object-key.ts'
import type { ObjectInfo, WriteOptions } from '../domain/ports.ts'
import { fail } from '../domain/problem.ts'
import type { Ports } from './ports.ts'

/** Buckets belong to the server; whoever holds a key of it may use them. */
export interface ObjectUseCases {
  readonly listBuckets: () => Promise<readonly string[]>
  readonly hasBucket: (bucket: string) => Promise<boolean>
  /** @throws DomainError invalid-parameter, bucket-exists */
  readonly createBucket: (bucket: string) => Promise<void>
  /** @throws DomainError bucket-not-found, bucket-not-empty */
  readonly deleteBucket: (bucket: string) => Promise<void>
  /** @throws DomainError bucket-not-found, object-not-found, invalid-object-key */
  readonly stat: (bucket: string, key: string) => Promise<ObjectInfo>
  /** `range` in bytes, inclusive. @throws like `stat` */
  readonly read: (bucket: string, key: string, range?: { start: number; end: number }) => Promise<Readable>
  /** Whole or not at all. @throws DomainError storage-full, bucket-not-found, invalid-object-key, duplicate-request */
  readonly write: (bucket: string, key: string, body: Readable, options?: WriteOptions) => Promise<ObjectInfo>
  readonly list: Ports['storage']['list']
  /** @throws DomainError object-not-found */
  readonly delete: (bucket: string, key: string) => Promise<void>
}

export const objectUseCases = ({ storage }: Ports): ObjectUseCases => {
  const mustHave = async (bucket: string): Promise<void> => {
    if (!(await storage.hasBucket(bucket)))
      throw fail('bucket-not-found', `There is no bucket ${JSON.stringify(bucket.slice(0, 100))}.`)
  }
  const stat = async (bucket: string, key: string): Promise<ObjectInfo> => {
    parseObjectKey(key)
    await mustHave(bucket)
    const info = await storage.stat(bucket, key)
    if (!info) throw fail('object-not-found', `There is no object ${JSON.stringify(key)} in ${bucket}.`)
    return info
  }
  return {
    listBuckets: () => storage.listBuckets(),
    hasBucket: (bucket) => storage.hasBucket(bucket),
    createBucket: async (bucket) => {
      parseBucketName(bucket)
      if (!(await storage.createBucket(bucket)))
        throw fail('bucket-exists', `There is already a bucket ${JSON.stringify(bucket)}.`)
    },
    deleteBucket: async (bucket) => {
      await mustHave(bucket)
      await storage.deleteBucket(bucket)
    },
    stat,
    read: async (bucket, key, range) => {
      await stat(bucket, key)
      return storage.read(bucket, key, range)
    },
    write: async (bucket, key, body, options) => {
      parseObjectKey(key)
      await mustHave(bucket)
      return storage.write(bucket, key, body, options)
    },
    list: async (bucket, query) => {
      await mustHave(bucket)
      return storage.list(bucket, query)
    },
    delete: async (bucket, key) => {
      await stat(bucket, key)
      await storage.delete(bucket, key)
    },
  }
}
