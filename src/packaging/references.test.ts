import { expect, test } from 'vitest'
import { mpdReferences, playlistReferences } from './references.ts'

test('a playlist names segments with their ranges, initialisation segments and keys', () => {
  const text = `#EXTM3U
#EXT-X-MAP:URI="a.mp4",BYTERANGE="10@0"
#EXT-X-KEY:METHOD=AES-128,URI="k"
#EXTINF:1,
#EXT-X-BYTERANGE:5@10
a.mp4
#EXTINF:1,
b.mp4
`
  expect(playlistReferences(text)).toEqual([
    { uri: 'a.mp4', range: { offset: 0, length: 10 } },
    { uri: 'k' },
    { uri: 'a.mp4', range: { offset: 10, length: 5 } },
    { uri: 'b.mp4' },
  ])
})

test('an MPD names what its patterns come to, its lists and its files', () => {
  const text = `<BaseURL>s&amp;t.vtt</BaseURL>
<SegmentTemplate initialization="v/i.mp4" media="v/$Number%03d$.m4s" startNumber="9"><SegmentTimeline>
<S t="0" d="5" r="1"/><S t="10" d="1"/></SegmentTimeline></SegmentTemplate>
<Initialization sourceURL="i.mp4"/><SegmentURL media="m.mp4"/>
<BaseURL>a.mp4</BaseURL>
  <SegmentBase timescale="9" indexRange="10-14"><Initialization range="0-9"/></SegmentBase>`
  expect(mpdReferences(text)).toEqual([
    ...[{ uri: 'v/i.mp4' }, { uri: 'v/009.m4s' }, { uri: 'v/010.m4s' }, { uri: 'v/011.m4s' }],
    ...[{ uri: 'i.mp4' }, { uri: 'm.mp4' }, { uri: 's&t.vtt' }],
    { uri: 'a.mp4', range: { offset: 10, length: 5 } },
    { uri: 'a.mp4', range: { offset: 0, length: 10 } },
  ])
})
