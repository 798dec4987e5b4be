import { createCipheriv, createDecipheriv } from 'node:crypto'

/** Whole-segment encryption of HLS: AES-128 in CBC mode, padded. Keys and vectors are 16 bytes. */
export const encryptSegment = (clear: Uint8Array, key: Uint8Array, iv: Uint8Array): Buffer => {
  const cipher = createCipheriv('aes-128-cbc', key, iv)
  return Buffer.concat([cipher.update(clear), cipher.final()])
}

/** @throws Error when the padding shows that key or data are wrong */
export const decryptSegment = (data: Uint8Array, key: Uint8Array, iv: Uint8Array): Buffer => {
  const decipher = createDecipheriv('aes-128-cbc', key, iv)
  return Buffer.concat([decipher.update(data), decipher.final()])
}

/** The vector of a segment that has none of its own: its number, big-endian. */
export const numberVector = (segment: number): Buffer => {
  const iv = Buffer.alloc(16)
  iv.writeUInt32BE(segment, 12)
  return iv
}
