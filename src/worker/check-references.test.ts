import { expect, test } from 'vitest'
import { checkReferences } from './check-references.ts'
import type { Placed } from './lay-out.ts'

const media: Placed = { key: 'a b/v/0.ts', role: 'segment', from: 'x', size: 100 }
const playlist = (text: string): Placed => ({ key: 'a b/v/i.m3u8', role: 'playlist', text })
const check = (text: string, foreign: string[] = []) =>
  checkReferences([media, playlist(text)], new Set(foreign))

test('what is published may be named, from where it is named, and so may what the caller serves', () => {
  check('#EXT-X-KEY:METHOD=AES-128,URI="https://k/1"\n#EXT-X-BYTERANGE:50@50\n0.ts\n../v/0.ts\n', [
    'https://k/1',
  ])
})

test.each([
  ['another file', '1.ts\n', 'which is not there'],
  ['a file of another folder', '../0.ts\n', 'which is not there'],
  ['bytes after the end', '#EXT-X-BYTERANGE:51@50\n0.ts\n', 'beyond its end'],
  ['a key that nobody serves', '#EXT-X-KEY:METHOD=AES-128,URI="../k"\n', 'which is not there'],
])('%s may not', (_what, text, message) => {
  expect(() => check(text)).toThrow(message)
})
