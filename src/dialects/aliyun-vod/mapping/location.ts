import { readOssUrl } from '../../../wire/aliyun/oss-url.ts'

/** `oss://<bucket>/<object>`, or the object's plain URL; undefined when it is neither. */
export const readLocation = (text: string): { bucket: string; key: string } | undefined => {
  const [, bucket, key] = /^oss:\/\/([^/]+)\/(.+)$/s.exec(text) ?? []
  return bucket !== undefined && key !== undefined ? { bucket, key } : readOssUrl(text)
}
