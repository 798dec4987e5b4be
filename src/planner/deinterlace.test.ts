import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { SnapshotsSpec, VideoSpec } from '../domain/output-spec.ts'
import { rational } from '../domain/units.ts'
import { mp4, video as videoOf } from '../testing/output-stubs.ts'
import { attempt, probed, run } from '../testing/planned-run.ts'

// A bar that moves by 4 pixels a field tells the instant of each field.

const STEP = 4
const WIDTH = 320
const BAR = `color=black:s=${WIDTH}x96:r=48:d=1,format=gray,geq=lum='if(between(X,${STEP}*N,${STEP}*N+40),235,16)'`
/** 48 fields woven into 24 frames, marked as they are or, with `setfield`, otherwise. */
const woven = (first: 'tff' | 'bff', marks: string, ...encode: readonly string[]): string =>
  attempt(
    ...['-f', 'lavfi', '-i', BAR],
    ...[
      '-vf',
      `format=yuv420p,tinterlace=interleave_${first === 'tff' ? 'top' : 'bottom'}${marks}`,
      ...encode,
    ],
  )
const x264 = (first: string, ...more: string[]) => [
  ...['-c:v', 'libx264', '-preset', 'veryfast', '-qp', '8', '-g', '8', '-x264-params', `${first}=1`, ...more],
]
const MPEG2 = ['-c:v', 'mpeg2video', '-flags', '+ildct+ilme', '-q:v', '2', '-f', 'mpegts']

const grey = (dir: string, path: string, filters: string): Buffer =>
  execFileSync(
    'ffmpeg',
    ['-v', 'error', '-i', path, '-vf', `${filters},format=gray`, '-f', 'rawvideo', '-'],
    { cwd: dir },
  )

/** Where the bar is in each frame, in steps from its place in the first field of all. */
const steps = (dir: string, path: string, before = ''): number[] => {
  const raw = grey(dir, path, `${before}scale=${WIDTH}:1:flags=area`)
  return Array.from({ length: raw.length / WIDTH }, (_, frame) => {
    let sum = 0
    let weight = 0
    for (let x = 0; x < WIDTH; x++) {
      const light = Math.max(0, (raw[frame * WIDTH + x] ?? 0) - 40)
      sum += light * x
      weight += light
    }
    // 0 and not -0.
    return Math.round((sum / weight - 20) / STEP) + 0
  })
}
const wish = (more: Partial<VideoSpec>) => mp4({ video: videoOf(undefined, { speed: 'ultrafast', ...more }) })
const EACH_FIELD = Array.from({ length: 40 }, (_, i) => i)

test.each([
  ['x264, top first', 'tff', '', x264('tff')],
  ['x264, bottom first, in Matroska', 'bff', '', x264('bff', '-f', 'matroska')],
  ['MPEG-2, bottom first', 'bff', '', MPEG2],
  // FFmpeg tells x264 the order of each frame anew: what begins as top first goes on under other marks.
  ['x264, with marks that contradict each other', 'tff', ',setfield=bff', x264('tff')],
] as const)(
  'fields keep their order, each made a frame or left as it is: %s',
  async (_, first, marks, encode) => {
    const dir = woven(first, marks, ...encode)
    const info = await probed(dir)
    expect(info.video[0]).toMatchObject({ interlaced: true, fieldOrder: first === 'tff' ? 'top' : 'bottom' })
    run(dir, info, [wish({ frameRate: rational(48) }), wish({ deinterlace: 'never' })])
    expect(steps(dir, 'o0/main.mp4').slice(0, 40)).toEqual(EACH_FIELD)
    const kept = (await probed(dir, 'o1/main.mp4')).video[0]
    expect(kept).toMatchObject({ interlaced: true, fieldOrder: info.video[0]?.fieldOrder })
    expect(kept?.fieldsMisread).toBeUndefined()
    expect(steps(dir, 'o1/main.mp4', 'bwdif=mode=send_field,').slice(0, 40)).toEqual(EACH_FIELD)
  },
)

/** Writes another value over Matroska's FlagInterlaced: 1 is interlaced, 2 progressive. */
const flagged = (dir: string, value: number): string => {
  const path = join(dir, 'src')
  const bytes = readFileSync(path)
  const at = bytes.indexOf(Buffer.from([0x9a, 0x81]))
  expect(at).toBeGreaterThan(0)
  bytes[at + 2] = value
  writeFileSync(path, bytes)
  return dir
}

test.each([
  ['x264', x264('tff', '-f', 'matroska')],
  ['MPEG-2', MPEG2.with(-1, 'matroska')],
])('a container that calls fields progressive is not believed: %s', async (_, encode) => {
  const dir = flagged(woven('tff', '', ...encode), 2)
  const info = await probed(dir)
  expect(info.video[0]).toMatchObject({ interlaced: true, fieldOrder: 'top' })
  run(dir, info, [wish({ frameRate: rational(48) }), wish({ copy: 'if-fits' })])
  expect(steps(dir, 'o0/main.mp4').slice(0, 40)).toEqual(EACH_FIELD)
  expect((await probed(dir, 'o1/main.mp4')).video[0]).toMatchObject({ interlaced: false, frames: 24 })
})

test('progressive pictures stay so, whatever their container says', async () => {
  const film = ['-f', 'lavfi', '-i', `${BAR},format=yuv420p`, '-c:v', 'libx264', '-qp', '8', '-f', 'matroska']
  const dir = attempt(...film)
  expect((await probed(dir)).video[0]).toMatchObject({ interlaced: false })
})

test('pictures of key frames show one field each, whole, and nothing of the key frames beside them', async () => {
  const dir = woven('tff', '', ...x264('tff'))
  const keys: SnapshotsSpec = {
    kind: 'snapshots',
    at: { by: 'keyframes' },
    format: 'png',
    size: { by: 'source' },
  }
  const planned = run(dir, await probed(dir), [keys])
  expect(planned.reasons[0]).toContain('only key frames are decoded')
  for (const frame of [0, 8, 16]) {
    const path = `o0/p_${Math.round((frame * 1e6) / 24)}.png`
    expect(steps(dir, path)).toEqual([2 * frame])
    const rows = grey(dir, path, 'null')
    let combed = 0
    for (let at = WIDTH; at < rows.length; at++) combed += Math.abs((rows[at] ?? 0) - (rows[at - WIDTH] ?? 0))
    expect(combed / rows.length, path).toBeLessThan(1)
  }
})
