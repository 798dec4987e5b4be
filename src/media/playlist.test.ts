import { expect, test } from 'vitest'
import { bps } from '../domain/units.ts'
import { averageBitrate, peakBitrate } from './bitrate.ts'
import { parseMediaPlaylist, renameSegments } from './playlist.ts'

const TEXT = `#EXTM3U
#EXT-X-VERSION:7
#EXT-X-TARGETDURATION:4
#EXT-X-MEDIA-SEQUENCE:0
#EXT-X-PLAYLIST-TYPE:VOD
#EXT-X-MAP:URI="init.mp4"
#EXTINF:4.000000,
00000.m4s
#EXTINF:1.500000,a title
00001.m4s
#EXT-X-ENDLIST
`

test('segments, their durations, init segment and end are read', () => {
  expect(parseMediaPlaylist(TEXT)).toEqual({
    segments: [
      { uri: '00000.m4s', duration: 4 },
      { uri: '00001.m4s', duration: 1.5 },
    ],
    init: 'init.mp4',
    ended: true,
    targetDuration: 4,
  })
  expect(parseMediaPlaylist(TEXT.replaceAll('\n', '\r\n')).segments).toHaveLength(2)
  expect(parseMediaPlaylist(TEXT.replace('#EXT-X-ENDLIST\n', '')).ended).toBe(false)
})

test('what is no media playlist is refused', () => {
  expect(() => parseMediaPlaylist('hello')).toThrow('no #EXTM3U')
  expect(() => parseMediaPlaylist('#EXTM3U\nseg.ts\n')).toThrow('without a duration')
})

test('other names go in, the rest stays letter by letter', () => {
  const renamed = renameSegments(TEXT, { init: 'i$&.mp4', segment: (i) => `part-${i + 1}.m4s` })
  expect(renamed).toBe(
    TEXT.replace('init.mp4', () => 'i$&.mp4')
      .replace('00000.', 'part-1.')
      .replace('00001.', 'part-2.'),
  )
  expect(renameSegments(TEXT, { segment: (i) => `${i}.m4s` })).toContain('URI="init.mp4"')
})

test('bitrates: all bits over all time, and the worst run of about a target duration', () => {
  const segments = [
    { size: 1000, duration: 4 },
    { size: 4000, duration: 4 },
    { size: 500, duration: 0.1 },
  ]
  expect(averageBitrate(segments)).toBe(bps(Math.ceil(44000 / 8.1)))
  // The tail is too short to count alone, but counts with the segment before it.
  expect(peakBitrate(segments, 4)).toBe(bps(Math.ceil(36000 / 4.1)))
  expect(peakBitrate([{ size: 100, duration: 1 }], 4)).toBe(bps(800))
  expect(averageBitrate([])).toBe(bps(0))
})
