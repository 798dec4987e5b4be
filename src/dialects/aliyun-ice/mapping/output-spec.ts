import type {
  AudioSpec,
  Container,
  FileSpec,
  StreamSpec,
  TimeRange,
  VideoSpec,
} from '../../../domain/output-spec.ts'
import { fail } from '../../../domain/problem.ts'
import { seconds } from '../../../domain/units.ts'
import type { CONTAINERS, TemplateConfig } from '../schema/template-config.ts'
import { toAudioSpec } from './audio.ts'
import { toVideoSpec } from './video.ts'

type Format = (typeof CONTAINERS)[number]
type AudioPreset = Parameters<typeof toAudioSpec>[1]

interface Rule {
  readonly segments?: 'ts' | 'fmp4'
  readonly container?: Container
  readonly pureAudio?: true
  /** The codec taken where none is named is the first. */
  readonly audio: readonly [AudioPreset, ...AudioPreset[]]
}

/** What each format takes. */
const RULES: Readonly<Record<Format, Rule>> = {
  mp4: { container: 'mp4', audio: ['AAC', 'MP3', 'AC3'] },
  flv: { container: 'flv', audio: ['AAC', 'MP3'] },
  ts: { container: 'ts', audio: ['AAC', 'MP3', 'AC3'] },
  m3u8: { segments: 'ts', audio: ['AAC', 'MP3', 'AC3'] },
  'hls-fmp4': { segments: 'fmp4', audio: ['AAC', 'AC3'] },
  mp3: { container: 'mp3', pureAudio: true, audio: ['MP3'] },
  m4a: { container: 'm4a', pureAudio: true, audio: ['AAC'] },
  flac: { container: 'flac', pureAudio: true, audio: ['FLAC'] },
  ogg: { container: 'ogg', pureAudio: true, audio: ['OPUS', 'FLAC'] },
}

const DEFAULT_SEGMENT = 10

/** What a template asks for, before it is known whether it stands alone or is one stream of a group. */
export interface Wanted {
  readonly rule: Rule
  readonly video?: VideoSpec
  readonly audio?: AudioSpec
  readonly segmentDuration: number
}

/**
 * Reads whole parameters. @param at dotted path of them in the request, for messages
 * @throws DomainError invalid-parameter, value-out-of-range, unsupported-parameter
 */
export const toWanted = (config: TemplateConfig, at: string): Wanted => {
  const format = config.Container?.Format ?? 'mp4'
  const rule = RULES[format]
  const video =
    rule.pureAudio || config.Video?.Remove
      ? undefined
      : toVideoSpec(config.Video ?? {}, config.TransConfig, `${at}.Video`)
  const audio = config.Audio?.Remove
    ? undefined
    : toAudioSpec(config.Audio ?? {}, rule.audio[0], `${at}.Audio`)
  if (!video && !audio)
    throw fail('invalid-parameter', `${at} removes both video and audio: nothing is left.`, { path: at })
  const named = config.Audio?.Codec
  if (audio && named !== undefined && named !== 'copy' && !rule.audio.includes(named))
    throw fail(
      'invalid-parameter',
      `${named} audio does not go into ${format}; ${rule.audio.join(', ')} would.`,
      { path: `${at}.Audio.Codec` },
    )
  if (video && format === 'flv' && video.codec === 'hevc')
    throw fail('unsupported-parameter', 'H.265 video is not written into flv here.', {
      path: `${at}.Video.Codec`,
    })
  return {
    rule,
    ...(video ? { video } : {}),
    ...(audio ? { audio } : {}),
    segmentDuration: config.MuxConfig?.Segment?.Duration ?? DEFAULT_SEGMENT,
  }
}

/** One output standing alone: a file, or an HLS playlist of one rendition. @throws DomainError unsupported-parameter */
export const toOutputSpec = (
  { rule, video, audio, segmentDuration }: Wanted,
  range: TimeRange | undefined,
  at: string,
): FileSpec | StreamSpec => {
  const cut = range === undefined ? {} : { range }
  if (rule.segments === undefined)
    return {
      kind: 'file',
      container: rule.container ?? 'mp4',
      ...(video ? { video } : {}),
      ...(audio ? { audio } : {}),
      ...cut,
    }
  if (!video)
    throw fail('unsupported-parameter', 'HLS without video is not made here; use m4a or mp3.', {
      path: `${at}.Video.Remove`,
    })
  return {
    kind: 'stream',
    protocol: 'hls',
    segmentFormat: rule.segments,
    segmentDuration: seconds(segmentDuration),
    master: false,
    renditions: [{ name: 'video', video }],
    ...(audio ? { audio } : {}),
    audioPlacement: 'muxed',
    ...cut,
  }
}
