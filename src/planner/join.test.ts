import { execFileSync } from 'node:child_process'
import { join as pathOf } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Clip } from '../domain/join-spec.ts'
import type { MediaInfo } from '../domain/media-info.ts'
import type { PlanInput } from '../domain/plan-input.ts'
import type { Source } from '../domain/source.ts'
import { decibels, kbps, rational, seconds } from '../domain/units.ts'
import { fullCapabilities, mediaStubs } from '../testing/media-stubs.ts'
import { aac, mp4 as file, height, hls, planOf, video as videoOf } from '../testing/output-stubs.ts'
import {
  attempt,
  FAST,
  facts,
  ffmpeg,
  media,
  picturesOf,
  probe,
  probed,
  run,
  TONE,
} from '../testing/planned-run.ts'

// Clips of other sizes, rates and sounds, joined and measured: each has a colour of its own.

const at = (key: string): Source => ({ from: 'object', bucket: 'clips', key })
const clip = (key: string, start?: number, end?: number): Clip => ({
  source: at(key),
  ...(start !== undefined && end !== undefined && { range: { start: seconds(start), end: seconds(end) } }),
})
const known = (key: string, name: string, info: MediaInfo): PlanInput => ({
  ...{ use: 'clip', source: at(key), file: name, media: info },
})
const picture = (color: string, size: string, rate: number, duration: number) => [
  ...['-f', 'lavfi', '-i', `color=c=${color}:s=${size}:r=${rate}:d=${duration}`],
]
const video = videoOf(height(180), { speed: 'ultrafast', rate: { mode: 'crf', crf: 10 } })

/** Three seconds of grey with a tone; a red clip of another shape and rate without sound; a blue one at 44.1 kHz. */
const prepare = (): { dir: string; inputs: readonly PlanInput[] } => {
  const dir = attempt(...picture('gray', '320x180', 30, 3), ...TONE(), ...FAST, '-c:a', 'aac')
  ffmpeg(dir, ...picture('red', '160x120', 25, 1), ...FAST, '-f', 'mp4', 'in1')
  const loud = ['-f', 'lavfi', '-i', 'sine=880:r=44100:d=2', '-ac', '2', '-c:a', 'aac']
  ffmpeg(dir, ...picture('blue', '640x360', 50, 2), ...loud, ...FAST, '-f', 'mp4', 'in2')
  const red = media(
    {
      width: 160,
      height: 120,
      frameRate: rational(25),
      baseFrameRate: rational(25),
      frames: 25,
      duration: seconds(1),
    },
    null,
    seconds(1),
  )
  const blue = media(
    {
      width: 640,
      height: 360,
      frameRate: rational(50),
      baseFrameRate: rational(50),
      frames: 100,
      duration: seconds(2),
    },
    { sampleRate: 44_100, channels: 2 },
    seconds(2),
  )
  return { dir, inputs: [known('red.mp4', 'in1', red), known('blue.mp4', 'in2', blue)] }
}
const join = { head: [clip('red.mp4')], tail: [clip('blue.mp4', 0.5, 1.5)] }

const colorOf = ([y = 0, u = 0, v = 0]: readonly number[]): string =>
  y < 24 ? 'black' : v > 200 ? 'red' : u > 200 ? 'blue' : 'grey'

/** Loudest sample of each tenth of a second. */
const loudness = (dir: string, path: string): { samples: number; tenths: readonly boolean[] } => {
  const raw = execFileSync(
    'ffmpeg',
    ['-v', 'error', '-i', pathOf(dir, path), '-ac', '1', '-f', 's16le', '-'],
    {
      maxBuffer: 64 * 1024 * 1024,
    },
  )
  const samples = raw.length / 2
  const loud = (from: number): boolean => {
    let peak = 0
    for (let i = from + 200; i < Math.min(samples, from + 4600); i++)
      peak = Math.max(peak, Math.abs(raw.readInt16LE(2 * i)))
    return peak > 500
  }
  return { samples, tenths: Array.from({ length: Math.floor(samples / 4800) }, (_, n) => loud(n * 4800)) }
}

describe('joining', () => {
  test('clips follow each other to the frame and to the sample, in the frame and sound of the source', () => {
    const { dir, inputs } = prepare()
    const specs = [
      file({ container: 'mkv', video, audio: { codec: 'pcm_s16le', copy: 'never' }, join }),
      file({ video: videoOf(height(90), { speed: 'ultrafast' }), audio: aac, join }),
      file({ video }),
    ]
    const planned = run(dir, media({}), specs, fullCapabilities.muxers, inputs)
    expect(planned.steps.map((s) => s.outputs)).toEqual([[0, 1], [2]])

    const { frames, colorAt } = picturesOf(dir, 'o0/main.mkv')
    expect(frames).toBe(150)
    const middle = [140, 80, 40, 20] as const
    const frame = (n: number, box: readonly [number, number, number, number] = middle) =>
      colorOf(colorAt(n / 30, box))
    expect([0, 29, 30, 119, 120, 149].map((n) => frame(n))).toEqual([
      'red',
      'red',
      'grey',
      'grey',
      'blue',
      'blue',
    ])
    expect([frame(10, [2, 20, 34, 140]), frame(10, [44, 20, 34, 140])]).toEqual(['black', 'red'])

    const { samples, tenths } = loudness(dir, 'o0/main.mkv')
    expect(samples).toBe(5 * 48_000)
    expect(tenths).toEqual([...Array(10).fill(false), ...Array(40).fill(true)])
    expect(facts(dir, 'o1/main.mp4')).toEqual(['h264 160x90 150', 'aac'])
    expect(facts(dir, 'o2/main.mp4')).toEqual(['h264 320x180 90', undefined])
  })

  test('a source without sound is silent among others; a stream and sound alone are joined too', () => {
    const { dir, inputs } = prepare()
    const specs = [
      hls({ segmentFormat: 'ts', renditions: [{ name: 'v', video }], audioPlacement: 'separate', join }),
      file({
        container: 'wav',
        audio: { codec: 'pcm_s16le', copy: 'never' },
        join,
        range: { start: seconds(1) },
      }),
    ]
    run(dir, media({}, null), specs, fullCapabilities.muxers, inputs)
    expect(facts(dir, 'o0/v/index.m3u8')[0]).toBe('h264 320x180 150')
    const { samples, tenths } = loudness(dir, 'o1/main.wav')
    expect(samples).toBe(4 * 44_100)
    expect(tenths.filter(Boolean).length).toBeLessThan(11)
    expect(tenths.at(-1)).toBe(true)
  })

  test('a turned clip of full range, in two passes, with two sounds of other rates and channels', () => {
    const dir = attempt(...picture('gray', '320x180', 30, 1), ...TONE(1), ...FAST, '-c:a', 'aac')
    const full = ['-vf', 'scale=out_range=pc', '-color_range', 'pc', ...FAST]
    ffmpeg(dir, ...picture('white', '180x320', 30, 1), ...TONE(1), ...full, '-f', 'mp4', 'in1')
    const turned = { width: 180, height: 320, rotation: 90, color: { range: 'pc' } } as const
    const inputs = [known('turned.mp4', 'in1', media(turned, {}, seconds(1)))]
    const rate = { mode: 'abr', bitrate: kbps(200), passes: 2 } as const
    const spec = file({
      ...{ container: 'mkv', video: { ...video, rate }, join: { head: [], tail: [clip('turned.mp4')] } },
      audio: { codec: 'pcm_s16le', copy: 'never', channels: 2, volume: { by: 'gain', gain: decibels(-6) } },
      moreAudio: [{ codec: 'pcm_s16le', copy: 'never', sampleRate: 22_050 }],
    })
    run(dir, media({ frames: 30 }, {}, seconds(1)), [spec], fullCapabilities.muxers, inputs)
    const { audios } = probe(dir, 'o0/main.mkv')
    expect(audios.map((a) => [a.sample_rate, a.channels])).toEqual([
      ['48000', 2],
      ['22050', 1],
    ])
    const { frames, colorAt } = picturesOf(dir, 'o0/main.mkv')
    expect(frames).toBe(60)
    // White of limited range up to the edges: the clip lies as the source does.
    for (const box of [[4, 4, 20, 20] as const, [296, 156, 20, 20] as const])
      expect(colorAt(1.5, box)[0]).toBeCloseTo(235, -1)
  })
})

/** Stored turned, so that players turn it clockwise by so much (FFmpeg's own count goes the other way): white, red, blue and grey in its four quarters, upright. */
const turnedQuarters = (dir: string, rotation: 90 | 180 | 270, name: string) => {
  const turns = { 90: 'transpose=cclock', 180: 'hflip,vflip', 270: 'transpose=clock' }[rotation]
  const quarter = (color: string, x: number, y: number) =>
    `drawbox=x=${x}:y=${y}:w=160:h=90:c=${color}:t=fill`
  const upright = ['color=gray:s=320x180:r=30:d=0.5', quarter('white', 0, 0), quarter('red', 160, 0)]
  const stored = [...upright, quarter('blue', 0, 90), turns].join(',')
  ffmpeg(dir, '-f', 'lavfi', '-i', stored, ...FAST, '-crf', '10', '-f', 'mp4', 'stored')
  ffmpeg(
    dir,
    '-i',
    'stored',
    '-c',
    'copy',
    '-metadata:s:v',
    `rotate=${360 - rotation}`,
    '-f',
    'mp4',
    `file:${name}`,
  )
}

test.each([90, 180, 270] as const)(
  'films that are stored turned by %d° stand upright, joined or first',
  async (rotation) => {
    const dir = attempt(...picture('gray', '320x180', 30, 0.5), ...FAST)
    turnedQuarters(dir, rotation, 'src')
    turnedQuarters(dir, rotation === 90 ? 270 : 90, 'in1')
    ffmpeg(dir, ...picture('red', '320x180', 30, 0.5), ...FAST, '-f', 'mp4', 'in2')
    const inputs = [known('a', 'in1', await probed(dir, 'in1')), known('b', 'in2', await probed(dir, 'in2'))]
    const spec = file({ container: 'mkv', video, join: { head: [clip('b')], tail: [clip('a')] } })
    const info = await probed(dir)
    expect(info.video[0]).toMatchObject({ rotation })
    run(dir, info, [spec], fullCapabilities.muxers, inputs)
    expect(facts(dir, 'o0/main.mkv')[0]).toBe('h264 320x180 45')
    const { colorAt } = picturesOf(dir, 'o0/main.mkv')
    const quarters = (time: number) =>
      [60, 220].flatMap((x) => [30, 120].map((y) => colorAt(time, [x, y, 40, 30])))
    expect(quarters(0.2).map(colorOf)).toEqual(['red', 'red', 'red', 'red'])
    for (const time of [0.7, 1.2]) {
      const [white, blue, red, grey] = quarters(time)
      expect(white?.[0], `${time}`).toBeGreaterThan(220)
      expect(
        [blue, red, grey].map((of) => of && colorOf(of)),
        `${time}`,
      ).toEqual(['blue', 'red', 'grey'])
    }
  },
)

test('what cannot be joined says why', () => {
  const hdr = {
    ...mediaStubs.hd30,
    video: mediaStubs.hd30.video.map((v) => ({ ...v, color: { transfer: 'smpte2084' } })),
  }
  const inputs = [known('hdr.mp4', 'in1', hdr), known('ok.mp4', 'in2', mediaStubs.hd30)]
  const loud = { ...aac, volume: { by: 'loudness', integrated: -23, truePeak: -1 } } as const
  const copied = { ...videoOf(), copy: 'always' as const }
  const specs = [
    file({ video: videoOf(), join: { head: [clip('hdr.mp4')], tail: [] } }),
    file({ video: videoOf(), join: { head: [], tail: [clip('ok.mp4', 99, 100)] } }),
    file({ video: copied, join: { head: [], tail: [clip('ok.mp4')] } }),
    file({ audio: { ...aac, copy: 'always' }, join: { head: [], tail: [clip('ok.mp4')] } }),
    file({ audio: loud, join: { head: [], tail: [clip('ok.mp4')] } }),
    file({ video: videoOf(undefined, { deinterlace: 'never' }), join: { head: [], tail: [clip('ok.mp4')] } }),
    file({ video: videoOf(), join: { head: [], tail: Array.from({ length: 21 }, () => clip('ok.mp4')) } }),
  ]
  const { refused } = planOf(mediaStubs.hd30, specs, fullCapabilities, inputs)
  expect(refused.map(({ problem }) => problem.code)).toEqual([
    'unsupported-parameter',
    'value-out-of-range',
    'invalid-parameter',
    'invalid-parameter',
    'unsupported-parameter',
    'unsupported-parameter',
    'value-out-of-range',
  ])
  expect(refused[1]?.problem.message).toContain('the clip is')
})
