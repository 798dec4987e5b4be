import { describe, expect, test } from 'vitest'
import { accessKeyId, projectId } from '../domain/ids.ts'
import { instant } from '../domain/units.ts'
import { mediaLink, openMediaLink } from './media-link.ts'

const KEY = {
  id: accessKeyId('AK.with.dots'),
  secret: 's3cret',
  project: projectId('demo'),
  createdAt: instant(0),
}
const NOW = 1_800_000_000
const gate = {
  findKey: async (id: string) => (id === KEY.id ? KEY : undefined),
  now: () => instant(NOW * 1000),
}
const read = (path: string) => {
  const [, , link = '', bucket = '', ...key] = path.split('/').map(decodeURIComponent)
  return { link, bucket, key: key.join('/') }
}
const open = async (path: string) => {
  const { link, ...place } = read(path)
  try {
    return (await openMediaLink(link, place, gate)).id
  } catch (error) {
    return (error as { problem?: { code: string } }).problem?.code ?? error
  }
}

test('a link opens what it was made for, whatever the name', async () => {
  for (const key of ['clip.mp4', 'a/b c/ü%2F#?.mp4', 'dir/master.m3u8', 'list.m3u8', 'sprites/index.vtt'])
    expect(await open(mediaLink(KEY, { bucket: 'media', key }, 0))).toBe(KEY.id)
})

describe('the link of a file', () => {
  const link = mediaLink(KEY, { bucket: 'media', key: 'dir/clip.mp4' }, 0)
  test.each([
    ['another file beside it', link.replace('clip.mp4', 'clip2.mp4')],
    ['a file below it', `${link}/x.mp4`],
    ['another bucket', link.replace('/media/dir', '/other/dir')],
    ['the name at another depth', link.replace('dir/clip.mp4', 'clip.mp4')],
    ['a depth that was not signed', link.replace('.0.0.', '.0.1.')],
    ['an expiry that was not signed', link.replace('.0.0.', '.9999999999.0.')],
  ])('does not open %s', async (_name, changed) => {
    expect(changed).not.toBe(link)
    expect(await open(changed)).toBe('signature-mismatch')
  })
})

describe('the link of a playlist', () => {
  const link = mediaLink(KEY, { bucket: 'media', key: 'films/one/master.m3u8' }, 0)
  const beside = (key: string) => link.replace('films/one/master.m3u8', key)

  test('opens what lies in its folder, however deep', async () => {
    for (const key of ['films/one/720p/00001.m4s', 'films/one/other.m3u8'])
      expect(await open(beside(key))).toBe(KEY.id)
  })
  test.each(['films/two/master.m3u8', 'films/one', 'films/x.mp4', 'master.m3u8', 'films/one2/a.ts'])(
    'does not open %s',
    async (key) => {
      expect(await open(beside(key))).toBe('signature-mismatch')
    },
  )
  test('at the top of a bucket opens itself alone', async () => {
    const top = mediaLink(KEY, { bucket: 'media', key: 'master.m3u8' }, 0)
    expect(await open(top.replace('master.m3u8', 'clip.mp4'))).toBe('signature-mismatch')
  })
})

test('a link ends at its second, and with its key', async () => {
  const place = { bucket: 'media', key: 'clip.mp4' }
  expect(await open(mediaLink(KEY, place, NOW + 1))).toBe(KEY.id)
  expect(await open(mediaLink(KEY, place, NOW))).toBe('signature-expired')
  expect(await open(mediaLink({ ...KEY, secret: 'an older one' }, place, 0))).toBe('signature-mismatch')
  expect(await open(mediaLink({ ...KEY, id: accessKeyId('gone') }, place, 0))).toBe('unknown-access-key')
})

test.each(['', 'x', 'AK.0.0.short', `AK.0.0.${'a'.repeat(44)}`, `AK.-1.0.${'a'.repeat(43)}`])(
  'what is no link: %j',
  async (link) => {
    await expect(openMediaLink(link, { bucket: 'b', key: 'k' }, gate)).rejects.toMatchObject({
      problem: { code: 'auth-malformed' },
    })
  },
)
