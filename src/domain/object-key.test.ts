import { describe, expect, it } from 'vitest'
import { checkBucketName, checkObjectKey } from './object-key.ts'

describe('checkObjectKey', () => {
  it.each([
    'a',
    'a/b.mp4',
    'ü/中文 with space.mp4',
    'a%d/b%03d.jpg',
    '-y.mp4',
    'a:b',
    '...',
    '.hidden',
    'a'.repeat(255),
  ])('takes %s', (key) => expect(() => checkObjectKey(key)).not.toThrow())
  it.each(
    [
      ['', '/a', 'a/', 'a//b', '.', '..', 'a/../b', 'a/./b', '../../etc/passwd'],
      ['a\\b', 'a\0b', 'a\nb', 'a\u007fb', '\ud800', 'a'.repeat(256), `${'a/'.repeat(512)}a`],
    ].flat(),
  )('refuses %j', (key) => {
    expect(() => checkObjectKey(key)).toThrow(
      expect.objectContaining({ problem: expect.objectContaining({ code: 'invalid-object-key' }) }),
    )
  })
})

describe('checkBucketName', () => {
  it.each(['abc', 'vod-1250000000', 'a.b-c', 'a'.repeat(63)])('takes %s', (name) =>
    expect(() => checkBucketName(name)).not.toThrow(),
  )
  it.each(['', 'ab', 'A-b', '.abc', 'abc.', 'a..b', 'a/b', 'a_b', '-ab', 'a'.repeat(64)])(
    'refuses %j',
    (name) => expect(() => checkBucketName(name)).toThrow(),
  )
})
