import { fail } from '../../../domain/problem.ts'
import { readOssUrl } from '../../../wire/aliyun/oss-url.ts'
import type { Location } from '../schema/location.ts'

export interface OssObject {
  readonly bucket: string
  readonly key: string
}

/**
 * The bucket and the key a location names: `oss://bucket/key`, or the object's plain `http(s)` URL.
 * The key may be empty, as in the base of a group.
 * @throws DomainError invalid-parameter, missing-parameter
 */
export const toObject = ({ Media, Url }: Location, at: string): OssObject => {
  const text = Media ?? Url ?? ''
  const [, bucket, key = ''] = /^oss:\/\/([^/]+)(?:\/(.*))?$/s.exec(text) ?? []
  if (bucket !== undefined) return { bucket, key }
  const named = readOssUrl(text)
  if (named) return named
  throw fail(
    'invalid-parameter',
    `Wrong value of the parameter "${at}.Media": oss://<bucket>/<object>, or http(s)://<bucket>.oss-<region>.aliyuncs.com/<object> without a query.`,
    { path: `${at}.Media` },
  )
}

export const spellObject = ({ bucket, key }: OssObject): string => `oss://${bucket}/${key}`
