import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import type { MediaInfo } from '../domain/media-info.ts'
import type { OutputSpec } from '../domain/output-spec.ts'
import type { TextOverlay } from '../domain/overlay-spec.ts'
import type { Plan, PlannedPart } from '../domain/plan.ts'
import type { PlanInput } from '../domain/plan-input.ts'
import type { Source } from '../domain/source.ts'
import { kbps, rational, seconds } from '../domain/units.ts'
import { mediaStubs } from '../testing/media-stubs.ts'
import {
  aac,
  FOUR_RUNGS,
  height,
  hls,
  ladder,
  mp4,
  planOf,
  SEED_TASK,
  sprite,
  video,
} from '../testing/output-stubs.ts'

// Whole commands, one argument per line, in `golden/`. UPDATE_GOLDEN=1 writes them anew; never where CI is set.
const golden = fileURLToPath(new URL('./golden/', import.meta.url))
const update = process.env.UPDATE_GOLDEN === '1' && !process.env.CI

/** The plan as text: the input options that never differ are left out. */
const text = (p: Plan): string =>
  [
    ...p.steps.flatMap((s) => [
      `# ${s.id}: outputs ${s.outputs.join(', ')}; ${s.duration} s; folders ${s.folders.join(' ')}`,
      ...s.files.map(({ name, content }) => `# file ${name}: ${JSON.stringify(content)}`),
      ...s.commands.flatMap((c, i) => [
        ...(s.commands.length > 1
          ? [`# command ${i + 1}: ${c.purpose}, weight ${c.effort.weight} of ${c.effort.alike}`]
          : []),
        ...withoutPolicy(c.args),
        '',
      ]),
    ]),
    ...p.reasons.map((r) => `# ${r}`),
    ...p.outputs.flatMap((o) => o.reasons.map((r) => `# output ${o.output} ${r}`)),
    ...p.outputs.flatMap((o) => o.parts.flatMap(partText)),
    ...p.refused.map((r) => `# refused ${r.output} ${r.problem.code}: ${r.problem.message}`),
    '',
  ].join('\n')

const partText = (part: PlannedPart): readonly string[] => {
  if (!('quality' in part) || !part.quality) return [`# part ${JSON.stringify(part)}`]
  const { quality, ...rest } = part
  const { args, ...run } = quality
  return [`# part ${JSON.stringify(rest)}`, `# quality ${JSON.stringify(run)}`, ...withoutPolicy(args), '']
}

/** Every input has the same ones. */
const withoutPolicy = (args: readonly string[]): readonly string[] => {
  const from = args.indexOf('-protocol_whitelist')
  if (from < 0) return args
  const to = args.indexOf('-analyzeduration', from) + 2
  return [...args.slice(0, from), ...withoutPolicy(args.slice(to))]
}

const words = (corner: TextOverlay['position']['corner']): TextOverlay => ({
  ...{ kind: 'text', text: 'Pentode\n%{pts}', size: { percent: 5 }, color: 'ffffff' },
  ...{ position: { corner, x: { percent: 5 }, y: { px: 20 } }, window: { start: seconds(1) } },
})

const TEXT: Source = { from: 'object', bucket: 'texts', key: 'de.srt' }
const WORDS: PlanInput = {
  ...{ use: 'subtitles', source: TEXT },
  document: {
    ...{ kind: 'cues', format: 'srt' },
    cues: [{ start: 12, end: 14.25, text: [{ text: 'Wer ' }, { text: 'da?', italic: true }] }],
  },
}

const cases: Record<string, readonly [MediaInfo, readonly OutputSpec[]]> = {
  'seed-task': [mediaStubs.hd30, SEED_TASK],
  'ladder-separate-audio': [
    mediaStubs.hd30,
    [hls({ renditions: ladder(FOUR_RUNGS), audioPlacement: 'separate' })],
  ],
  'ladder-and-sprite': [
    mediaStubs.hd30,
    [hls({ renditions: ladder(FOUR_RUNGS), audioPlacement: 'separate' }), sprite],
  ],
  'measured-quality': [
    mediaStubs.hd30,
    [mp4({ video: video(height(720)), audio: aac, quality: ['ssim', 'psnr'], range: { start: seconds(1) } })],
  ],
  'original-beside-audio': [mediaStubs.hd30, [mp4({ container: 'm4a', audio: aac }), { kind: 'original' }]],
  'probe-beside-audio': [mediaStubs.hd30, [mp4({ container: 'm4a', audio: aac }), { kind: 'probe' }]],
  remux: [
    mediaStubs.hd30,
    [
      mp4({
        container: 'ts',
        video: video({ by: 'source' }, { copy: 'always' }),
        audio: { ...aac, copy: 'always' },
      }),
    ],
  ],
  'copy-if-fits': [
    mediaStubs.hd30ShortGop,
    [
      hls({
        renditions: [
          {
            name: '1080p',
            video: video(height(1080), { copy: 'if-fits', rate: { mode: 'abr', bitrate: kbps(5000) } }),
          },
          {
            name: '720p',
            video: video(height(720), { copy: 'if-fits', rate: { mode: 'abr', bitrate: kbps(2500) } }),
          },
        ],
        audio: { ...aac, copy: 'if-fits' },
      }),
    ],
  ],
  portrait: [
    mediaStubs.portrait,
    [
      mp4({
        video: video({ by: 'long-short', first: 1280, second: 720, fill: 'fit', upscale: false }),
        audio: aac,
      }),
    ],
  ],
  anamorphic: [
    mediaStubs.anamorphic,
    [mp4({ video: video(), audio: aac }), mp4({ video: video(height(288)) })],
  ],
  interlaced: [
    mediaStubs.interlaced,
    [mp4({ video: video(), audio: aac }), hls({ renditions: ladder(FOUR_RUNGS) })],
  ],
  'odd-size': [mediaStubs.odd, [mp4({ video: video(), audio: aac })]],
  'variable-rate': [
    mediaStubs.variableRate,
    [
      hls({
        renditions: [
          { name: 'kept', video: video(height(720)) },
          { name: 'even', video: video(height(360), { frameRate: rational(15) }) },
        ],
      }),
    ],
  ],
  'audio-only-source': [
    mediaStubs.audioOnly,
    [mp4({ container: 'm4a', audio: aac }), mp4({ video: video(), audio: aac }), hls(), sprite],
  ],
  'video-only-source': [
    mediaStubs.videoOnly,
    [
      mp4({ video: video(), audio: aac }),
      mp4({ container: 'm4a', audio: aac }),
      hls({ audioPlacement: 'separate' }),
    ],
  ],
  ntsc: [
    mediaStubs.ntsc,
    [hls({ segmentDuration: seconds(6), renditions: ladder({ 360: 800, 720: 2800 }) })],
  ],
  range: [
    mediaStubs.hd30,
    [
      mp4({ video: video(height(720)), audio: aac, range: { start: seconds(12.5), end: seconds(20) } }),
      mp4({ video: video(height(720)), audio: aac }),
      { ...sprite, every: { percent: 10 }, range: { start: seconds(12.5), end: seconds(20) } },
    ],
  ],
  hevc: [
    mediaStubs.hdr10,
    [
      mp4({ video: video(height(1080), { codec: 'hevc', profile: 'main10', level: '4.1' }), audio: aac }),
      hls({ renditions: [{ name: '1080p', video: video(height(1080), { codec: 'hevc', speed: 'fast' }) }] }),
    ],
  ],
  subtitles: [
    { ...mediaStubs.hd30, subtitles: [{ index: 2, codec: 'hdmv_pgs_subtitle', language: 'eng' }] },
    [
      mp4({
        video: video(height(720)),
        audio: aac,
        burn: { from: { file: { source: TEXT } }, style: { color: 'ffff00', size: { percent: 6 } } },
        subtitleFiles: [{ source: TEXT, language: 'de', title: 'Deutsch', forced: true }],
        range: { start: seconds(12.5), end: seconds(20) },
      }),
      mp4({
        container: 'mkv',
        video: video(height(720)),
        subtitles: 'all',
        burn: { from: { language: 'en' } },
      }),
    ],
  ],
  'box-fills': [
    mediaStubs.hd30,
    (['fit', 'stretch', 'pad-black', 'pad-white', 'crop'] as const).map((fill) =>
      mp4({ video: video({ by: 'sides', first: 640, second: 640, fill, upscale: false }) }),
    ),
  ],
  'every-codec': [
    mediaStubs.hd30,
    [
      mp4({
        container: 'ts',
        video: video(height(720), {
          rate: { mode: 'cbr', bitrate: kbps(3000) },
          profile: 'high422',
          level: '4.1',
          tune: 'still',
          references: 4,
          openGop: true,
        }),
      }),
      mp4({
        container: 'ts',
        video: video(height(720), {
          codec: 'hevc',
          rate: { mode: 'cbr', bitrate: kbps(3000), buffer: 1_500_000 },
          bitDepth: 10,
          references: 3,
        }),
      }),
      mp4({
        container: 'webm',
        video: video(height(720), {
          codec: 'av1',
          rate: { mode: 'crf', crf: 35, maxBitrate: kbps(2000) },
          level: '4.1',
          gop: { seconds: seconds(5) },
        }),
        audio: { codec: 'opus', copy: 'never' },
      }),
      mp4({ video: video(height(720), { codec: 'av1', rate: { mode: 'cbr', bitrate: kbps(2000) } }) }),
      mp4({
        container: 'webm',
        video: video(height(720), { codec: 'vp9', rate: { mode: 'crf', crf: 33 }, speed: 'ultrafast' }),
        audio: { codec: 'vorbis', copy: 'never' },
      }),
      mp4({
        container: 'webm',
        video: video(height(720), {
          codec: 'vp8',
          rate: { mode: 'cbr', bitrate: kbps(2000) },
          gop: { frames: 60 },
          sceneCut: false,
        }),
      }),
    ],
  ],
  'two-passes': [
    mediaStubs.hd30,
    [
      mp4({ video: video(height(360)), audio: aac }),
      ...(['h264', 'hevc', 'vp9'] as const).map((codec) =>
        mp4({
          container: 'mkv',
          video: video(height(720), { codec, rate: { mode: 'abr', bitrate: kbps(2000), passes: 2 } }),
          audio: { codec: 'opus', copy: 'never' },
        }),
      ),
    ],
  ],
  'counted-key-frames': [
    mediaStubs.ntsc,
    [
      hls({
        renditions: [
          { name: 'av1', video: video(height(720), { codec: 'av1', gop: { frames: 50 } }) },
          { name: 'h264', video: video(height(360), { frameRate: rational(15000, 1001) }) },
        ],
      }),
    ],
  ],
  'text-on-pictures': [
    mediaStubs.hd30,
    [
      mp4({ video: video(height(720), { overlays: [words('top-right'), words('bottom-left')] }) }),
      mp4({
        video: video(height(360), {
          overlays: [
            {
              ...{ ...words('bottom-right'), text: "it's 10:00, [now]", opacity: 0.5 },
              box: { color: '000000', padding: { px: 8 }, opacity: 0.5 },
              shadow: { color: '000000', x: { px: -2 }, y: { px: 2 } },
              outline: { color: 'ff0000', width: { px: 2 } },
            },
          ],
        }),
      }),
    ],
  ],
  'rate-controls': [
    mediaStubs.hd30,
    [
      mp4({
        video: video(height(720), {
          rate: { mode: 'cbr', bitrate: kbps(3000) },
          gop: { seconds: seconds(2) },
          sceneCut: false,
        }),
      }),
      mp4({
        video: video(height(720), {
          rate: { mode: 'abr', bitrate: kbps(3000), maxBitrate: kbps(4000), buffer: 6_000_000 },
          gop: { frames: 50 },
        }),
      }),
      mp4({
        container: 'mkv',
        video: video(height(720), {
          profile: 'baseline',
          level: '3.1',
          bFrames: 0,
          speed: 'slow',
          frameRate: rational(25),
        }),
        audio: { codec: 'flac', copy: 'never' },
      }),
    ],
  ],
}

describe('commands', () => {
  for (const [name, [media, specs]] of Object.entries(cases))
    test(name, () => {
      const file = `${golden}${name}.golden`
      const now = text(planOf(media, specs, undefined, [WORDS]))
      if (update) {
        mkdirSync(golden, { recursive: true })
        writeFileSync(file, now)
      }
      expect(existsSync(file), `${file}; make it with UPDATE_GOLDEN=1`).toBe(true)
      expect(now).toBe(readFileSync(file, 'utf8'))
    })
})
