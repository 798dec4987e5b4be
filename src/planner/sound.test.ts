import { describe, expect, test } from 'vitest'
import type { AudioStream } from '../domain/media-info.ts'
import { decibels, seconds } from '../domain/units.ts'
import { levelsOf } from '../testing/measured-run.ts'
import { mediaStubs } from '../testing/media-stubs.ts'
import { aac, mp4, planOf, video } from '../testing/output-stubs.ts'
import { attempt, FAST, media, PICTURE, probe, run } from '../testing/planned-run.ts'

const only = (audio: object, container: 'm4a' | 'mkv' | 'wav' | 'ogg' | 'mp3' = 'm4a') =>
  mp4({ container, audio: { ...aac, ...audio } as typeof aac })
/** What the encoder gets; a lossy one would overshoot where a tone begins. */
const pcm = (audio: object) => only({ codec: 'pcm_s24le', ...audio }, 'wav')
const FULL = 'sine=440:r=48000:d=1,volume=7.99,aformat=sample_fmts=fltp'
const surround = (gains: readonly number[], layout = '5.1(side)') => {
  const pan = gains.map((gain, i) => `c${i}=${gain}*c0`).join('|')
  return {
    dir: attempt('-f', 'lavfi', '-i', `${FULL},pan=${layout}|${pan}`, '-c:a', 'pcm_f32le', '-f', 'matroska'),
    info: media(null, { index: 0, channels: gains.length, layout, codec: 'pcm_f32le' }, seconds(1)),
  }
}

describe('channels', () => {
  test('all channels of 5.1 at full scale come down to stereo and mono without clipping', () => {
    const { dir, info } = surround([1, 1, 1, 1, 1, 1])
    run(dir, info, [pcm({ channels: 2 }), pcm({ channels: 1 })])
    for (const path of ['o0/main.wav', 'o1/main.wav'])
      for (const { peak } of levelsOf(dir, path)) expect(peak, path).toBeLessThanOrEqual(-0.9)
  })

  test('dialogue keeps its level, and the bass effects stay out', () => {
    const voice = surround([0, 0, 0.5, 0, 0, 0])
    run(voice.dir, voice.info, [pcm({ channels: 2 }), pcm({ channels: 1 })])
    // -3 dB on each side: together as loud as the one loudspeaker was.
    for (const { peak } of levelsOf(voice.dir, 'o0/main.wav')) expect(peak).toBeCloseTo(-9, 0)
    expect(levelsOf(voice.dir, 'o1/main.wav')[0]?.peak).toBeCloseTo(-6, 0)
    const bass = surround([0, 0, 0, 1, 0, 0])
    run(bass.dir, bass.info, [pcm({ channels: 2 })])
    for (const { peak } of levelsOf(bass.dir, 'o0/main.wav')) expect(peak).toBeLessThan(-80)
  })

  test('7.1 at full scale becomes 5.1 that players know, without clipping', () => {
    const { dir, info } = surround(Array(8).fill(1), '7.1')
    run(dir, info, [only({ channels: 6 })])
    expect(probe(dir, 'o0/main.m4a').audio).toMatchObject({ channels: 6, channel_layout: '5.1' })
    for (const { peak } of levelsOf(dir, 'o0/main.m4a')) expect(peak).toBeLessThan(0.1)
  })

  test('surrounds at the sides are said in each codec as its players read them', () => {
    const { dir, info } = surround([0.1, 0.1, 0.1, 0.1, 0.1, 0.1])
    run(dir, info, [
      only({}),
      only({ codec: 'ac3', bitrate: 384_000 }, 'mkv'),
      only({ codec: 'opus', bitrate: 256_000 }, 'ogg'),
      only({ codec: 'mp3' }, 'mp3'),
    ])
    const layouts = ['o0/main.m4a', 'o1/main.mkv', 'o2/main.ogg', 'o3/main.mp3'].map(
      (path) => probe(dir, path).audio?.channel_layout,
    )
    expect(layouts).toEqual(['5.1', '5.1(side)', '5.1', 'stereo'])
  })

  test('stereo folds to mono and mono opens to stereo at the same level; nothing is invented for 5.1', () => {
    const stereo = surround([0.5, 0.5], 'stereo')
    run(stereo.dir, stereo.info, [pcm({ channels: 1 }), pcm({ channels: 6 })])
    expect(levelsOf(stereo.dir, 'o0/main.wav')[0]?.peak).toBeCloseTo(-6, 0)
    const [left, right, ...others] = levelsOf(stereo.dir, 'o1/main.wav')
    expect([left?.peak, right?.peak].map((n) => Math.round(n ?? 0))).toEqual([-6, -6])
    for (const { peak } of others) expect(peak).toBeLessThan(-80)
    const mono = surround([0.5], 'mono')
    run(mono.dir, mono.info, [pcm({ channels: 2 })])
    for (const { peak } of levelsOf(mono.dir, 'o0/main.wav')) expect(peak).toBeCloseTo(-6, 0)
  })

  test('a gain changes the level by so much, and never clips', () => {
    const { dir, info } = surround([0.5, 0.5], 'stereo')
    run(dir, info, [
      pcm({ volume: { by: 'gain', gain: decibels(-6) } }),
      pcm({ volume: { by: 'gain', gain: decibels(20) } }),
    ])
    expect(levelsOf(dir, 'o0/main.wav')[0]?.peak).toBeCloseTo(-12, 0)
    expect(levelsOf(dir, 'o1/main.wav')[0]?.peak).toBeLessThan(0)
  })
})

describe('tracks', () => {
  const sine = (f: number) => ['-f', 'lavfi', '-i', `sine=${f}:r=48000:d=1`]
  const source = () => ({
    dir: attempt(
      ...[...PICTURE('25', 1), ...sine(300), ...sine(600), ...sine(900)],
      ...['-map', '0', '-map', '1', '-map', '2', '-map', '3', ...FAST, '-c:a', 'aac'],
      ...[
        '-metadata:s:a:0',
        'language=eng',
        '-metadata:s:a:1',
        'language=ger',
        '-disposition:a:2',
        'default',
      ],
      ...['-disposition:a:0', '0', '-f', 'matroska'],
    ),
    info: {
      ...media({ frames: 25 }, null, seconds(1)),
      audio: [
        track({ index: 1, language: 'eng', default: false }),
        track({ index: 2, language: 'ger', default: false }),
        track({ index: 3, default: true }),
      ],
    },
  })
  const track = (of: Partial<AudioStream>): AudioStream => ({
    ...(mediaStubs.hd30.audio[0] as AudioStream),
    ...{ channels: 1, layout: 'mono', duration: seconds(1), ...of },
  })

  test.each(['mp4', 'mkv', 'mov', 'ts'] as const)(
    'all of them go into %s, with their languages',
    (container) => {
      const { dir, info } = source()
      const all = { video: video(), audio: { ...aac, from: 'all' } } as const
      const planned = run(dir, info, [mp4({ container, ...all })])
      const tracks = probe(dir, `o0/main.${container}`).audios
      // The older half of QuickTime's language codes is all that FFmpeg writes into MOV; German is not told there.
      expect(tracks.map((t) => t.tags?.language ?? 'und')).toEqual([
        'eng',
        container === 'mov' ? 'und' : 'deu',
        'und',
      ])
      if (container !== 'ts') expect(tracks.map((t) => t.disposition.default)).toEqual([0, 0, 1])
      expect(planned.outputs[0]?.parts[0]).toMatchObject({
        expect: { audio: { language: 'eng' }, moreAudio: [{ language: 'deu' }, {}] },
      })
    },
  )

  test('one by position, language or default; further ones in another codec', () => {
    const { info } = source()
    const mapped = (audio: Partial<typeof aac>) =>
      planOf(info, [mp4({ audio: { ...aac, ...audio } })]).steps[0]?.commands[0]?.args.filter((a) =>
        /^0:\d$/.test(a),
      )
    expect(mapped({})).toEqual(['0:3'])
    expect(mapped({ from: [{ track: 0 }] })).toEqual(['0:1'])
    expect(mapped({ from: [{ language: 'de' }] })).toEqual(['0:2'])
    const two = planOf(info, [
      mp4({
        audio: aac,
        moreAudio: [{ codec: 'ac3', copy: 'never', from: [{ language: 'en' }] }],
      }),
    ])
    expect(two.outputs[0]?.reasons).toEqual([
      'audio 2: encoded by aac, 48000 Hz, 1 channels',
      'audio 0: encoded by ac3, 48000 Hz, 1 channels',
    ])
  })

  test('a track that is not there is refused, and the answer names those that are', () => {
    const { info } = source()
    const refusal = (from: NonNullable<(typeof aac)['from']>) =>
      planOf(info, [mp4({ audio: { ...aac, from } })]).refused
    expect(refusal([{ language: 'fr' }])).toMatchObject([
      { problem: { code: 'source-no-audio', message: expect.stringContaining('0: eng, 1: ger') } },
    ])
    expect(refusal([{ track: 3 }])).toMatchObject([{ problem: { code: 'source-no-audio' } }])
  })
})
