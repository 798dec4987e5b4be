import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ffmpeg, temporaryFolder, testVideo } from '../../testing/clips.ts'
import { readImage } from './image-facts.ts'

const FORMATS = ['jpeg', 'png', 'webp', 'gif'] as const
let folder: Awaited<ReturnType<typeof temporaryFolder>>
const at = (name: string) => join(folder.path, name)
beforeAll(async () => {
  folder = await temporaryFolder()
  const to = (name: string, ...how: string[]) => ['-vf', 'scale=65:37', ...how, name]
  const still = (name: string, ...how: string[]) => to(name, '-frames:v', '1', ...how)
  await ffmpeg(
    folder.path,
    ...testVideo(1, '64x36', 5),
    ...[
      ...still('a.jpeg'),
      ...still('a.png', '-c:v', 'png', '-f', 'image2'),
      ...still('a.webp', '-c:v', 'libwebp'),
    ],
    ...[...still('lossless.webp', '-c:v', 'libwebp', '-lossless', '1'), ...to('a.gif', '-loop', '3')],
  )
})
afterAll(() => folder[Symbol.asyncDispose]())

test('an image is measured', async () => {
  const size = { width: 65, height: 37 }
  for (const format of ['jpeg', 'png', 'webp'] as const)
    expect(await readImage(at(`a.${format}`), format), format).toEqual({ ...size, frames: 1 })
  expect(await readImage(at('lossless.webp'), 'webp')).toEqual({ ...size, frames: 1 })
  expect(await readImage(at('a.gif'), 'gif')).toEqual({ ...size, frames: 5, duration: 1, plays: 4 })
})

test.each(FORMATS)('a %s that is cut anywhere is no image, nor is another format', async (format) => {
  const whole = await readFile(at(`a.${format}`))
  for (let length = 0; length < whole.length; length += Math.ceil(whole.length / 40)) {
    await writeFile(at('cut'), whole.subarray(0, length))
    expect(await readImage(at('cut'), format), `${length} of ${whole.length}`).toBeUndefined()
  }
  const other = format === 'png' ? 'jpeg' : 'png'
  expect(await readImage(at(`a.${other}`), format)).toBeUndefined()
})

test('a PNG with a wrong byte is no image', async () => {
  const bytes = await readFile(at('a.png'))
  bytes.writeUInt8(bytes.readUInt8(100) ^ 1, 100)
  await writeFile(at('wrong'), bytes)
  expect(await readImage(at('wrong'), 'png')).toBeUndefined()
})
