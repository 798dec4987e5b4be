import { execFileSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { CutRange, FileSpec, OutputSpec, SnapshotsSpec } from '../domain/output-spec.ts'
import { bps, seconds } from '../domain/units.ts'
import { measureAndRun } from '../testing/measured-run.ts'
import { mediaStubs } from '../testing/media-stubs.ts'
import { aac, height as heightOf, mp4, planOf, video as videoOf } from '../testing/output-stubs.ts'
import { attempt, probed } from '../testing/planned-run.ts'
import { resolveCut } from './time-range.ts'

/** Bit k of the frame's number is white in the k-th of eight columns; key frames at 0 s, 2 s and so on; a tone beside it. */
const COUNTER = "geq=lum='if(mod(floor(N/pow(2,floor(X/8))),2),235,16)':cb=128:cr=128"
const clip = (...more: string[]): string =>
  attempt(
    ...['-f', 'lavfi', '-i', `color=s=64x48:r=25:d=4,format=yuv420p,${COUNTER}`],
    ...['-f', 'lavfi', '-i', 'sine=440:r=48000:d=4', '-c:v', 'libx264', '-preset', 'veryfast', '-qp', '8'],
    ...['-g', '50', '-sc_threshold', '0', '-c:a', 'aac', ...more],
  )
/** The number of the first frame a player shows. */
const firstFrame = (dir: string, path: string): number => {
  const raw = execFileSync(
    'ffmpeg',
    [
      ...['-v', 'error', '-i', `file:${path}`, '-frames:v', '1', '-vf', 'scale=8:1:flags=area,format=gray'],
      ...['-f', 'rawvideo', '-'],
    ],
    { cwd: dir },
  )
  return [...raw].reduce((sum, level, bit) => sum + (level > 127 ? 2 ** bit : 0), 0)
}
const range = (start: number, end: number | undefined, cut?: CutRange['cut']): CutRange => ({
  start: seconds(start),
  ...(end !== undefined && { end: seconds(end) }),
  ...(cut && { cut }),
})
const copied = (of: CutRange, more: Partial<FileSpec> = {}): OutputSpec =>
  mp4({
    video: videoOf(undefined, { copy: 'always' }),
    audio: { ...aac, copy: 'always' },
    range: of,
    ...more,
  })

describe('a copied picture begins at the key frame before its start, and says so', () => {
  test.each([
    ['MP4', []],
    ['Matroska', ['-f', 'matroska']],
    ['a transport stream', ['-f', 'mpegts']],
  ])('from %s', async (_, more) => {
    const dir = clip(...more)
    const { plan } = measureAndRun(dir, await probed(dir), [
      copied(range(3.1, 3.6)),
      copied(range(1.9, undefined)),
    ])
    const warnings = plan.outputs.map((output) => output.warnings?.[0])
    expect(warnings).toMatchObject([
      { code: 'range-changed', detail: { asked: { start: 3.1, end: 3.6 } } },
      // From the first frame on, which is whole.
      { code: 'range-changed', detail: { actual: { start: 0 } } },
    ])
    const actual = warnings[0]?.detail?.actual as { start: number } | undefined
    expect(actual?.start).toBeCloseTo(2, 1)
    for (const [path, frame, length] of [
      ['o0/main.mp4', 50, 1.6],
      ['o1/main.mp4', 0, 4],
    ] as const) {
      expect(firstFrame(dir, path), path).toBe(frame)
      const { duration, video, audio } = await probed(dir, path)
      // Whole groups of frames that refer to each other.
      expect(Math.abs(duration - length - 0.1), path).toBeLessThan(0.15)
      // Nothing lies before the first frame, and the sound begins with it.
      expect(video[0]?.startTime, path).toBeLessThan(0.03)
      expect(Math.abs((audio[0]?.startTime ?? 9) - (video[0]?.startTime ?? 0)), path).toBeLessThan(0.03)
      expect(plan.outputs[frame === 0 ? 1 : 0]?.reasons.join()).toContain('copied')
    }
  })

  test('nothing is said where the start is a key frame', async () => {
    const dir = clip()
    const { plan } = measureAndRun(dir, await probed(dir), [copied(range(2, 3))])
    expect(plan.outputs[0]?.warnings).toBeUndefined()
    expect(firstFrame(dir, 'o0/main.mp4')).toBe(50)
  })

  test('only where it may: a picture that fits is copied when asked, one that does not is cut to the frame', async () => {
    const dir = clip()
    const fitting = (cut: CutRange['cut'], height = 48) =>
      mp4({
        video: videoOf(heightOf(height), { copy: 'if-fits', rate: { mode: 'abr', bitrate: bps(5_000_000) } }),
        audio: { ...aac, copy: 'if-fits' },
        range: range(3.1, 3.6, cut),
      })
    const { plan } = measureAndRun(dir, await probed(dir), [
      fitting('key-frame'),
      fitting('exact'),
      fitting('key-frame', 24),
    ])
    expect([0, 1, 2].map((n) => firstFrame(dir, `o${n}/main.mp4`))).toEqual([50, 78, 78])
    expect(plan.outputs.map((output) => output.warnings?.length ?? 0)).toEqual([1, 0, 0])
  })
})

test('times from the end of the source', async () => {
  const dir = clip()
  const made = (of: CutRange) => mp4({ video: videoOf(), audio: aac, range: of })
  measureAndRun(dir, await probed(dir), [
    made(range(-1, undefined)),
    made(range(-2, -1.6)),
    made(range(1, -1)),
    made(range(-9, 1)),
  ])
  expect([0, 1, 2, 3].map((n) => firstFrame(dir, `o${n}/main.mp4`))).toEqual([75, 50, 25, 0])
  const lengths = await Promise.all(
    [0, 1, 2, 3].map(async (n) => (await probed(dir, `o${n}/main.mp4`)).video[0]?.duration),
  )
  expect(lengths).toEqual([1, 0.4, 2, 1])
})

const hour = { ...mediaStubs.hd30, duration: seconds(60) }
test.each([
  [range(5, 3), 'would end at 3 s, which is not after its start at 5 s'],
  [range(5, 5), 'not after its start'],
  [range(60, undefined), 'would begin at 60 s, but the source is 60 s long'],
  [range(-10, 40), 'would end at 40 s, which is not after its start at 50 s'],
  [range(0, -60), 'would end at 0 s'],
  [range(0, -70), 'would end at -10 s'],
])('refused: %j', (of, words) => {
  const resolved = resolveCut(of, hour)
  expect(resolved).toMatchObject({
    problem: { code: 'value-out-of-range', message: expect.stringContaining(words) },
  })
})

test('an end beyond the source is the source’s own, and is told', () => {
  const [output] = planOf(hour, [mp4({ audio: aac, range: range(50, 90) })]).outputs
  expect(output?.warnings).toMatchObject([
    { code: 'range-changed', detail: { asked: { start: 50, end: 90 }, actual: { start: 50, end: 60 } } },
  ])
  // Lengths are rounded by many who write them.
  expect(planOf(hour, [mp4({ audio: aac, range: range(50, 60.3) })]).outputs[0]?.warnings).toBeUndefined()
  const unknown = { ...hour, duration: seconds(0) }
  expect(resolveCut(range(-5, undefined), unknown)).toMatchObject({ problem: { code: 'source-unsupported' } })
})

describe('pictures of key frames where the part has none', () => {
  const pictures = (at: SnapshotsSpec['at'], of: CutRange): SnapshotsSpec => ({
    ...{ kind: 'snapshots', at, frames: 'key', format: 'png', size: { by: 'source' } },
    range: of,
  })
  test('are taken of other frames, and the plan says why', async () => {
    const dir = clip()
    const none = range(2.5, 3.5)
    const { plan } = measureAndRun(dir, await probed(dir), [
      pictures({ by: 'times', times: [{ seconds: 3 }] }, none),
      pictures({ by: 'keyframes' }, none),
      pictures({ by: 'cover' }, none),
      { kind: 'sprite', every: { count: 2 }, columns: 2, rows: 1, frames: 'key', range: none },
      pictures({ by: 'times', times: [{ seconds: 1.5 }] }, range(1.2, 3)),
    ])
    expect(plan.outputs.map(({ reasons }) => reasons.some((line) => line.includes('no key frame')))).toEqual([
      ...[true, true, true, true],
      false,
    ])
    expect(firstFrame(dir, 'o0/p_500000.png')).toBe(75)
    expect(firstFrame(dir, 'o1/p_0.png')).toBe(63)
    expect(readdirSync(`${dir}/o2`)).toHaveLength(1)
    expect(readdirSync(`${dir}/o3`).filter((name) => name.endsWith('.jpg'))).toHaveLength(1)
    expect(firstFrame(dir, 'o4/p_800000.png')).toBe(50)
  })
})
