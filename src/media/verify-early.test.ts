import { copyFile, truncate, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { PlannedOutput } from '../domain/plan.ts'
import { seconds } from '../domain/units.ts'
import { ffmpeg, QUICK_H264, temporaryFolder, testVideo } from '../testing/clips.ts'
import { testProber } from '../testing/prober.ts'
import { verifyEarly } from './verify-early.ts'

let folder: Awaited<ReturnType<typeof temporaryFolder>>
const at = (name: string) => join(folder.path, name)
beforeAll(async () => {
  folder = await temporaryFolder()
  await ffmpeg(folder.path, ...testVideo(2), ...QUICK_H264, '-movflags', '+faststart', 'good.mp4')
})
beforeEach(() => copyFile(at('good.mp4'), at('made.mp4')))
afterAll(() => folder[Symbol.asyncDispose]())

const planned = (path: string, frames = 50): PlannedOutput => ({
  ...{ output: 0, step: 's0', kind: 'file', reasons: [] },
  parts: [
    {
      ...{ role: 'file', path },
      expect: {
        ...{ duration: seconds(2), tolerance: seconds(0.1), audio: null },
        video: { codec: 'h264', width: 320, height: 180, frames: { count: frames, slack: 0 } },
      },
    },
  ],
})
const early = async () => verifyEarly({ prober: await testProber({}, 'off'), dir: folder.path })

test('what was good and stays as it was is good', async () => {
  const verdicts = await early()
  const output = planned('made.mp4')
  verdicts.begin([output])
  expect(await verdicts.of(output)).toMatchObject({
    ok: true,
    parts: [{ media: { video: [{ frames: 50 }] } }],
  })
})

test.each([
  ['lost its end', () => truncate(at('made.mp4'), 5000)],
  ['was put in by another', () => copyFile(at('good.mp4'), at('made.mp4'))],
  ['was touched', () => utimes(at('made.mp4'), 1, 1)],
])('nothing is said of a file that %s after it was looked at', async (_, change) => {
  const verdicts = await early()
  const output = planned('made.mp4')
  verdicts.begin([output])
  expect(await verdicts.of(output)).toBeDefined()
  await change()
  expect(await verdicts.of(output)).toBeUndefined()
})

test('nothing is said of what was not good, was not there, or was never looked at', async () => {
  const verdicts = await early()
  const [short, missing, other] = [planned('made.mp4', 60), planned('missing.mp4'), planned('good.mp4')]
  verdicts.begin([short, missing])
  expect(await Promise.all([short, missing, other].map(verdicts.of))).toEqual([
    undefined,
    undefined,
    undefined,
  ])
})

test('what could not be looked at is told, not tried again', async () => {
  const prober = await testProber({}, 'off')
  const broken = { ...prober, probe: () => Promise.reject(new Error('a read error of the disk')) }
  const verdicts = verifyEarly({ prober: broken, dir: folder.path })
  const output = planned('made.mp4')
  verdicts.begin([output])
  await expect(verdicts.of(output)).rejects.toThrow('a read error of the disk')
})
