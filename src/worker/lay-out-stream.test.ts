import { describe, expect, it } from 'vitest'
import type { Destination } from '../domain/destination.ts'
import type { MediaInfo } from '../domain/media-info.ts'
import type { StreamSpec } from '../domain/output-spec.ts'
import { bps, bytes, seconds } from '../domain/units.ts'
import type { VerifiedPart } from '../media/verified.ts'
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
  video: [{ width: 640, height: 360, frameRate: { num: 25, den: 1 }, codecString: 'avc1.64001e' }],
  audio: [],
} as unknown as MediaInfo
const part = (name: string, segments: number, init = false): VerifiedPart =>
  ({
    part: {
      role: 'rendition',
      name,
      path: `o0/${name}/index.m3u8`,
      segmentFormat: init ? 'fmp4' : 'ts',
      audioOnly: false,
    },
    media,
    averageBitrate: bps(1000),
    peakBitrate: bps(2000),
    files: [
      { path: `o0/${name}/index.m3u8`, role: 'playlist', size: bytes(1) },
      ...(init ? [{ path: `o0/${name}/init.mp4`, role: 'init', size: bytes(7) }] : []),
      ...Array.from({ length: segments }, (_, i) => ({
        path: `o0/${name}/s0000${i}`,
        role: 'segment',
        size: bytes(10 + i),
      })),
    ],
  }) as unknown as VerifiedPart
const playlist = (init: boolean) =>
  `#EXTM3U\n${init ? '#EXT-X-MAP:URI="init.mp4"\n' : ''}#EXTINF:4,\ns00000\n#EXTINF:2,\ns00001\n#EXT-X-ENDLIST\n`
const lay = (
  destination: Omit<Destination, 'bucket'>,
  more: Partial<StreamSpec>,
  parts: VerifiedPart[],
  init = false,
) => layOutStream({ bucket: 'b', ...destination }, spec(more), parts, async () => playlist(init))

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
    const { files } = await lay(
      { key: 'out.m3u8' },
      { master: false, segmentFormat: 'fmp4' },
      [part('only', 2, true)],
      true,
    )
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
      { name: '720p', key: 'a/720p/index.m3u8', media, averageBitrate: 1000, peakBitrate: 2000, segments: 2 },
    ])
  })
})
