import { expect, test } from 'vitest'
import type { AnimationPart } from '../domain/plan.ts'
import { seconds } from '../domain/units.ts'
import { attempt, ffmpeg } from '../testing/planned-run.ts'
import { verifyAnimation } from './verify-animation.ts'

const part = (frames: number): AnimationPart => ({
  ...{ role: 'animation', path: 'a.webp', format: 'webp', width: 64, height: 64 },
  ...{ frames, duration: seconds(frames / 4), plays: 0 },
})
const still = ['-f', 'lavfi', '-i', 'color=red:s=64x64:r=4:d=1']
const changing = [
  '-f',
  'lavfi',
  '-i',
  'color=red:s=64x64:r=4:d=1[a];color=blue:s=64x64:r=4:d=1[b];[a][b]concat',
]
const made = (...source: string[]): string => {
  const dir = attempt('-f', 'lavfi', '-i', 'color=red:s=16x16:d=0.1')
  ffmpeg(dir, ...source, '-c:v', 'libwebp_anim', '-loop', '0', 'a.webp')
  return dir
}

test('WebP shows equal pictures as one, which stays as long', async () => {
  const { animation } = await verifyAnimation(part(8), { dir: made(...changing) })
  expect(animation).toMatchObject({ frames: 2, duration: 2, plays: 0 })
})

test('pictures that never change are a still', async () => {
  const { animation } = await verifyAnimation(part(4), { dir: made(...still) })
  expect(animation).toMatchObject({ frames: 1 })
})

test('one that is too short is told so', async () => {
  const dir = made(...changing)
  await expect(verifyAnimation(part(12), { dir })).rejects.toThrow('duration is 2 instead of 3')
  await expect(verifyAnimation(part(1), { dir })).rejects.toThrow('frames is 2 instead of 1')
})
