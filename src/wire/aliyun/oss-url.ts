/** `<bucket>.<region endpoint>.aliyuncs.com`; the region is a label only, buckets are found by name. */
const OSS_HOST = /^([a-z0-9][a-z0-9-]*)\.[a-z0-9-]+\.aliyuncs\.com$/

/** The bucket and the key of an OSS object's plain `http(s)` URL; undefined when it is none. */
export const readOssUrl = (text: string): { bucket: string; key: string } | undefined => {
  const url = /^https?:/.test(text) ? URL.parse(text) : null
  const bucket = OSS_HOST.exec(url?.hostname ?? '')?.[1]
  if (!url || bucket === undefined || url.search !== '') return undefined
  try {
    return { bucket, key: decodeURIComponent(url.pathname.slice(1)) }
  } catch {
    // Broken percent-encoding: no location either.
    return undefined
  }
}
