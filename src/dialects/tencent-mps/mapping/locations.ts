import type { Source } from '../../../domain/source.ts'
import type { MediaInputInfo, TaskOutputStorage } from '../schema/locations.ts'

/** A bucket as the service names it. The region is a label that is kept and given back; buckets are found by name alone. */
export interface CosBucket {
  readonly Bucket: string
  readonly Region: string
}

/** Object names start with one slash on the wire and with none here. */
export const toKey = (object: string): string => (object.startsWith('/') ? object.slice(1) : object)
export const fromKey = (key: string): string => `/${key}`

export const toSource = (input: MediaInputInfo): Source =>
  input.Type === 'URL'
    ? { from: 'url', url: input.UrlInputInfo?.Url ?? '' }
    : {
        from: 'object',
        bucket: input.CosInputInfo?.Bucket ?? '',
        key: toKey(input.CosInputInfo?.Object ?? ''),
      }

/**
 * The bucket an output goes to: each storage fills in what those before it leave open, in the order given (nearest first), and
 * the input's own bucket comes last. Undefined when nobody names a bucket.
 */
export const inheritBucket = (
  storages: readonly TaskOutputStorage[],
  input: MediaInputInfo | undefined,
): CosBucket | undefined => {
  const cos = [
    ...storages.map((storage) => storage?.CosOutputStorage),
    input?.Type === 'COS' ? input.CosInputInfo : undefined,
  ]
  const Bucket = cos.map((c) => c?.Bucket).find(Boolean)
  if (Bucket === undefined) return undefined
  return { Bucket, Region: cos.map((c) => c?.Region).find(Boolean) ?? '' }
}

export interface InputInfo {
  readonly Type: string
  readonly CosInputInfo: { readonly Bucket: string; readonly Region: string; readonly Object: string } | null
  readonly UrlInputInfo: { readonly Url: string } | null
  readonly S3InputInfo: null
}

/** What the caller sent, every member there. */
export const echoInput = (input: MediaInputInfo): InputInfo => ({
  Type: input.Type,
  CosInputInfo: input.CosInputInfo ?? null,
  UrlInputInfo: input.UrlInputInfo ?? null,
  S3InputInfo: null,
})

/** A source that came in through another API, in this service's words. A local file is shown as a `file:` URL. */
export const describeSource = (source: Source): InputInfo =>
  source.from === 'object'
    ? {
        Type: 'COS',
        CosInputInfo: { Bucket: source.bucket, Region: '', Object: fromKey(source.key) },
        UrlInputInfo: null,
        S3InputInfo: null,
      }
    : {
        Type: 'URL',
        CosInputInfo: null,
        UrlInputInfo: { Url: source.from === 'url' ? source.url : `file://${encodeURI(source.path)}` },
        S3InputInfo: null,
      }

export interface Storage {
  readonly Type: 'COS'
  readonly CosOutputStorage: CosBucket
  readonly S3OutputStorage: null
}

export const storageOf = (bucket: CosBucket): Storage => ({
  Type: 'COS',
  CosOutputStorage: bucket,
  S3OutputStorage: null,
})
