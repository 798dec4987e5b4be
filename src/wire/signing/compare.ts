import { hash, timingSafeEqual } from 'node:crypto'

export const sha256Hex = (data: Uint8Array | string): string => hash('sha256', data)

/** Compares two texts in constant time for equal lengths; hashing first makes every length equal. */
export const sameText = (a: string, b: string): boolean =>
  timingSafeEqual(hash('sha256', a, 'buffer'), hash('sha256', b, 'buffer'))

/** Compares a computed MAC with one given in hex, in constant time. Another length is another MAC. */
export const sameMac = (computed: Buffer, givenHex: string): boolean => {
  const given = Buffer.from(givenHex, 'hex')
  return given.length === computed.length && timingSafeEqual(given, computed)
}
