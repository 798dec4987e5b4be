import { execFileSync } from 'node:child_process'
import { describe, expect, test, vi } from 'vitest'
import type { FileSpec, VideoSpec } from '../domain/output-spec.ts'
import { kbps, rational } from '../domain/units.ts'
import { wishFault } from '../planner/wish-fault.ts'
import { beatInputs, lateTones, measureBeats } from '../testing/beats.ts'
import { makeAll } from '../testing/made.ts'
import { fullCapabilities } from '../testing/media-stubs.ts'
import { aac, mp4, video as videoOf } from '../testing/output-stubs.ts'
import { attempt, PICTURE, probed, TONE } from '../testing/planned-run.ts'

// Television's formats: MPEG-2, and MXF, whose muxer cuts the longer of picture and sound without a word.
vi.setConfig({ testTimeout: 120_000 })

const QUICK = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-c:a', 'aac']
const BEATS = { rate: '25', seconds: 3, every: 25 }

const mpeg2 = (more: Partial<VideoSpec> = {}): VideoSpec =>
  videoOf(undefined, { codec: 'mpeg2video', rate: { mode: 'abr', bitrate: kbps(2000) }, ...more })
const mxf = (video = mpeg2()): FileSpec =>
  mp4({ container: 'mxf', video, audio: { codec: 'pcm_s24le', copy: 'never' } })

/** Samples of the first sound, decoded. */
const samples = (dir: string, path: string): number =>
  execFileSync(
    'ffmpeg',
    ['-v', 'error', '-i', `file:${path}`, '-map', '0:a:0', '-f', 's16le', '-ac', '1', '-'],
    {
      cwd: dir,
      maxBuffer: 1 << 26,
    },
  ).length / 2

test('MPEG-2 and MXF keep every frame at its time and every tone at its flash', async () => {
  const dir = attempt(...beatInputs(BEATS), ...QUICK)
  const truth = measureBeats(dir, 'src')
  const made = await makeAll(dir, {
    transport: mp4({ container: 'ts', video: mpeg2({ gop: { frames: 12 } }), audio: aac }),
    constant: mp4({ audio: aac, video: mpeg2({ rate: { mode: 'cbr', bitrate: kbps(1500) } }) }),
    twice: mp4({
      container: 'mkv',
      audio: aac,
      video: mpeg2({ rate: { mode: 'abr', bitrate: kbps(800), passes: 2 } }),
    }),
    mxf: mxf(),
    mxf422: mxf(mpeg2({ profile: 'high422', speed: 'slow' })),
    avc: mxf(videoOf(undefined, { speed: 'ultrafast' })),
  })
  for (const [name, { path, media }] of Object.entries(made)) {
    const found = measureBeats(dir, path)
    expect(found.frames, name).toHaveLength(truth.frames.length)
    expect(found.flashes, name).toHaveLength(truth.flashes.length)
    const before = lateTones(truth)
    for (const [i, late] of lateTones(found).entries())
      expect(Math.abs(late - (before[i] ?? 0)), name).toBeLessThan(10)
    expect(media?.video[0]?.frameRate, name).toEqual({ num: 25, den: 1 })
  }
  expect(made.mxf422.media?.video[0]).toMatchObject({ profile: '4:2:2', pixelFormat: 'yuv422p' })
})

describe('MXF has sound exactly as long as its picture', () => {
  test.each([
    ['shorter', 1.2],
    ['longer', 4.4],
  ])('where the source has %s sound', async (_what, length) => {
    const dir = attempt(...PICTURE('25', 3), ...TONE(length), ...QUICK)
    const { film } = await makeAll(dir, { film: mxf() })
    expect(film.media?.video[0]?.frames).toBe(75)
    expect(samples(dir, film.path)).toBe(3 * 48_000)
  })
})

test.each([
  ['15', '30/1', 90],
  ['12.5', '25/1', 75],
  ['48', '50/1', 150],
  ['2997/100', '30000/1001', 90],
])('%s frames a second, which cannot be said, become %s', async (rate, becomes, frames) => {
  const dir = attempt(...PICTURE(rate, 3), ...TONE(3), ...QUICK, '-f', 'matroska')
  const made = await makeAll(dir, {
    mxf: mxf(videoOf(undefined, { speed: 'ultrafast' })),
    ts: mp4({ container: 'ts', video: mpeg2() }),
  })
  const [num = 0, den = 1] = becomes.split('/').map(Number)
  for (const [name, { media }] of Object.entries(made)) {
    expect(media?.video[0]?.frameRate, name).toEqual({ num, den })
    expect(Math.abs((media?.video[0]?.frames ?? 0) - frames), name).toBeLessThanOrEqual(1)
  }
})

test('interlaced pictures stay so in MPEG-2 when they may', async () => {
  const dir = attempt(
    ...['-f', 'lavfi', '-i', 'testsrc2=s=320x180:r=50:d=2,interlace=scan=tff,format=yuv420p'],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-flags', '+ilme+ildct', '-x264-params', 'tff=1'],
  )
  const { film } = await makeAll(dir, {
    film: mp4({ container: 'ts', video: mpeg2({ deinterlace: 'never' }) }),
  })
  expect((await probed(dir, film.path)).video[0]).toMatchObject({ interlaced: true, fieldOrder: 'top' })
})

test('what cannot be said is refused by name, whatever the source', () => {
  const refusal = (spec: FileSpec) => wishFault(spec, fullCapabilities)?.message
  expect(refusal(mxf(mpeg2({ frameRate: rational(15) })))).toContain('23.976, 24, 25, 29.97, 30, 50')
  expect(refusal(mxf(videoOf(undefined, { frameRate: rational(10) })))).toContain('23.976, 24, 25')
  expect(refusal(mxf(videoOf(undefined, { chroma: '4:4:4' })))).toContain('4:4:4')
  expect(refusal(mxf(mpeg2({ rate: { mode: 'crf', crf: 20 } })))).toContain('"abr" or "cbr"')
  const { video: __, ...sound } = mxf()
  expect(refusal(sound)).toContain('needs a picture')
})
