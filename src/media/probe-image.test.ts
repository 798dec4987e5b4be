import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DomainError } from '../domain/problem.ts'
import { ffmpeg, temporaryFolder } from '../testing/clips.ts'
import { testProber } from '../testing/prober.ts'
import { sniffImage } from './sniff-image.ts'

let folder: Awaited<ReturnType<typeof temporaryFolder>>
const picture = ['-f', 'lavfi', '-i', 'testsrc=s=64x48:r=5:d=1']
beforeAll(async () => {
  folder = await temporaryFolder()
  const make = (...args: string[]) => ffmpeg(folder.path, ...picture, ...args)
  await make('-f', 'apng', 'moving.png')
  await make('moving.gif')
  for (const name of ['still.png', 'still.jpg', 'still.webp']) await make('-frames:v', '1', name)
  await make('-loop', '0', 'moving.webp')
  const png = await readFile(at('still.png'))
  await writeFile(at('cut.png'), png.subarray(0, 200))
  await writeFile(at('playlist.png'), '#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n')
  await writeFile(at('picture.svg'), '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
  await writeFile(
    at('bomb.gif'),
    Buffer.from(
      'GIF89a\x80\x3e\x80\x3e\0\0\0\0\0\xff\xff\xff,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;',
      'latin1',
    ),
  )
})
afterAll(() => folder[Symbol.asyncDispose]())
const at = (name: string): string => join(folder.path, name)

test('stills and moving images are told by what they hold', async () => {
  const prober = await testProber()
  const look = async (name: string) => {
    const { format, width, height, frames, duration } = await prober.probeImage(at(name))
    return `${format} ${width}x${height} ${frames} ${duration}`
  }
  expect(await Promise.all(['still.png', 'still.jpg', 'still.webp'].map(look))).toEqual([
    'png 64x48 1 0',
    'jpeg 64x48 1 0',
    'webp 64x48 1 0',
  ])
  expect(await Promise.all(['moving.png', 'moving.gif'].map(look))).toEqual([
    'apng 64x48 5 1',
    'gif 64x48 5 1',
  ])
})

test.each([
  ['moving.webp', 'source-unsupported'],
  ['playlist.png', 'source-unsupported'],
  ['picture.svg', 'source-unsupported'],
  ['cut.png', 'source-unreadable'],
  ['bomb.gif', 'source-too-large'],
  ['nothing.png', 'source-not-found'],
])('%s is refused as %s', async (name, code) => {
  const prober = await testProber()
  const refused = await prober.probeImage(at(name)).catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(DomainError)
  expect((refused as DomainError).problem.code).toBe(code)
})

test('no length of a PNG chunk leads outside of what was read', () => {
  const head = Buffer.from('\x89PNG\r\n\x1a\n\xff\xff\xff\xffIHDR', 'latin1')
  expect(sniffImage(head)).toBe('png')
})
