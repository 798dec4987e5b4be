import { describe, expect, it } from 'vitest'
import type { Destination } from '../domain/destination.ts'
import type { MediaInfo } from '../domain/media-info.ts'
import type { StreamSpec } from '../domain/output-spec.ts'
import { bytes, seconds } from '../domain/units.ts'
import type { VerifiedPart } from '../media/verified.ts'
import type { Placed } from './lay-out.ts'
import { layOutStream } from './lay-out-stream.ts'

const spec = (more: Partial<StreamSpec>): StreamSpec => ({
  kind: 'stream',
  protocol: 'hls',
  segmentFormat: 'ts',
  segmentDuration: seconds(4),
  master: true,
  renditions: [],
  audioPlacement: 'muxed',
  ...more,
})
const media = {
  video: [
    {
      width: 640,
      height: 360,
      frameRate: { num: 25, den: 1 },
      codecString: 'avc1.64001e',
      color: {},
      hdr: 'sdr',
    },
  ],
  audio: [],
} as unknown as MediaInfo
const part = (name: string, segments: number, init = false): VerifiedPart =>
  ({
    part: {
      ...{ role: 'rendition', name, path: `o0/${name}/index.m3u8`, audioOnly: false, aligned: true },
      segmentFormat: init ? 'fmp4' : 'ts',
    },
    media,
    targetDuration: 4,
    measured: {
      codecs: ['avc1.640015'],
      tracks: init ? [{ id: 1, type: 'video', timescale: 1000, shift: 0 }] : [],
      segments: Array.from({ length: segments }, (_, i) => ({
        ...(init && { span: { start: i * 4000, duration: 4000 } }),
        keyFrame: { offset: 20, length: 100 },
      })),
    },
    files: [
      { path: `o0/${name}/index.m3u8`, role: 'playlist', size: bytes(1) },
      ...(init ? [{ path: `o0/${name}/init.mp4`, role: 'init', size: bytes(7) }] : []),
      ...Array.from({ length: segments }, (_, i) => ({
        ...{ path: `o0/${name}/s0000${i}`, role: 'segment', duration: 4, size: bytes(1000 * (i + 1)) },
      })),
    ],
  }) as unknown as VerifiedPart
const lay = (destination: Omit<Destination, 'bucket'>, more: Partial<StreamSpec>, parts: VerifiedPart[]) =>
  layOutStream({ bucket: 'b', ...destination }, spec(more), parts, '')
const textOf = (files: readonly Placed[], key: string): string => {
  const file = files.find((f) => f.key === key)
  return file && 'text' in file ? String(file.text) : ''
}

describe('layOutStream', () => {
  it('puts segments before playlists, and the multivariant playlist last', async () => {
    const { files } = await lay({ key: 'a/master.m3u8' }, {}, [part('720p', 2), part('360p', 2)])
    expect(files.map(({ key }) => key)).toEqual([
      ...['a/720p/00000.ts', 'a/720p/00001.ts', 'a/360p/00000.ts', 'a/360p/00001.ts'],
      ...['a/720p/index.m3u8', 'a/360p/index.m3u8', 'a/master.m3u8'],
    ])
    expect(files.at(-1)).toMatchObject({ role: 'master', text: expect.stringContaining('720p/index.m3u8') })
  })

  it('names segments as the destination says, and says the same in the playlist, percent-encoded', async () => {
    const numbers = { initial: 2, increment: 3, minLength: 3, pad: '0' }
    const parts = { segment: 'deep dir/ü_{number}.ts', numbers }
    const { files } = await lay({ key: 'x/out.m3u8', parts }, { master: false }, [part('only', 2)])
    expect(files.map(({ key }) => key)).toEqual(['x/deep dir/ü_002.ts', 'x/deep dir/ü_005.ts', 'x/out.m3u8'])
    expect(files.at(-1)).toMatchObject({ text: expect.stringContaining('deep%20dir/%C3%BC_002.ts\n') })
  })

  it('gives the initialisation segment a name of the same pattern', async () => {
    const { files } = await lay({ key: 'out.m3u8' }, { master: false, segmentFormat: 'fmp4' }, [
      part('only', 2, true),
    ])
    expect(files.map(({ key, role }) => [role, key])).toEqual([
      ['init', 'init.mp4'],
      ['segment', '00000.m4s'],
      ['segment', '00001.m4s'],
      ['playlist', 'out.m3u8'],
    ])
    expect(files.at(-1)).toMatchObject({ text: expect.stringContaining('URI="init.mp4"') })
  })

  it('tells of each rendition what was measured', async () => {
    const { facts } = await lay({ key: 'a/master.m3u8' }, {}, [part('720p', 2)])
    expect(facts.renditions).toEqual([
      {
        ...{ name: '720p', key: 'a/720p/index.m3u8', segments: 2 },
        ...{ averageBitrate: 3000, peakBitrate: 4000, media: { ...media, bitrate: 3000 } },
      },
    ])
  })

  it('names the same files in both manifests, and the one asked for is last', async () => {
    const both = { protocol: 'hls+dash', segmentFormat: 'fmp4' } as const
    const { files } = await lay({ key: 'a/film.m3u8' }, both, [part('720p', 2, true), part('360p', 2, true)])
    expect(files.map(({ role, key }) => [role, key]).slice(-4)).toEqual([
      ['playlist', 'a/720p/index.m3u8'],
      ['playlist', 'a/360p/index.m3u8'],
      ['manifest', 'a/film.mpd'],
      ['master', 'a/film.m3u8'],
    ])
    const mpd = textOf(files, 'a/film.mpd')
    expect(mpd).toContain('initialization="720p/init.mp4" media="720p/$Number%05d$.m4s" startNumber="0"')
    expect(mpd).toContain('<S t="0" d="4000" r="1"/>')
    expect(mpd).toContain('mediaPresentationDuration="PT8S"')
    expect(mpd).toContain('codecs="avc1.640015"')
  })

  it('with DASH alone there is no playlist, and names that no template can say are listed', async () => {
    const dash = { protocol: 'dash', segmentFormat: 'fmp4' } as const
    const parts = { numbers: { initial: 2, increment: 3, minLength: 3, pad: '0' } }
    const { files } = await lay({ key: 'x/m.mpd', parts }, dash, [part('v $', 2, true)])
    expect(files.map(({ key }) => key)).toEqual([
      ...['x/v $/init.mp4', 'x/v $/002.m4s', 'x/v $/005.m4s', 'x/m.mpd'],
    ])
    const mpd = textOf(files, 'x/m.mpd')
    expect(mpd).toContain('<Initialization sourceURL="v%20%24/init.mp4"/>')
    expect(mpd).toContain('<SegmentURL media="v%20%24/005.m4s"/>')
  })

  it('points a playlist of key frames into the segments, and the entry playlist at it', async () => {
    const { files } = await lay({ key: 'a/master.m3u8' }, { iFrames: true }, [part('720p', 2)])
    expect(textOf(files, 'a/720p/index-iframes.m3u8')).toContain(
      '#EXTINF:4.000000,\n#EXT-X-BYTERANGE:100@20\n00001.ts\n',
    )
    expect(textOf(files, 'a/master.m3u8')).toContain(
      'CODECS="avc1.640015",RESOLUTION=640x360,URI="720p/index-iframes.m3u8"',
    )
  })
})
