import { expect, test } from 'vitest'
import { bps, rational } from '../domain/units.ts'
import { type MasterRendition, masterPlaylist } from './master-playlist.ts'

const p720: MasterRendition = {
  name: '720p',
  uri: '720p/index.m3u8',
  peakBitrate: bps(2_000_000),
  averageBitrate: bps(1_500_000),
  codecs: ['avc1.64001f'],
  segmentFormat: 'fmp4',
  video: { width: 1280, height: 720, frameRate: rational(30000, 1001) },
}
const sound: MasterRendition = {
  name: 'audio',
  uri: 'audio/index.m3u8',
  peakBitrate: bps(130_000),
  averageBitrate: bps(128_000),
  codecs: ['mp4a.40.2'],
  segmentFormat: 'fmp4',
  channels: 2,
}

test('a shared sound is a group, and counts in every variant', () => {
  expect(masterPlaylist([p720, { ...p720, name: '360p', uri: '360p/index.m3u8' }, sound])).toBe(`#EXTM3U
#EXT-X-VERSION:7
#EXT-X-INDEPENDENT-SEGMENTS
#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="audio",NAME="audio",DEFAULT=YES,AUTOSELECT=YES,CHANNELS="2",URI="audio/index.m3u8"
#EXT-X-STREAM-INF:BANDWIDTH=2130000,AVERAGE-BANDWIDTH=1628000,CODECS="avc1.64001f,mp4a.40.2",RESOLUTION=1280x720,FRAME-RATE=29.970,AUDIO="audio",CLOSED-CAPTIONS=NONE
720p/index.m3u8
#EXT-X-STREAM-INF:BANDWIDTH=2130000,AVERAGE-BANDWIDTH=1628000,CODECS="avc1.64001f,mp4a.40.2",RESOLUTION=1280x720,FRAME-RATE=29.970,AUDIO="audio",CLOSED-CAPTIONS=NONE
360p/index.m3u8
`)
})

test('muxed sound needs no group; sound alone is a variant', () => {
  const muxed = masterPlaylist([{ ...p720, segmentFormat: 'ts', codecs: ['avc1.64001f', 'mp4a.40.2'] }])
  expect(muxed).toBe(`#EXTM3U
#EXT-X-VERSION:4
#EXT-X-INDEPENDENT-SEGMENTS
#EXT-X-STREAM-INF:BANDWIDTH=2000000,AVERAGE-BANDWIDTH=1500000,CODECS="avc1.64001f,mp4a.40.2",RESOLUTION=1280x720,FRAME-RATE=29.970,CLOSED-CAPTIONS=NONE
720p/index.m3u8
`)
  expect(masterPlaylist([sound])).toContain(
    '#EXT-X-STREAM-INF:BANDWIDTH=130000,AVERAGE-BANDWIDTH=128000,CODECS="mp4a.40.2"\naudio/index.m3u8\n',
  )
})

test('with one codec unknown, none is claimed', () => {
  expect(masterPlaylist([{ ...p720, codecs: ['avc1.64001f', undefined] }])).not.toContain('CODECS')
})

test('groups may have other names; a default is always selectable, forced subtitles are said to be', () => {
  const track = { language: 'de', title: 'Deutsch', autoSelect: false }
  const text = masterPlaylist(
    [
      p720,
      { ...sound, track: { ...track, default: true } },
      { ...sound, track: { ...track, default: false } },
    ],
    [{ ...track, default: false, forced: true, uri: 's.m3u8' }],
    { audio: 'snd', subtitles: 'txt' },
  )
  expect(text.match(/GROUP-ID="\w+"|DEFAULT=\w+,AUTOSELECT=\w+|FORCED=\w+/g)).toEqual([
    ...['GROUP-ID="snd"', 'DEFAULT=YES,AUTOSELECT=YES', 'GROUP-ID="snd"', 'DEFAULT=NO,AUTOSELECT=NO'],
    ...['GROUP-ID="txt"', 'DEFAULT=NO,AUTOSELECT=NO', 'FORCED=YES'],
  ])
  expect(text).toContain('AUDIO="snd",SUBTITLES="txt"')
})
