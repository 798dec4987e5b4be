import { execFileSync } from 'node:child_process'
import { expect, test, vi } from 'vitest'
import type { FileSpec, VideoSpec } from '../../domain/output-spec.ts'
import { kbps, rational, seconds } from '../../domain/units.ts'
import { hls, mp4, video } from '../../testing/output-stubs.ts'
import { attempt, keyTimes, media, probe, run } from '../../testing/planned-run.ts'

// Real encodes, small and fast, and what came out of them. Many at once on a busy machine take their time.
vi.setConfig({ testTimeout: 240_000 })

const SIZE = { width: 160, height: 90 }
const clip = (
  filter: string,
  length: number,
  size = SIZE,
): { dir: string; info: ReturnType<typeof media> } => ({
  dir: attempt(
    '-f',
    'lavfi',
    '-i',
    filter,
    '-c:v',
    'libx264',
    '-preset',
    'ultrafast',
    '-qp',
    '8',
    '-g',
    '30',
  ),
  info: media(
    { ...size, frames: length * 30, frameRate: rational(30), baseFrameRate: rational(30) },
    null,
    seconds(length),
  ),
})
const moving = (length: number) => clip(`testsrc2=s=160x90:r=30:d=${length},format=yuv420p`, length)
/** Nothing to see for half of it, then noise: what one pass misjudges. */
const uneven = (length: number) => {
  const half = `s=96x64:r=30:d=${length / 2}`
  return clip(
    `color=gray:${half}[a];testsrc2=${half},noise=alls=12:allf=t[b];[a][b]concat=n=2:v=1,format=yuv420p[out0]`,
    length,
    { width: 96, height: 64 },
  )
}
const spec = (container: FileSpec['container'], more: Partial<VideoSpec>): FileSpec =>
  mp4({ container, video: video(undefined, { speed: 'ultrafast', ...more }) })

test('each encoder makes the codec, profile, depth and colour that were asked for', () => {
  const { dir, info } = moving(1)
  const cases: readonly (readonly [FileSpec, string])[] = [
    [spec('mp4', { profile: 'main', level: '3.1', references: 2, bFrames: 1 }), 'h264 Main yuv420p 31'],
    [spec('mkv', { profile: 'high422' }), 'h264 High 4:2:2 yuv422p10le'],
    [spec('mkv', { chroma: '4:4:4' }), 'h264 High 4:4:4 Predictive yuv444p'],
    [spec('mp4', { codec: 'hevc', bitDepth: 10, level: '3.1' }), 'hevc Main 10 yuv420p10le 93'],
    [spec('mp4', { codec: 'hevc', profile: 'main444-8', openGop: true }), 'hevc Rext yuv444p'],
    [spec('mp4', { codec: 'av1', bitDepth: 10, level: '4.1' }), 'av1 Main yuv420p10le 9'],
    [spec('webm', { codec: 'vp9' }), 'vp9 Profile 0 yuv420p'],
    [spec('mp4', { codec: 'vp9', chroma: '4:4:4', bitDepth: 10 }), 'vp9 Profile 3 yuv444p10le'],
    [spec('webm', { codec: 'vp8' }), 'vp8 0 yuv420p'],
  ]
  const { outputs } = run(
    dir,
    info,
    cases.map(([s]) => s),
  )
  const made = outputs.map(({ parts: [part] }, i) => {
    const found = probe(dir, part?.role === 'file' ? part.path : '').video
    const level = cases[i]?.[0].video?.level === undefined ? [] : [found?.level]
    return [found?.codec_name, found?.profile, found?.pix_fmt, ...level].join(' ')
  })
  expect(made).toEqual(cases.map(([, is]) => is))
})

test('two passes meet an average that one pass misses', () => {
  const { dir, info } = uneven(20)
  const bitrate = (codec: VideoSpec['codec'], passes: 1 | 2) =>
    spec('mkv', { codec, speed: 'superfast', rate: { mode: 'abr', bitrate: kbps(100), passes } })
  const codecs = ['h264', 'hevc', 'vp9', 'vp8'] as const
  run(dir, info, [bitrate('h264', 1), ...codecs.map((codec) => bitrate(codec, 2))])
  const [once = 0, ...twice] = [0, 1, 2, 3, 4].map((i) => packets(dir, `o${i}/main.mkv`) / 20 / 100)
  expect(Math.abs(once - 1)).toBeGreaterThan(0.25)
  for (const [i, codec] of codecs.entries()) expect(Math.abs((twice[i] ?? 0) - 1), codec).toBeLessThan(0.03)
})

test('a cap is kept, and a constant bitrate is padded where the container has room for it', () => {
  const { dir, info } = uneven(6)
  const cbr = { mode: 'cbr', bitrate: kbps(300) } as const
  const capped = { mode: 'crf', crf: 10, maxBitrate: kbps(300), buffer: 300_000 } as const
  run(dir, info, [
    spec('ts', { rate: cbr }),
    spec('mkv', { codec: 'vp8', rate: cbr }),
    ...(['h264', 'hevc', 'vp9', 'av1'] as const).map((codec) => spec('mkv', { codec, rate: capped })),
  ])
  // The buffer is nearly full at the start, and that much is sent beside the bitrate.
  const constant = packets(dir, 'o0/main.ts') / 6 / 300
  expect(constant > 0.97 && constant < 1.17, String(constant)).toBe(true)
  // Half of the picture needs nothing; the other half gets what the buffer allows, and not more.
  const share = (output: number, length: number) => packets(dir, `o${output}/main.mkv`) / length / 300
  for (const i of [1, 2, 3]) expect(share(i, 3), `output ${i}`).toBeLessThan(1.35)
  // VP9 and AV1 keep their cap over the whole.
  for (const i of [4, 5]) expect(share(i, 6), `output ${i}`).toBeLessThan(1.05)
})

test('renditions of a counting and a forced encoder have their key frames at the same times', () => {
  const dir = attempt(
    ...['-f', 'lavfi', '-i', 'testsrc2=s=160x90:r=30000/1001:d=5,format=yuv420p'],
    ...['-c:v', 'libx264', '-preset', 'ultrafast'],
  )
  const ntsc = rational(30000, 1001)
  const info = media({ ...SIZE, frames: 150, frameRate: ntsc, baseFrameRate: ntsc }, null, seconds(5.005))
  const rendition = (name: string, more: Partial<VideoSpec>) => ({
    name,
    video: video(undefined, { speed: 'ultrafast', ...more }),
  })
  run(dir, info, [
    hls({
      segmentDuration: seconds(1),
      renditions: [
        rendition('av1', { codec: 'av1' }),
        rendition('vp9', { codec: 'vp9' }),
        rendition('slow', { frameRate: rational(15000, 1001) }),
      ],
    }),
  ])
  const [av1, vp9, slow] = ['av1', 'vp9', 'slow'].map((name) => keyTimes(dir, `o0/${name}/index.m3u8`))
  expect(av1).toEqual([0, 1, 2, 3, 4])
  expect([vp9, slow]).toEqual([av1, av1])
})

/** Of the picture's packets alone. */
const packets = (dir: string, path: string): number => {
  const out = execFileSync(
    'ffprobe',
    ['-v', 'error', '-show_entries', 'packet=size', '-of', 'csv=p=0', `file:${path}`],
    { cwd: dir, encoding: 'utf8' },
  )
  return (out.split('\n').reduce((sum, size) => sum + (Number.parseInt(size, 10) || 0), 0) * 8) / 1000
}
