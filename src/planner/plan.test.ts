import { describe, expect, test } from 'vitest'
import type { MediaInfo } from '../domain/media-info.ts'
import type { OutputSpec, VideoSpec } from '../domain/output-spec.ts'
import type { Capabilities } from '../domain/plan.ts'
import { rational, seconds } from '../domain/units.ts'
import { fullCapabilities, mediaStubs } from '../testing/media-stubs.ts'
import { aac, argsOf, height, hls, mp4, planOf, SEED_TASK, video } from '../testing/output-stubs.ts'

describe('what cannot be made', () => {
  const without = (what: 'encoders' | 'filters' | 'muxers', name: string): Capabilities => ({
    ...fullCapabilities,
    [what]: new Set([...fullCapabilities[what]].filter((n) => n !== name)),
  })
  const fine = mp4({ container: 'm4a', audio: aac })
  const copied = { copy: 'always' } as const
  type Refusal = [
    name: string,
    OutputSpec,
    code: string,
    names: string,
    (MediaInfo | undefined)?,
    Capabilities?,
  ]
  const refusals: Refusal[] = [
    [
      'a missing encoder',
      mp4({ video: video() }),
      'encoder-missing',
      '"libx264"',
      undefined,
      without('encoders', 'libx264'),
    ],
    [
      'a missing filter',
      mp4({ video: video() }),
      'encoder-missing',
      '"bwdif"',
      mediaStubs.interlaced,
      without('filters', 'bwdif'),
    ],
    ['a missing muxer', hls(), 'encoder-missing', '"hls"', undefined, without('muxers', 'hls')],
    [
      'a codec that does not fit',
      mp4({ container: 'flv', video: video(undefined, { codec: 'hevc' }) }),
      'unsupported-parameter',
      'hevc',
    ],
    [
      'sound that does not fit',
      mp4({ audio: { codec: 'flac', copy: 'never' } }),
      'unsupported-parameter',
      'flac',
    ],
    [
      'a copy that does not fit',
      mp4({ container: 'flv', video: video(undefined, copied) }),
      'unsupported-parameter',
      'hevc',
      mediaStubs.hdr10,
    ],
    [
      'a copy of sound that does not fit',
      mp4({ container: 'wav', audio: { ...aac, ...copied } }),
      'unsupported-parameter',
      'aac',
    ],
    [
      'a profile of another codec',
      mp4({ video: video(undefined, { profile: 'main10' }) }),
      'unsupported-parameter',
      'main10',
    ],
    ['an empty file', mp4({}), 'invalid-parameter', 'video, audio'],
    [
      'a range after the end',
      mp4({ audio: aac, range: { start: seconds(60) } }),
      'value-out-of-range',
      '60 s',
    ],
    [
      'a range backwards',
      mp4({ audio: aac, range: { start: seconds(5), end: seconds(5) } }),
      'value-out-of-range',
      '5 s',
    ],
    [
      'a giant picture',
      mp4({ video: video({ by: 'sides', first: 20_000, fill: 'fit', upscale: true }) }),
      'value-out-of-range',
      '16384',
    ],
    [
      'a name that is a path',
      hls({ renditions: [{ name: '../x', video: video() }] }),
      'invalid-parameter',
      '../x',
    ],
    [
      'a name twice',
      hls({
        renditions: [
          { name: 'a', video: video() },
          { name: 'a', video: video() },
        ],
      }),
      'invalid-parameter',
      '"a"',
    ],
    ['no picture', mp4({ video: video(), audio: aac }), 'source-no-video', 'no video', mediaStubs.audioOnly],
    ['no sound', mp4({ audio: aac }), 'source-no-audio', 'no audio', mediaStubs.videoOnly],
  ]
  for (const [name, spec, code, names, media, capabilities] of refusals)
    test(`${name} is refused by name`, () => {
      const { steps, outputs, refused } = planOf(media ?? mediaStubs.hd30, [spec], capabilities)
      expect({ steps, outputs }).toEqual({ steps: [], outputs: [] })
      expect(refused).toMatchObject([{ output: 0, problem: { code, path: 'outputs.0' } }])
      expect(refused[0]?.problem.message).toContain(names)
    })
  test('does not stop the others', () => {
    const made = planOf(mediaStubs.hd30, [mp4({}), fine])
    expect(made.refused.map((r) => r.output)).toEqual([0])
    expect(made.steps.map((s) => s.outputs)).toEqual([[1]])
  })
})

describe('what is expected', () => {
  const expected = (media: MediaInfo, spec: OutputSpec) => {
    const part = planOf(media, [spec]).outputs[0]?.parts[0]
    return part && 'expect' in part ? part.expect : undefined
  }
  const bare = (media: MediaInfo, more: Partial<MediaInfo['video'][number]>): MediaInfo => ({
    ...media,
    video: [{ ...media.video[0]!, ...more }],
  })
  test('frames follow the rate asked for', () => {
    const at15 = mp4({ video: video(undefined, { frameRate: rational(15) }) })
    expect(expected(mediaStubs.hd30, at15)?.video?.frames).toEqual({ count: 900, slack: 18 })
  })
  test('a count that contradicts the duration, or counts fields, is not used', () => {
    const keep = mp4({ video: video() })
    expect(expected(mediaStubs.hd30, keep)?.video?.frames).toEqual({ count: 1800, slack: 2 })
    expect(expected(bare(mediaStubs.hd30, { frames: 2000 }), keep)?.video?.frames).toBeUndefined()
    expect(expected(mediaStubs.interlaced, keep)?.video?.frames).toBeUndefined()
  })
  test('sound that starts late is as long as the source: silence comes first', () => {
    const media = {
      ...mediaStubs.hd30,
      audio: [{ ...mediaStubs.hd30.audio[0]!, startTime: seconds(3), duration: seconds(57) }],
    }
    expect(expected(media, mp4({ container: 'm4a', audio: aac }))).toMatchObject({
      duration: 60,
      tolerance: 0.6,
      audio: { duration: 60 },
    })
    // A copy begins with its first packet.
    expect(expected(media, mp4({ container: 'm4a', audio: { ...aac, copy: 'always' } }))).toMatchObject({
      duration: 60,
      tolerance: 3.6,
      audio: { duration: 57 },
    })
    expect(expected(media, mp4({ video: video(), audio: aac }))).toMatchObject({
      duration: 60,
      tolerance: 0.6,
    })
  })
  test('the default audio stream is taken, and channels beyond the codec are folded', () => {
    const stereo = planOf(mediaStubs.twoAudios, [mp4({ audio: aac })])
    expect(argsOf(stereo)).toContain('0:2')
    const surround = { ...mediaStubs.twoAudios, audio: mediaStubs.twoAudios.audio.slice(0, 1) }
    expect(
      expected(surround, mp4({ container: 'mp3', audio: { codec: 'mp3', copy: 'never' } }))?.audio?.channels,
    ).toBe(2)
    expect(argsOf(planOf(surround, [mp4({ audio: { codec: 'aac', copy: 'never' } })]))).toContain('384000')
  })
})

describe('sharing', () => {
  const count = (specs: readonly OutputSpec[], name: string) =>
    argsOf(planOf(mediaStubs.hd30, specs)).filter((a) => a === name).length
  const rendition = hls({ renditions: [{ name: 'v', video: video(height(720)) }] })
  test('a file that leaves key frames to the encoder takes the encode of an equal rendition', () => {
    expect(count([mp4({ video: video(height(720)), audio: aac }), rendition], 'libx264')).toBe(1)
    expect(
      planOf(mediaStubs.hd30, [mp4({ video: video(height(720)) }), rendition]).outputs[0]?.reasons,
    ).toContain('video: encoded once, shared with output 1')
  })
  test.each<[string, Partial<VideoSpec>]>([
    ['key frames', { gop: { frames: 250 } }],
    ['rate', { rate: { mode: 'crf', crf: 24 } }],
    ['profile', { profile: 'main' }],
    ['level', { level: '4.1' }],
    ['frame rate', { frameRate: rational(25) }],
    ['size', { size: height(480) }],
  ])('another %s is another encode', (_, more) => {
    expect(count([mp4({ video: video(height(720), more), audio: aac }), rendition], 'libx264')).toBe(2)
  })
  test('outputs with nothing in common stay plain', () => {
    expect(count([mp4({ video: video(height(720)) }), mp4({ video: video(height(480)) })], 'tee')).toBe(0)
  })
  test.each([
    [1, '1'],
    [2, '3'],
    [8, '12'],
  ])('with %i processors of its own a process starts threads for these', (processors, encoders) => {
    const p = planOf(mediaStubs.hd30, [mp4({ video: video(height(360)), quality: ['ssim'] })], {
      ...fullCapabilities,
      processors,
    })
    const args = argsOf(p)
    expect(args[args.indexOf('-filter_complex_threads') + 1]).toBe(String(processors))
    expect(args[args.indexOf('-threads') + 1]).toBe(String(processors))
    expect(args.indexOf('-threads')).toBeLessThan(args.indexOf('-i'))
    expect(args[args.indexOf('-threads:0') + 1]).toBe(encoders)
    expect(p.reasons[0]).toMatch(/threads for (one|2|8) processor/)
    const [part] = p.outputs[0]?.parts ?? []
    const measuring = (part?.role === 'file' && part.quality?.args) || []
    expect(measuring.flatMap((arg, i) => (measuring[i - 1] === '-threads' ? [arg] : []))).toEqual([
      String(processors),
      String(processors),
    ])
  })
  test('equal requests give equal plans', () => {
    expect(planOf(mediaStubs.hd30, SEED_TASK)).toEqual(planOf(mediaStubs.hd30, structuredClone(SEED_TASK)))
  })
})
