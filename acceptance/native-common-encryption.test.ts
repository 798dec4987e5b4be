import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseMpd, readPlaylist } from './support/manifest-readers.ts'
import { decodedStreams, decodeErrors, ffmpeg, makeClip } from './support/media.ts'
import { type Loose, NativeClient, objectPath } from './support/native.ts'
import { missingParts } from './support/playlists.ts'
import { type RunningServer, startServer } from './support/server.ts'

// Streams whose samples are encrypted, opened by FFmpeg over HTTP: with the key, with another one, and with none.

const SECONDS = 3
const FRAMES = SECONDS * 25
const GIVEN = '00112233445566778899aabbccddeeff'
const KEY_ID = 'a0a1a2a3a4a5a6a7a8a9aaabacadaeaf'
const STREAM = {
  ...{ kind: 'stream', protocol: 'hls+dash', segmentDuration: 1 },
  audio: { codec: 'aac', bitrate: 64_000 },
  renditions: [
    ['high', 'h264', 180],
    ['low', 'hevc', 90],
  ].map(([name, codec, height]) => ({
    name,
    video: { codec, rate: { mode: 'crf', crf: 24 }, size: { height }, speed: 'ultrafast' },
  })),
}
const OUTPUTS: Readonly<Record<string, object>> = {
  clear: STREAM,
  counted: { ...STREAM, iFrames: true, encryption: { method: 'cenc' } },
  chained: {
    ...{ ...STREAM, segmentFiles: 'joined' },
    encryption: {
      ...{ method: 'sample-aes', keyId: KEY_ID },
      keys: { from: 'given', given: [{ key: GIVEN, uri: 'mine.key' }] },
    },
  },
}

let server: RunningServer
let client: NativeClient
let folder: string
let task: Loose

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pentode-cenc-'))
  const [running, clip] = await Promise.all([startServer(), makeClip({ seconds: SECONDS, size: '320x180' })])
  server = running
  client = new NativeClient(server)
  await client.makeBuckets('media', 'outputs')
  await client.put('media', 'film.mp4', clip)
  for (const name of ['high', 'low', 'audio'])
    await client.put('outputs', `chained/${name}/mine.key`, Buffer.from(GIVEN, 'hex'))
  const id = await client.submit(
    { bucket: 'media', key: 'film.mp4' },
    Object.entries(OUTPUTS).map(([name, spec]) => ({
      ...{ name, spec, to: { bucket: 'outputs', key: `${name}/film.m3u8` } },
    })),
  )
  task = await client.finished(id)
})
afterAll(async () => {
  await server?.[Symbol.asyncDispose]()
  if (folder) await rm(folder, { recursive: true, force: true })
})

const text = async (key: string): Promise<string> => (await client.bytes('outputs', key)).toString()

const played = (key: string, ...options: readonly string[]) =>
  decodedStreams(server.url + objectPath('outputs', key), client, ...options)
const complaints = (key: string, secret: string) =>
  decodeErrors(
    server.url + objectPath('outputs', key),
    ...['-headers', `Authorization: ${client.authorization}\r\n`, '-cenc_decryption_key', secret],
  )

/** FFmpeg ends a DASH presentation with its first stream that ends, so that the clear one is the measure. */
const everything = () => played('clear/film.mpd')

test('the streams were made, and everything their playlists name is there', async () => {
  expect(task.outputs.map((o: Loose) => [o.name, o.status, o.problem?.message])).toEqual(
    Object.keys(OUTPUTS).map((name) => [name, 'succeeded', undefined]),
  )
  expect(await missingParts(client, 'outputs', await client.keys('outputs'))).toEqual([])
})

describe('cenc', () => {
  test('FFmpeg plays the MPD with the published key, and nothing without it', async () => {
    const key = await client.bytes('outputs', 'counted/keys/0.key')
    expect(key).toHaveLength(16)
    expect(await played('counted/film.mpd', '-cenc_decryption_key', key.toString('hex'))).toEqual(
      await everything(),
    )
    expect(await complaints('counted/film.mpd', key.toString('hex'))).toBe('')
    expect(await complaints('counted/film.mpd', KEY_ID)).not.toBe('')
  })

  test('the manifests say scheme and key', async () => {
    const mpd = await text('counted/film.mpd')
    expect(mpd.match(/value="cenc" cenc:default_KID="[0-9a-f-]{36}"/g)).toHaveLength(3)
    expect(parseMpd(mpd, { manifestUri: 'http://x/film.mpd' }).playlists).toHaveLength(2)
    expect(await text('counted/high/index.m3u8')).toContain(
      '#EXT-X-KEY:METHOD=SAMPLE-AES-CTR,URI="../keys/0.key"\n',
    )
  })

  test('each range of a key frame is one picture that opens alone', async () => {
    const key = await client.bytes('outputs', 'counted/keys/0.key')
    const init = await client.bytes('outputs', 'counted/high/init.mp4')
    const list = readPlaylist(await text('counted/high/index-iframes.m3u8'))
    expect(list.segments).toHaveLength(SECONDS)
    for (const { uri, byterange: { offset, length } = { offset: 0, length: 0 } } of list.segments) {
      const segment = await client.bytes('outputs', `counted/high/${uri}`)
      const file = join(folder, uri)
      await writeFile(file, Buffer.concat([init, segment.subarray(offset, offset + length)]))
      const first = ['-map', '0:v', '-frames:v', '1', '-f', 'framemd5']
      await ffmpeg('-decryption_key', key.toString('hex'), '-i', file, ...first, `${file}.md5`)
      await ffmpeg('-i', await clearPiece(uri), ...first, `${file}.clear.md5`)
      expect(picture(await readFile(`${file}.md5`, 'utf8'))).toBe(
        picture(await readFile(`${file}.clear.md5`, 'utf8')),
      )
    }
  })
})

/** The same segment of the stream that is not encrypted; the encoder says the same thing twice. */
const clearPiece = async (uri: string): Promise<string> => {
  const file = join(folder, `clear-${uri}`)
  const parts = ['init.mp4', uri].map((name) => client.bytes('outputs', `clear/high/${name}`))
  await writeFile(file, Buffer.concat(await Promise.all(parts)))
  return file
}
const picture = (md5: string): string | undefined => /[0-9a-f]{32}$/m.exec(md5)?.[0]

describe('SAMPLE-AES', () => {
  test('FFmpeg plays both manifests with the given key', async () => {
    expect(await played('chained/film.m3u8')).toEqual({ frames: [FRAMES, FRAMES], sounds: 1 })
    expect(await played('chained/film.mpd', '-cenc_decryption_key', GIVEN)).toEqual(await everything())
    expect(await text('chained/high/index.m3u8')).toContain('#EXT-X-KEY:METHOD=SAMPLE-AES,URI="mine.key"\n')
    expect(await text('chained/film.mpd')).toContain(
      'value="cbcs" cenc:default_KID="a0a1a2a3-a4a5-a6a7-a8a9-aaabacadaeaf"',
    )
  })

  test('the given key is seen nowhere', async () => {
    const shown = JSON.stringify([task, await client.ok('GET', `/api/v1/tasks/${task.id}/attempts`)])
    expect(shown).toContain('mine.key')
    expect(shown.toLowerCase()).not.toContain(GIVEN)
  })
})
