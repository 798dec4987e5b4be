import { createHmac, hash, timingSafeEqual } from 'node:crypto'
import { accessKeyId } from '../domain/ids.ts'
import type { AccessKey, KeyStore } from '../domain/ports.ts'
import { fail } from '../domain/problem.ts'
import type { Instant } from '../domain/units.ts'

export interface Place {
  readonly bucket: string
  readonly key: string
}

/** Until when a link opens, in Unix seconds; 0: as long as its access key and the object are there. */
export type Expiry = number

/**
 * The path under which an object is read without a header, by players and browsers:
 * `/media/{key id}.{expiry}.{depth}.{mac}/{bucket}/{key}`. Signed with the secret of an access key, so that it ends with it.
 * What a playlist names lies beside and below it and is reached by relative addresses, which keep the path and lose a
 * query: the link of a playlist is good for its folder, whose depth it says. That of anything else is good for itself.
 */
export const mediaLink = ({ id, secret }: AccessKey, place: Place, expiry: Expiry): string => {
  const depth = isPlaylist(place.key) ? place.key.split('/').length - 1 : 0
  const mac = macOf(secret, place, { expiry, depth }).toString('base64url')
  const path = [place.bucket, ...place.key.split('/')].map(encodeURIComponent).join('/')
  return `/media/${encodeURIComponent(`${id}.${expiry}.${depth}.${mac}`)}/${path}`
}

/**
 * The access key in whose name a link opens a place.
 * @throws DomainError auth-malformed, unknown-access-key, signature-mismatch, signature-expired
 */
export const openMediaLink = async (
  link: string,
  place: Place,
  { findKey, now }: { readonly findKey: KeyStore['get']; readonly now: () => Instant },
): Promise<AccessKey> => {
  const [, id = '', expiryText = '', depthText = '', given = ''] =
    /^(.+)\.(\d{1,12})\.(\d{1,3})\.([\w-]{43})$/.exec(link) ?? []
  if (id === '') throw fail('auth-malformed', 'The address is not one that this server has given out.')
  const [expiry, depth] = [Number(expiryText), Number(depthText)]
  const key = await findKey(accessKeyId(id))
  const mac = macOf(key?.secret ?? '', place, { expiry, depth })
  const same = timingSafeEqual(mac, Buffer.from(given, 'base64url'))
  if (!key) throw fail('unknown-access-key', 'The access key of this address is no longer there.')
  if (!same) throw fail('signature-mismatch', 'The address was changed, or is about something else.')
  if (expiry !== 0 && now() >= expiry * 1000)
    throw fail('signature-expired', 'The address has expired. Ask for a new one.')
  return key
}

/** Playlists, manifests, and the WebVTT that names the pictures of sprite sheets. */
const isPlaylist = (key: string): boolean => /\.(?:m3u8|mpd|vtt)$/i.test(key)

const macOf = (
  secret: string,
  { bucket, key }: Place,
  { expiry, depth }: { expiry: Expiry; depth: number },
): Buffer => {
  const parts = key.split('/')
  const scope = depth > 0 && depth < parts.length ? `${parts.slice(0, depth).join('/')}/` : key
  // A key of its own, so that no signature of a request can be one of a link.
  return createHmac('sha256', hash('sha256', `pentode media link ${secret}`, 'buffer'))
    .update(JSON.stringify([expiry, depth, bucket, scope]))
    .digest()
}
