import { fail } from '../../../domain/problem.ts'
import type { Location } from '../schema/config.ts'

export interface OssObject {
  readonly bucket: string
  readonly key: string
}

/** `<bucket>.<region endpoint>.aliyuncs.com`; the region is a label only, buckets are found by name. */
const OSS_HOST = /^([a-z0-9][a-z0-9-]*)\.[a-z0-9-]+\.aliyuncs\.com$/

/**
 * The bucket and the key a location names: `oss://bucket/key`, or the object's plain `http(s)` URL.
 * The key may be empty, as in the base of a group.
 * @throws DomainError invalid-parameter, missing-parameter
 */
export const toObject = ({ Media, Url }: Location, at: string): OssObject => {
  const text = Media ?? Url ?? ''
  const [, bucket, key = ''] = /^oss:\/\/([^/]+)(?:\/(.*))?$/s.exec(text) ?? []
  if (bucket !== undefined) return { bucket, key }
  const url = /^https?:/.test(text) ? URL.parse(text) : null
  const host = OSS_HOST.exec(url?.hostname ?? '')?.[1]
  if (url && host !== undefined && url.search === '') {
    try {
      return { bucket: host, key: decodeURIComponent(url.pathname.slice(1)) }
    } catch {
      // Broken percent-encoding: no location either.
    }
  }
  throw fail(
    'invalid-parameter',
    `Wrong value of the parameter "${at}.Media": oss://<bucket>/<object>, or http(s)://<bucket>.oss-<region>.aliyuncs.com/<object> without a query.`,
    { path: `${at}.Media` },
  )
}

export const spellObject = ({ bucket, key }: OssObject): string => `oss://${bucket}/${key}`
