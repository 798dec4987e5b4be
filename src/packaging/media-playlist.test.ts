import { expect, test } from 'vitest'
import { mediaPlaylist } from './media-playlist.ts'

const key = (uri: string, iv?: string) => ({
  method: 'AES-128' as const,
  uri,
  ...(iv !== undefined && { iv }),
})

test('segments in the clear', () => {
  const segments = [
    { uri: '0.ts', duration: 4 },
    { uri: '1.ts', duration: 2.6 },
  ]
  expect(mediaPlaylist({ segments, independent: true })).toBe(`#EXTM3U
#EXT-X-VERSION:3
#EXT-X-TARGETDURATION:4
#EXT-X-MEDIA-SEQUENCE:0
#EXT-X-PLAYLIST-TYPE:VOD
#EXT-X-INDEPENDENT-SEGMENTS
#EXTINF:4.000000,
0.ts
#EXTINF:2.600000,
1.ts
#EXT-X-ENDLIST
`)
})

test('the initialisation segment stands before the first key, and a key only where it changes', () => {
  const segments = [
    { uri: 'm.mp4', duration: 1, range: { offset: 9, length: 5 }, key: key('k0') },
    { uri: 'm.mp4', duration: 1, range: { offset: 14, length: 5 }, key: key('k0') },
    { uri: 'm.mp4', duration: 1, range: { offset: 19, length: 5 }, key: key('k1', '00') },
  ]
  const init = { uri: 'm.mp4', range: { offset: 0, length: 9 } }
  expect(mediaPlaylist({ segments, init }).split('\n').slice(5)).toEqual([
    '#EXT-X-MAP:URI="m.mp4",BYTERANGE="9@0"',
    ...['#EXT-X-KEY:METHOD=AES-128,URI="k0"', '#EXTINF:1.000000,', '#EXT-X-BYTERANGE:5@9', 'm.mp4'],
    ...['#EXTINF:1.000000,', '#EXT-X-BYTERANGE:5@14', 'm.mp4'],
    ...['#EXT-X-KEY:METHOD=AES-128,URI="k1",IV=0x00', '#EXTINF:1.000000,', '#EXT-X-BYTERANGE:5@19', 'm.mp4'],
    ...['#EXT-X-ENDLIST', ''],
  ])
})

test.each([
  [{ segments: [{ uri: 'a', duration: 1 }] }, 3],
  [{ segments: [{ uri: 'a', duration: 1, range: { offset: 0, length: 1 } }] }, 4],
  [{ segments: [], iFramesOnly: true }, 4],
  [{ segments: [], iFramesOnly: true, init: { uri: 'i' } }, 5],
  [{ segments: [], init: { uri: 'i' } }, 7],
])('the version is the lowest that knows what is said: %j', (facts, version) => {
  expect(mediaPlaylist(facts)).toContain(`#EXT-X-VERSION:${version}\n`)
})
