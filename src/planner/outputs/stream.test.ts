import { describe, expect, test } from 'vitest'
import type { MediaInfo } from '../../domain/media-info.ts'
import type { StreamSpec } from '../../domain/stream-spec.ts'
import { bps } from '../../domain/units.ts'
import { mediaStubs } from '../../testing/media-stubs.ts'
import { hls, ladder, planOf, readTracks } from '../../testing/output-stubs.ts'

const [sound] = mediaStubs.hd30.audio
if (!sound) throw new Error('the stub has sound')
/** Two sounds, and subtitles of which one is pictures. */
const FILM: MediaInfo = {
  ...mediaStubs.hd30,
  audio: [
    { ...sound, language: 'eng' },
    { ...sound, index: 2, language: 'ger', default: false },
  ],
  subtitles: [
    { index: 3, codec: 'ass', language: 'fre' },
    { index: 4, codec: 'hdmv_pgs_subtitle', language: 'eng' },
  ],
}
const planned = (of: Partial<StreamSpec>, media = FILM) => {
  const plan = planOf(
    media,
    [hls({ renditions: ladder({ 360: 800, 720: 2800 }), audioPlacement: 'separate', ...of })],
    undefined,
    [],
    readTracks([
      3,
      'ass',
      { kind: 'cues', format: 'srt', cues: [{ start: 1, end: 2, text: [{ text: 'a' }] }] },
    ]),
  )
  const parts = plan.outputs[0]?.parts ?? []
  return {
    ...{ plan, reasons: plan.outputs[0]?.reasons ?? [] },
    names: parts.map((part) => ('name' in part ? part.name : part.role)),
    tracks: parts.flatMap((part) => ('track' in part && part.track ? [part.track] : [])),
  }
}
const refusal = (of: Partial<StreamSpec>, media = FILM) => {
  const [first] = planned(of, media).plan.refused
  return first && `${first.problem.code}: ${first.problem.message}`
}

describe('sounds and subtitles', () => {
  test('every sound has a rendition of its own, named by its language', () => {
    const { names, tracks, plan } = planned({ audioTracks: 'all' })
    expect(names).toEqual(['720p', '360p', 'audio-en', 'audio-de'])
    expect(tracks).toEqual([
      { language: 'en', default: true },
      { language: 'de', default: false },
    ])
    const args = plan.steps[0]?.commands[0]?.args ?? []
    expect(args.filter((_, i) => args[i - 1] === '-map')).toEqual(['[v0]', '[v1]', '0:1', '0:2'])
  })

  test('one sound is plainly named, and a rendition of its name keeps it', () => {
    expect(planned({ audioTracks: [{ language: 'de' }] }).names).toEqual(['720p', '360p', 'audio'])
    const [first] = ladder({ 360: 800 })
    if (!first) throw new Error('a rung')
    const taken = planned({ audioTracks: 'all', renditions: [{ ...first, name: 'audio-en' }] })
    expect(taken.names).toEqual(['audio-en', 'audio-en-2', 'audio-de'])
  })

  test('a pick may name its files, and have the default track stand for a language the source has not', () => {
    const picks = [
      { language: 'de', name: 'deutsch', autoSelect: false },
      { language: 'fr', name: 'vf', otherwise: 'default' },
    ] as const
    const { names, tracks } = planned({ audioTracks: picks })
    expect(names).toEqual(['720p', '360p', 'deutsch', 'vf'])
    expect(tracks).toEqual([
      { language: 'de', default: true, autoSelect: false },
      { language: 'fr', default: false },
    ])
    expect(refusal({ audioTracks: [{ language: 'de', name: '720p' }] })).toBe(
      'invalid-parameter: The name "720p" is taken.',
    )
  })

  test('a rendition may carry sound of its own', () => {
    const [low, high] = ladder({ 360: 800, 720: 2800 })
    if (!low || !high) throw new Error('two rungs')
    const own = [{ ...low, audio: { codec: 'aac', bitrate: bps(32_000), copy: 'never' } as const }, high]
    const { plan } = planned({ renditions: own, audioPlacement: 'muxed' })
    const args = plan.steps[0]?.commands[0]?.args ?? []
    // One sound is encoded for each, where they would share one.
    expect(args.filter((arg) => arg === '0:1')).toHaveLength(2)
    expect(args.filter((arg) => arg === '32000')).toHaveLength(1)
    expect(refusal({ renditions: own })).toMatch(/^invalid-parameter: .*"muxed"/)
  })

  test('text becomes WebVTT beside the renditions; pictures of text are left out and told', () => {
    const { names, plan, reasons } = planned({ subtitles: 'all' })
    expect(names).toEqual(['720p', '360p', 'audio', 'subtitles'])
    expect(plan.steps).toHaveLength(1)
    expect(plan.steps[0]?.files).toEqual([
      { name: 'o0/subtitles.vtt', content: 'WEBVTT\n\n00:00:01.000 --> 00:00:02.000\na\n' },
    ])
    expect(reasons).toContain('subtitles: track 4 is left out, hdmv_pgs_subtitle is pictures and not text')
  })

  test('what the source does not have is told, and refused when no sound is left', () => {
    expect(planned({ audioTracks: [{ language: 'ja' }, { track: 0 }] }).reasons).toContain(
      'audio: none in ja in the source',
    )
    expect(refusal({ audioTracks: [{ language: 'ja' }] })).toBe(
      'source-no-audio: The source has no sound in ja.',
    )
    expect(planned({ subtitles: 'all' }, mediaStubs.hd30).reasons).toContain(
      'subtitles: none, the source has none',
    )
  })
})

const GENERATED = { method: 'aes-128', keys: { from: 'generated' } } as const

describe('what cannot be', () => {
  test.each<[string, Partial<StreamSpec>, string]>([
    ['DASH of MPEG-TS', { protocol: 'dash', segmentFormat: 'ts' }, 'fMP4'],
    ['DASH with muxed sound', { protocol: 'hls+dash', audioPlacement: 'muxed' }, 'separate'],
    [
      'DASH without a manifest',
      { protocol: 'dash', master: false, renditions: ladder({ 360: 800 }) },
      'manifest',
    ],
    ['whole-segment keys in DASH', { protocol: 'hls+dash', encryption: GENERATED }, 'AES-128'],
    ['key frames out of encrypted segments', { iFrames: true, encryption: GENERATED }, 'Key frames'],
    [
      'common encryption of MPEG-TS',
      { segmentFormat: 'ts', encryption: { ...GENERATED, method: 'sample-aes' } },
      'fMP4',
    ],
    [
      'common encryption by several keys',
      {
        encryption: {
          method: 'cenc',
          keys: { from: 'given', given: ['a', 'b'].map((uri) => ({ key: '00'.repeat(16), uri })) },
        },
      },
      'one key',
    ],
    [
      'common encryption of VP9',
      {
        renditions: ladder({ 360: 800 }).map((r) => ({ ...r, video: { ...r.video, codec: 'vp9' } })),
        encryption: { ...GENERATED, method: 'cenc' },
      },
      'not of vp9',
    ],
    ['key frames for DASH alone', { protocol: 'dash', iFrames: true }, 'HLS'],
    [
      'key frames that nothing names',
      { master: false, renditions: ladder({ 360: 800 }), iFrames: true },
      'names it',
    ],
    ['several muxed sounds', { audioTracks: 'all', audioPlacement: 'muxed' }, 'Several sounds'],
  ])('%s is refused, with the reason', (_what, spec, names) => {
    expect(refusal(spec)).toMatch(/^unsupported-parameter: /)
    expect(refusal(spec)).toContain(names)
  })

  test('no key at all is no encryption', () => {
    const encryption = { method: 'aes-128', keys: { from: 'given', given: [] } } as const
    expect(refusal({ encryption })).toBe('invalid-parameter: No key is given.')
  })
})

test('beside other renditions a source that fits is encoded all the same: its key frames stand elsewhere', () => {
  const copies = ladder({ 360: 800, 720: 2800 }).map((r) => ({
    ...r,
    video: { ...r.video, copy: 'if-fits' as const },
  }))
  expect(planned({ renditions: copies }).reasons).toContain(
    '720p: video: encoded by libx264 at 1280x720; not copied: the segments of all renditions begin together',
  )
})
