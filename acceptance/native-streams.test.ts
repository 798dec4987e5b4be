import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseMpd, readPlaylist } from './support/manifest-readers.ts'
import { decodedStreams, ffmpeg, probe } from './support/media.ts'
import { type Loose, NativeClient, objectPath } from './support/native.ts'
import { missingParts } from './support/playlists.ts'
import { type RunningServer, startServer } from './support/server.ts'

// Streams as a player meets them: FFmpeg reads the entry playlist or the MPD over HTTP from the running server.

const run = promisify(execFile)
const SECONDS = 4
const FRAMES = SECONDS * 25
const h264 = (width: number, height: number) => ({
  ...{ codec: 'h264', rate: { mode: 'crf', crf: 30 }, size: { width, height }, speed: 'ultrafast' },
})
const LADDER = {
  kind: 'stream',
  segmentDuration: 1,
  audio: { codec: 'aac', bitrate: 64_000 },
  renditions: [
    { name: 'high', video: h264(320, 180) },
    { name: 'low', video: h264(160, 90) },
  ],
}
const GIVEN = '00112233445566778899aabbccddeeff'
const OUTPUTS: Readonly<Record<string, object>> = {
  cmaf: { ...LADDER, protocol: 'hls+dash', audioTracks: 'all', subtitles: 'all', iFrames: true },
  dash: { ...LADDER, protocol: 'dash', audioTracks: 'all' },
  joined: { ...LADDER, protocol: 'hls+dash', segmentFiles: 'joined', audioTracks: [{ language: 'de' }] },
  ranges: {
    ...LADDER,
    segmentFormat: 'ts',
    segmentFiles: 'joined',
    subtitles: [{ language: 'en' }],
    iFrames: true,
  },
  locked: { ...LADDER, segmentFormat: 'ts', encryption: { method: 'aes-128', rotateEvery: 2 } },
  lockedFmp4: {
    ...LADDER,
    audioPlacement: 'separate',
    encryption: {
      keys: { from: 'given', given: [{ key: GIVEN, uri: 'mine.key' }] },
      iv: 'ffeeddccbbaa99887766554433221100',
    },
  },
}

let server: RunningServer
let client: NativeClient
let folder: string
let task: Loose

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pentode-streams-'))
  const [running, clip] = await Promise.all([startServer(), makeSource()])
  server = running
  client = new NativeClient(server)
  await client.makeBuckets('media', 'outputs')
  await client.put('media', 'film.mkv', clip)

  for (const name of ['high', 'low', 'audio'])
    await client.put('outputs', `lockedFmp4/${name}/mine.key`, Buffer.from(GIVEN, 'hex'))
  const id = await client.submit(
    { bucket: 'media', key: 'film.mkv' },
    Object.entries(OUTPUTS).map(([name, spec]) => ({
      ...{ name, spec, to: { bucket: 'outputs', key: `${name}/film.${name === 'dash' ? 'mpd' : 'm3u8'}` } },
    })),
  )
  task = await client.finished(id)
})
afterAll(async () => {
  await server?.[Symbol.asyncDispose]()
  if (folder) await rm(folder, { recursive: true, force: true })
})

/** A film with two sounds of different pitch and subtitles in two languages. */
const makeSource = async (): Promise<Buffer> => {
  const cues = (word: string) =>
    `1\n00:00:00,500 --> 00:00:01,500\n${word} one\n\n2\n00:00:02,200 --> 00:00:02,800\n${word} two\n`
  await writeFile(join(folder, 'en.srt'), cues('line'))
  await writeFile(join(folder, 'de.srt'), cues('Zeile'))
  const file = join(folder, 'film.mkv')
  await ffmpeg(
    ...['-f', 'lavfi', '-i', `testsrc2=s=640x360:r=25:d=${SECONDS},format=yuv420p`],
    ...[
      '-f',
      'lavfi',
      '-i',
      `sine=440:r=48000:d=${SECONDS}`,
      '-f',
      'lavfi',
      '-i',
      `sine=880:r=48000:d=${SECONDS}`,
    ],
    ...['-i', join(folder, 'en.srt'), '-i', join(folder, 'de.srt')],
    ...['-map', '0', '-map', '1', '-map', '2', '-map', '3', '-map', '4'],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-c:a', 'aac', '-ac', '2', '-c:s', 'srt'],
    ...['-metadata:s:a:0', 'language=eng', '-metadata:s:a:1', 'language=ger'],
    ...['-metadata:s:s:0', 'language=eng', '-metadata:s:s:1', 'language=ger', file],
  )
  return readFile(file)
}

const text = async (key: string): Promise<string> => (await client.bytes('outputs', key)).toString()

const played = (key: string) => decodedStreams(server.url + objectPath('outputs', key), client)

test('all streams were made, and everything their playlists name is there', async () => {
  expect(task.outputs.map((o: Loose) => [o.name, o.status, o.problem?.message])).toEqual(
    Object.keys(OUTPUTS).map((name) => [name, 'succeeded', undefined]),
  )
  expect(await missingParts(client, 'outputs', await client.keys('outputs'))).toEqual([])
})

describe('one set of segments for HLS and DASH', () => {
  test('the playlists play, every rendition with every frame, every sound', async () => {
    expect(await played('cmaf/film.m3u8')).toEqual({ frames: [FRAMES, FRAMES], sounds: 2 })
  })

  // FFmpeg ends a DASH presentation with its first stream that ends, so that this one has no subtitles.
  test('DASH alone plays as well, without any playlist', async () => {
    expect(await played('dash/film.mpd')).toEqual({ frames: [FRAMES, FRAMES], sounds: 2 })
    expect((await client.keys('outputs', 'dash/')).filter((key) => key.endsWith('.m3u8'))).toEqual([])
  })

  test('joined, it is one file a rendition, and both manifests read it by byte ranges', async () => {
    expect(await played('joined/film.m3u8')).toEqual({ frames: [FRAMES, FRAMES], sounds: 1 })
    expect(await played('joined/film.mpd')).toEqual({ frames: [FRAMES, FRAMES], sounds: 1 })
    expect(await client.keys('outputs', 'joined/high/')).toEqual([
      'joined/high/index.m3u8',
      'joined/high/media.mp4',
    ])
  })

  test('other readers find the same segments in the MPD as in the playlists', async () => {
    const mpd = parseMpd(await text('cmaf/film.mpd'), { manifestUri: 'http://x/cmaf/film.mpd' })
    expect(mpd.duration).toBeCloseTo(SECONDS, 1)
    expect(mpd.playlists.map((p) => [p.attributes.NAME, p.attributes.RESOLUTION?.height])).toEqual([
      ['high', 180],
      ['low', 90],
    ])
    for (const playlist of mpd.playlists) {
      const uris = playlist.segments.map((segment) => new URL(segment.resolvedUri ?? '').pathname.slice(1))
      const media = readPlaylist(await text(`cmaf/${playlist.attributes.NAME}/index.m3u8`))
      expect(uris).toEqual(media.segments.map(({ uri }) => `cmaf/${playlist.attributes.NAME}/${uri}`))
    }
    const sounds = Object.values(mpd.mediaGroups.AUDIO.audio ?? {})
    expect(sounds.map(({ language, default: main }) => [language, main])).toEqual([
      ['en', true],
      ['de', false],
    ])
    expect(Object.values(mpd.mediaGroups.SUBTITLES.subs ?? {}).map(({ language }) => language)).toEqual([
      'en',
      'de',
    ])
  })
})

describe('the HLS entry playlist', () => {
  test('says what a player chooses by', async () => {
    const { playlists = [], mediaGroups } = readPlaylist(await text('cmaf/film.m3u8'))
    expect(playlists[0]?.attributes).toMatchObject({
      ...{ RESOLUTION: { width: 320, height: 180 }, 'FRAME-RATE': 25, CODECS: 'avc1.42c00c,mp4a.40.2' },
      ...{ AUDIO: 'audio', SUBTITLES: 'subtitles', 'CLOSED-CAPTIONS': 'NONE' },
    })
    expect(
      Object.entries(mediaGroups?.AUDIO.audio ?? {}).map(([name, m]) => [name, m.language, m.default]),
    ).toEqual([
      ['English', 'en', true],
      ['Deutsch', 'de', false],
    ])
  })

  test('its bandwidth is the peak over segments, of picture and sound together', async () => {
    const { playlists = [] } = readPlaylist(await text('cmaf/film.m3u8'))
    const peak = async (name: string) => {
      const { segments } = readPlaylist(await text(`cmaf/${name}/index.m3u8`))
      const rates = await Promise.all(
        segments
          .filter((s) => s.duration > 0.5)
          .map(
            async ({ uri, duration }) =>
              ((await client.bytes('outputs', `cmaf/${name}/${uri}`)).length * 8) / duration,
          ),
      )
      return Math.max(...rates)
    }
    const both = (await peak('high')) + Math.max(await peak('audio-en'), await peak('audio-de'))
    const said = playlists[0]?.attributes.BANDWIDTH ?? 0
    // A short last segment counts together with the one before.
    expect(said / both).toBeGreaterThan(0.999)
    expect(said / both).toBeLessThan(1.02)
  })
})

describe('subtitles', () => {
  test('stand in segments as long as those of the picture, each cue where it is shown', async () => {
    const list = readPlaylist(await text('cmaf/subtitles-de/index.m3u8'))
    expect(list.segments.map((s) => Math.round(s.duration))).toEqual([1, 1, 1, 1])
    const cues = await Promise.all(list.segments.map(({ uri }) => text(`cmaf/subtitles-de/${uri}`)))
    expect(cues.map((c) => [...c.matchAll(/Zeile \w+/g)].join(' '))).toEqual([
      'Zeile one',
      'Zeile one',
      'Zeile two',
      '',
    ])
    expect(cues[0]).toContain('X-TIMESTAMP-MAP=MPEGTS:0,LOCAL:00:00:00.000')
  })

  test('beside MPEG-TS they say its clock', async () => {
    const [, mpegts = ''] = /MPEGTS:(\d+)/.exec(await text('ranges/subtitles/00000.vtt')) ?? []
    const file = join(folder, 'first.ts')
    await writeFile(file, await client.bytes('outputs', 'ranges/high/media.ts'))
    const { video } = await probe(file)
    // The source's picture begins within a frame of zero.
    expect(Math.abs(Number(mpegts) / 90_000 - Number(video.start_time))).toBeLessThan(0.045)
  })
})

describe('key frames for winding', () => {
  test.each(['cmaf', 'ranges'])('each range of %s is one picture that decodes alone', async (name) => {
    const key = `${name}/high/index-iframes.m3u8`
    const list = readPlaylist(await text(key))
    expect(list.iFramesOnly).toBe(true)
    expect(list.segments).toHaveLength(SECONDS)
    for (const { uri, byterange, map } of list.segments) {
      const piece = async (of: string, range: { offset: number; length: number } | undefined) => {
        const all = await client.bytes('outputs', `${name}/high/${of}`)
        return range ? all.subarray(range.offset, range.offset + range.length) : all
      }
      const file = join(folder, `key-${name}`)
      const init = map ? await piece(map.uri, map.byterange) : Buffer.alloc(0)
      await writeFile(file, Buffer.concat([init, await piece(uri, byterange)]))
      const { stderr } = await run('ffmpeg', [
        ...[
          '-v',
          'info',
          '-nostdin',
          '-i',
          file,
          '-map',
          '0:v',
          '-frames:v',
          '1',
          '-vf',
          'showinfo',
          '-f',
          'null',
          '-',
        ],
      ])
      expect(stderr).toContain('type:I')
    }
  })
})

describe('encrypted segments', () => {
  test('a generated key that changes is published, and FFmpeg decrypts with what the playlist names', async () => {
    expect(await played('locked/film.m3u8')).toEqual({ frames: [FRAMES, FRAMES], sounds: 2 })
    expect(await client.keys('outputs', 'locked/keys/')).toEqual(['locked/keys/0.key', 'locked/keys/1.key'])
    expect((await text('locked/high/index.m3u8')).match(/URI="[^"]*"/g)).toEqual([
      'URI="../keys/0.key"',
      'URI="../keys/1.key"',
    ])
    const segment = await client.bytes('outputs', 'locked/high/00000.ts')
    expect(segment[0]).not.toBe(0x47)
  })

  test('a given key decrypts fMP4, and is seen nowhere', async () => {
    expect(await played('lockedFmp4/film.m3u8')).toEqual({ frames: [FRAMES, FRAMES], sounds: 1 })
    expect(await text('lockedFmp4/high/index.m3u8')).toContain(
      '#EXT-X-MAP:URI="init.mp4"\n#EXT-X-KEY:METHOD=AES-128,URI="mine.key",IV=0xffeeddccbbaa99887766554433221100\n',
    )
    const shown = JSON.stringify([task, await client.ok('GET', `/api/v1/tasks/${task.id}/attempts`)])
    expect(shown).toContain('mine.key')
    expect(shown.toLowerCase()).not.toContain(GIVEN)
    const plan = await client.ok('POST', '/api/v1/plans', {
      source: { bucket: 'media', key: 'film.mkv' },
      outputs: [{ name: 'o', spec: OUTPUTS.lockedFmp4 }],
    })
    expect(JSON.stringify(plan).toLowerCase()).not.toContain(GIVEN)
  })
})
