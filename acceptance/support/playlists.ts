import { posix } from 'node:path'
import type { NativeClient } from './native.ts'

/** The keys that a playlist's text names, as seen from the playlist's own key. */
export const namedBy = (key: string, text: string): string[] => {
  const uris = [...text.matchAll(/^(?!#)(\S+)$|URI="([^"]+)"/gm)].map((found) => found[1] ?? found[2] ?? '')
  return uris.map((uri) => posix.join(posix.dirname(key), decodeURIComponent(uri)))
}

/** Keys that playlists among `keys` name and that are not there. Playlists are read after the listing: what a listing shows must be whole. */
export const missingParts = async (client: NativeClient, bucket: string, keys: readonly string[]) => {
  const missing: string[] = []
  for (const key of keys.filter((k) => k.endsWith('.m3u8'))) {
    const text = (await client.bytes(bucket, key)).toString()
    const isMaster = text.includes('#EXT-X-STREAM-INF')
    if (!isMaster && !text.trimEnd().endsWith('#EXT-X-ENDLIST')) missing.push(`${key}: ENDLIST`)
    for (const named of namedBy(key, text)) {
      const path = `/api/v1/buckets/${bucket}/objects/${named.split('/').map(encodeURIComponent).join('/')}`
      if ((await client.call('HEAD', path)).status !== 200) missing.push(`${key}: ${named}`)
    }
  }
  return missing
}
