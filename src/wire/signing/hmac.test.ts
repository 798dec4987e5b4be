import { createHmac, randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { hmac } from './hmac.ts'

/** https://www.rfc-editor.org/rfc/rfc4231#section-4, https://www.rfc-editor.org/rfc/rfc2202#section-3 */
const VECTORS = [
  {
    ...{ key: Buffer.alloc(20, 0x0b), message: 'Hi There' },
    ...{ sha256: 'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7' },
    ...{ sha1: 'b617318655057264e28bc0b6fb378c8ef146be00' },
  },
  {
    ...{ key: 'Jefe', message: 'what do ya want for nothing?' },
    ...{ sha256: '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843' },
    ...{ sha1: 'effcdf6ae5eb2fa2d27416d5f184df9c259a7c79' },
  },
]

describe('hmac', () => {
  it.each(VECTORS)('gives the codes of the standards for $message', ({ key, message, sha256, sha1 }) => {
    expect(hmac('sha256', key, message).toString('hex')).toBe(sha256)
    expect(hmac('sha1', key, message).toString('hex')).toBe(sha1)
  })

  it('agrees with OpenSSL for keys and messages of all lengths around a block', () => {
    for (const algorithm of ['sha1', 'sha256'] as const)
      for (const length of [0, 1, 20, 32, 63, 64, 65, 131, 1000]) {
        const key = randomBytes(length)
        const message = `${'né'.repeat(length)}\n`
        expect(hmac(algorithm, key, message)).toEqual(createHmac(algorithm, key).update(message).digest())
      }
  })
})
