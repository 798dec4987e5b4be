import { hash } from 'node:crypto'

/** Both hashes read blocks of this size, in bytes. */
const BLOCK = 64

/**
 * HMAC (RFC 2104) by two one-shot hashes. `createHmac` makes an object with memory outside the heap for each message, whose
 * collection costs a server that checks thousands of signatures a second more than the hashing.
 */
export const hmac = (algorithm: 'sha1' | 'sha256', key: string | Uint8Array, message: string): Buffer => {
  const bytes = typeof key === 'string' ? Buffer.from(key) : key
  const short = bytes.length > BLOCK ? hash(algorithm, bytes, 'buffer') : bytes
  const inner = hash(algorithm, padded(short, 0x36, Buffer.from(message)), 'buffer')
  return hash(algorithm, padded(short, 0x5c, inner), 'buffer')
}

/** The key, filled up to a block, with `pad` laid over it; `rest` behind. */
const padded = (key: Uint8Array, pad: number, rest: Buffer): Buffer => {
  const all = Buffer.allocUnsafe(BLOCK + rest.length)
  for (let i = 0; i < BLOCK; i++) all[i] = (key[i] ?? 0) ^ pad
  rest.copy(all, BLOCK)
  return all
}
