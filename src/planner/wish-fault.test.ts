import { expect, test } from 'vitest'
import type { OutputSpec, VideoSpec } from '../domain/output-spec.ts'
import { kbps, rational } from '../domain/units.ts'
import { fullCapabilities } from '../testing/media-stubs.ts'
import { aac, hls, mp4, sprite, video } from '../testing/output-stubs.ts'
import { wishFault } from './wish-fault.ts'

const without = (...names: string[]) => {
  const rest = (all: ReadonlySet<string>) => new Set([...all].filter((name) => !names.includes(name)))
  const { encoders, filters, muxers } = fullCapabilities
  return { ...fullCapabilities, encoders: rest(encoders), filters: rest(filters), muxers: rest(muxers) }
}
const of = (more: Partial<VideoSpec>, container: 'mp4' | 'webm' | 'flv' | 'mov' | 'ts' = 'mp4') =>
  mp4({ container, video: video(undefined, more) })

test.each<[string, OutputSpec, string]>([
  ['libx265', of({ codec: 'hevc' }), 'encoder'],
  ['libsvtav1', hls({ renditions: [{ name: 'a', video: video(undefined, { codec: 'av1' }) }] }), 'encoder'],
  ['aac', mp4({ container: 'm4a', audio: aac }), 'encoder'],
  ['libfdk_aac', mp4({ container: 'adts', audio: { ...aac, profile: 'he' } }), 'encoder'],
  ['webm', of({ codec: 'vp9' }, 'webm'), 'muxer'],
  ['hls', hls(), 'muxer'],
  ['tile', sprite, 'filter'],
  ['libx265', of({ codec: 'hevc', copy: 'if-fits' }), 'encoder'],
  ['aac', mp4({ container: 'm4a', audio: { ...aac, copy: 'if-fits' } }), 'encoder'],
  ['libwebp', { ...sprite, format: 'webp' }, 'encoder'],
  ['png', { kind: 'snapshots', at: { by: 'cover' }, format: 'png', size: { by: 'source' } }, 'encoder'],
  [
    'paletteuse',
    { kind: 'animation', format: 'gif', frameRate: rational(5), size: { by: 'source' }, plays: 0 },
    'filter',
  ],
])('an FFmpeg without %s refuses what needs it, by name', (name, spec, what) => {
  expect(wishFault(spec, without(name))).toMatchObject({ code: 'encoder-missing', detail: { [what]: name } })
  expect(wishFault(spec, without(name))?.message).toContain(`"${name}"`)
})

test('what is copied, or is complete, is not refused', () => {
  expect(wishFault(of({ codec: 'hevc', copy: 'always' }), without('libx265'))).toBeUndefined()
  for (const codec of ['h264', 'hevc', 'av1', 'vp9'] as const)
    expect(wishFault(of({ codec }), fullCapabilities)).toBeUndefined()
})

test.each<[string, OutputSpec]>([
  ['vp9 cannot be put into a file of type flv', of({ codec: 'vp9' }, 'flv')],
  ['hevc cannot be put into a file of type flv', of({ codec: 'hevc' }, 'flv')],
  ['h264 cannot be put into a file of type webm', of({}, 'webm')],
  ['av1 cannot be put into a file of type ts', of({ codec: 'av1' }, 'ts')],
  ['vp8 cannot be put into a file of type mp4', of({ codec: 'vp8' })],
  [
    'opus cannot be put into a file of type mov',
    mp4({ container: 'mov', audio: { codec: 'opus', copy: 'never' } }),
  ],
  ['aac cannot be put into a file of type webm', mp4({ container: 'webm', audio: aac })],
  ['no profile "high"', of({ codec: 'hevc', profile: 'high' })],
  ['4:2:2 samples of 8 bits', of({ codec: 'av1', chroma: '4:2:2' })],
  ['in profile main cannot be made with 4:2:0 samples of 10 bits', of({ profile: 'main', bitDepth: 10 })],
  ['lossless', of({ profile: 'high', rate: { mode: 'crf', crf: 0 } })],
  ['CRF between 0 and 51', of({ rate: { mode: 'crf', crf: 60 } })],
  ['B-frames', of({ codec: 'vp9', bFrames: 2 })],
  ['baseline has no B-frames', of({ profile: 'baseline', bFrames: 2 })],
  ['reference frames', of({ codec: 'av1', references: 4 })],
  ['closed GOPs only', of({ codec: 'vp8', openGop: true }, 'webm')],
  ['tuned for "film"', of({ codec: 'hevc', tune: 'film' })],
  ['one pass', of({ codec: 'av1', rate: { mode: 'abr', bitrate: kbps(500), passes: 2 } })],
])('refused at once: %s', (words, spec) => {
  expect(wishFault(spec, fullCapabilities)?.message).toContain(words)
})
