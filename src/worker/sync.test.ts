import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { AudioSpec, OutputSpec, VideoSpec } from '../domain/output-spec.ts'
import { seconds } from '../domain/units.ts'
import { type Beats, beatInputs, lateTones, type MeasuredBeats, measureBeats } from '../testing/beats.ts'
import { makeAll } from '../testing/made.ts'
import { aac, height, hls, mp4, video as videoOf } from '../testing/output-stubs.ts'
import { attempt, ffmpeg, probed } from '../testing/planned-run.ts'

// Films with a flash and a tone at each beat, from every kind of timeline, through probe, plan, FFmpeg, verification and
// packaging; then decoded and measured. A viewer notices sound that is off by more than about 40 ms.

/** Milliseconds. FFmpeg's WebM writes the picture later by the delay of Opus, of 6.5 ms, and takes it from the sound as well. */
const inSync = (path: string): number => (path.endsWith('.webm') ? 20 : 10)
/** Milliseconds between where a frame was and where it is; containers count in whole milliseconds, or in 1/90 of one. */
const SAME_TIME = 1.5

const PAL: Beats = { rate: '25', seconds: 3, every: 25 }
const QUICK = ['-c:v', 'libx264', '-preset', 'veryfast', '-g', '25', '-pix_fmt', 'yuv420p']
const AAC = ['-c:a', 'aac']
const passed = ['-fps_mode', 'passthrough']
const plain = (beats = PAL, ...more: string[]) => attempt(...beatInputs(beats), ...QUICK, ...AAC, ...more)
/** Copies what another attempt made, with other times. */
const retimed = (from: string, before: readonly string[], ...after: string[]) =>
  attempt(...before, '-i', join(from, 'src'), '-c', 'copy', ...after)
/** In Matroska and MPEG-TS frames stand where they are told to. */
const MKV = ['-f', 'matroska']
const TS = ['-f', 'mpegts']

const video = (more: Partial<VideoSpec> = {}): VideoSpec =>
  videoOf(height(90), { speed: 'veryfast', bFrames: 2, ...more })
const copied = videoOf(undefined, { copy: 'always' })
const copiedSound: AudioSpec = { ...aac, copy: 'always' }
const rendition = (name: string, of = video()) => ({ name, video: of })

/** Each way that sound and picture go, encoded and copied. */
const OUTPUTS = {
  mp4: mp4({ video: video(), audio: aac }),
  webm: mp4({
    container: 'webm',
    video: videoOf(height(90), { codec: 'vp8', speed: 'ultrafast' }),
    audio: { codec: 'opus', copy: 'never' },
  }),
  ts: hls({
    segmentFormat: 'ts',
    segmentDuration: seconds(1),
    renditions: [rendition('a'), rendition('b', video({ size: height(60), bFrames: 0 }))],
  }),
  cmaf: hls({
    protocol: 'hls+dash',
    segmentDuration: seconds(1),
    renditions: [rendition('a')],
    audioPlacement: 'separate',
  }),
  copy: mp4({ video: copied, audio: copiedSound }),
} satisfies Record<string, OutputSpec>
const { webm: _, ts: __, ...FEW_OUTPUTS } = OUTPUTS
const MORE_OUTPUTS = {
  mkv: mp4({ container: 'mkv', video: video(), audio: aac }),
  flv: mp4({ container: 'flv', video: video(), audio: aac }),
  transport: mp4({ container: 'ts', video: video(), audio: aac }),
  separate: hls({
    segmentFormat: 'ts',
    segmentDuration: seconds(1),
    renditions: [rendition('a')],
    audioPlacement: 'separate',
  }),
  inside: hls({ segmentDuration: seconds(1), renditions: [rendition('a')] }),
  copyTs: hls({
    segmentFormat: 'ts',
    segmentDuration: seconds(1),
    renditions: [rendition('a', copied)],
    audio: copiedSound,
  }),
  copyMkv: mp4({ container: 'mkv', video: copied, audio: copiedSound }),
  mixed: mp4({ video: copied, audio: aac }),
} satisfies Record<string, OutputSpec>

/** Distances from the first to each, in milliseconds. */
const spaced = (times: readonly number[]): readonly number[] =>
  times.map((time) => 1000 * (time - (times[0] ?? 0)))
const differences = (a: readonly number[], b: readonly number[]): readonly number[] =>
  a.map((n, i) => Math.abs(n - (b[i] ?? Number.POSITIVE_INFINITY)))

/**
 * What a measured film has of the source's: every frame at its time, every tone at its flash.
 * @param moved how many frames may be elsewhere, by less than a frame
 */
const expectInSync = (dir: string, path: string, source: MeasuredBeats, moved = 0) => {
  const found = measureBeats(dir, path)
  const what = `${path} ${JSON.stringify({ ...found, frames: found.frames.length })}`
  expect(found.frames, what).toHaveLength(source.frames.length)
  const off = differences(spaced(found.frames), spaced(source.frames))
  expect(off.filter((by) => by >= SAME_TIME).length, what).toBeLessThanOrEqual(moved)
  expect(Math.max(...off), what).toBeLessThan(moved > 0 ? 41 : SAME_TIME)
  expect(found.flashes, what).toHaveLength(source.flashes.length)
  const before = lateTones(source)
  for (const [i, late] of lateTones(found).entries())
    expect(Math.abs(late - (before[i] ?? 0)), what).toBeLessThan(inSync(path))
}

const SOURCES: readonly (readonly [string, () => string, Readonly<Record<string, OutputSpec>>])[] = [
  ['an even rate', () => plain(), OUTPUTS],
  [
    'an uneven rate',
    () =>
      attempt(
        ...beatInputs(PAL),
        // Gaps, and frames that are late, but for the white ones.
        ...[
          '-vf',
          `select='eq(mod(n,25),12)+gt(mod(n*7,5),1)',settb=1/1000,setpts='PTS+lt(mod(PTS,1000),400)*mod(N,3)*7'`,
        ],
        ...[...QUICK, ...passed, '-enc_time_base', '1/1000', ...AAC, ...MKV],
      ),
    { ...FEW_OUTPUTS, ts: OUTPUTS.ts, copyTs: MORE_OUTPUTS.copyTs },
  ],
  [
    'sound that begins late',
    () => attempt(...beatInputs(PAL), '-af', 'atrim=start=0.3', ...QUICK, ...AAC),
    FEW_OUTPUTS,
  ],
  [
    'a picture that begins late',
    () => attempt(...beatInputs(PAL), '-vf', 'trim=start=0.3', ...QUICK, ...passed, ...AAC),
    FEW_OUTPUTS,
  ],
  ['a head that an edit list hides', () => retimed(plain(), ['-ss', '0.32']), FEW_OUTPUTS],
  [
    'an empty edit before both',
    () => retimed(plain(), ['-itsoffset', '0.7'], '-avoid_negative_ts', 'disabled'),
    FEW_OUTPUTS,
  ],
  ['times before zero', () => attempt(...beatInputs(PAL), ...QUICK, '-c:a', 'libopus', ...MKV), OUTPUTS],
  ['a transport stream from 1.4 s on', () => plain(PAL, ...TS), { ...OUTPUTS, ...MORE_OUTPUTS }],
  [
    'a transport stream from 26 h on',
    () => plain(PAL, '-output_ts_offset', '93600', ...TS),
    { mp4: OUTPUTS.mp4, ts: OUTPUTS.ts },
  ],
  [
    'a transport stream whose clock turns over',
    () => plain(PAL, '-output_ts_offset', '95441.7', ...TS),
    { mp4: OUTPUTS.mp4, copy: OUTPUTS.copy },
  ],
]

describe('every frame keeps its time, and every tone its frame', () => {
  test.each(SOURCES)('from %s', async (what, source, outputs) => {
    const dir = source()
    const truth = measureBeats(dir, 'src')
    const made = await makeAll(dir, outputs)
    // FFmpeg writes the last frame of an fMP4 segment as long as the rate says, and moves the first of the next to its end.
    const moved = what === 'an uneven rate' ? 2 : 0
    for (const [name, { path }] of Object.entries(made))
      expectInSync(dir, path, truth, name === 'cmaf' || name === 'inside' ? moved : 0)
    if ('webm' in outputs) expectInSync(dir, 'cmaf/film.mpd', truth, moved)
  })
})

test.each(['24000/1001', '30000/1001', '60000/1001'])(
  '%s frames a second stay exact, in files and as manifests say it',
  async (rate) => {
    const [num = 0, den = 0] = rate.split('/').map(Number)
    const beats = { rate, seconds: 3, every: Math.round(num / den) }
    const dir = plain(beats)
    const truth = measureBeats(dir, 'src')
    const { mp4: file, webm, ts, cmaf } = OUTPUTS
    const { transport } = MORE_OUTPUTS
    const made = await makeAll(dir, { file, webm, ts, cmaf, transport })
    for (const [name, { path, media, renditions = [] }] of Object.entries(made)) {
      expectInSync(dir, path, truth)
      for (const of of [media, ...renditions.map((r) => r.media)]) {
        const [picture] = of?.video ?? []
        if (picture)
          expect(picture, name).toMatchObject({ frameRate: { num, den }, frames: truth.frames.length })
      }
    }
    const text = (path: string) => readFileSync(join(dir, path), 'utf8')
    for (const path of [made.ts.path, made.cmaf.path])
      expect([...text(path).matchAll(/FRAME-RATE=([\d.]+)/g)].map(([, said]) => said)).toEqual(
        Array(path === made.ts.path ? 2 : 1).fill((num / den).toFixed(3)),
      )
    expect(text('cmaf/film.mpd')).toContain(`frameRate="${rate}"`)
  },
)

test.each([
  ['29.97 frames a second', () => plain({ rate: '30000/1001', seconds: 3, every: 30 })],
  ['sound that begins late', () => attempt(...beatInputs(PAL), '-af', 'atrim=start=0.9', ...QUICK, ...AAC)],
  ['a head that an edit list hides', () => retimed(plain(), ['-ss', '0.32'])],
  ['a transport stream from 26 h on', () => plain(PAL, '-output_ts_offset', '93600', ...TS)],
])('a part between frames is cut to the frame and stays in sync: %s', async (_what, source) => {
  const dir = source()
  const range = { start: seconds(0.747), end: seconds(2.461) }
  const truth = measureBeats(dir, 'src')
  const { mp4: file, ts, cmaf } = OUTPUTS
  const made = await makeAll(dir, {
    file: { ...file, range },
    ts: { ...ts, range },
    cmaf: { ...cmaf, range },
  })
  const flashes = truth.flashes.filter((time) => time >= range.start && time < range.end)
  for (const { path } of Object.values(made)) {
    const found = measureBeats(dir, path)
    const what = `${path} ${JSON.stringify({ ...found, frames: found.frames.length })}`
    expect(found.flashes, what).toHaveLength(flashes.length)
    for (const late of lateTones(found)) expect(Math.abs(late), what).toBeLessThan(inSync(path))
    const [first = 0, next = 0] = truth.frames
    // The first frame of the part is the first that begins in it, and the last begins before its end.
    const at = found.frames[0] ?? 0
    for (const [i, flash] of found.flashes.entries())
      expect(Math.abs(flash + range.start - (flashes[i] ?? 0)), what).toBeLessThan(0.03)
    expect(at, what).toBeLessThan(next - first + 0.022)
    const lasts = found.frames.length * (next - first)
    expect(Math.abs(lasts - (range.end - range.start)), what).toBeLessThan(next - first)
  }
})

test('joined films of other rates and sounds are each in sync, and silent where one has none', async () => {
  const dir = plain()
  const film = (beats: Beats, name: string, ...more: string[]) =>
    ffmpeg(dir, ...beatInputs(beats), ...QUICK, ...AAC, ...more, name)
  film({ rate: '60000/1001', seconds: 2, every: 60 }, 'in1', '-ar', '44100', '-f', 'matroska')
  film({ rate: '24', seconds: 2, every: 24 }, 'in2', '-an', '-f', 'mp4')
  film({ rate: '30', seconds: 2, every: 30 }, 'in3', '-output_ts_offset', '93600', ...TS)
  const clip = (name: string) => ({ source: { from: 'object', bucket: 'clips', key: name } as const })
  const inputs = await Promise.all(
    ['in1', 'in2', 'in3'].map(async (file) => ({
      ...({ use: 'clip', ...clip(file), file, media: await probed(dir, file) } as const),
    })),
  )
  const join = { head: [clip('in1')], tail: [clip('in2'), clip('in3')] }
  const made = await makeAll(dir, { file: { ...OUTPUTS.mp4, join }, cmaf: { ...OUTPUTS.cmaf, join } }, inputs)
  for (const { path } of Object.values(made)) {
    const { frames, flashes, tones } = measureBeats(dir, path)
    // The lengths of the files, of which the sound's is a little more.
    expect(Math.abs(frames.length - 9 * 25), path).toBeLessThan(5)
    const silent = flashes.filter((time) => time >= 5 && time < 7)
    expect([flashes.length, silent.length], path).toEqual([9, 2])
    // A flash of a faster film may fall between two frames of this one.
    for (const late of lateTones({ tones, flashes: flashes.filter((time) => !silent.includes(time)) }))
      expect(Math.abs(late), path).toBeLessThan(40)
  }
})

test('pictures that do not come evenly begin each fragment at their own time', async () => {
  // Thirty a second, then sixty, then twelve: far from the mean at every boundary but the first.
  const kept = "select='if(lt(t,1.5),not(mod(n,2)),if(lt(t,3.5),1,not(mod(n,5))))'"
  const dir = attempt(
    ...['-f', 'lavfi', '-i', 'testsrc2=s=160x90:r=60:d=7', '-vf', kept, '-fps_mode', 'vfr'],
    ...[
      '-c:v',
      'libx264',
      '-preset',
      'veryfast',
      '-force_key_frames',
      'expr:gte(t,n_forced)',
      '-pix_fmt',
      'yuv420p',
    ],
    ...MKV,
  )
  const stream = (name: string, of: VideoSpec) =>
    hls({ segmentDuration: seconds(1), renditions: [rendition(name, of)] })
  await makeAll(dir, {
    made: stream('a', video()),
    still: stream('a', video({ bFrames: 0 })),
    copy: stream('a', copied),
  })
  const times = (path: string): number[] => {
    const args = [
      '-v',
      'error',
      '-select_streams',
      'v',
      '-show_entries',
      'packet=pts_time',
      '-of',
      'csv=p=0',
      path,
    ]
    const text = execFileSync('ffprobe', args, { cwd: dir, encoding: 'utf8' })
    return text
      .split('\n')
      .flatMap((line) => (line === '' ? [] : [Number.parseFloat(line)]))
      .sort((a, b) => a - b)
  }
  const source = times('src')
  for (const output of ['made', 'still', 'copy']) {
    const seen = times(`${output}/a/index.m3u8`)
    expect([output, seen.length]).toEqual([output, source.length])
    const off = source.map(
      (at, i) => 1000 * Math.abs((seen[i] ?? 0) - (seen[0] ?? 0) - (at - (source[0] ?? 0))),
    )
    expect(Math.max(...off), output).toBeLessThan(SAME_TIME)
  }
})
