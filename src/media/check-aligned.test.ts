import { expect, test } from 'vitest'
import { checkAligned } from './check-aligned.ts'
import type { VerifiedPart } from './verified.ts'

const rendition = (name: string, durations: readonly number[], aligned = true): VerifiedPart =>
  ({
    part: { role: 'rendition', name, aligned },
    media: { video: [{ frameRate: { num: 25, den: 1 } }] },
    files: durations.map((duration) => ({ role: 'segment', duration })),
  }) as unknown as VerifiedPart

test('segments that begin together, to a frame, are aligned', () => {
  checkAligned([rendition('a', [4, 4, 2]), rendition('b', [4.04, 3.96, 2.04])])
})

test.each([
  ['begins elsewhere', [4, 5, 1]],
  ['has fewer', [4, 6]],
  ['has more', [4, 4, 1, 1]],
])('a rendition that %s is not', (_what, durations) => {
  expect(() => checkAligned([rendition('a', [4, 4, 2]), rendition('b', durations)])).toThrow(
    'b do not begin where',
  )
})

test('a copy has its key frames where the source has them', () => {
  checkAligned([rendition('a', [4, 4, 2]), rendition('b', [8, 2], false)])
})
