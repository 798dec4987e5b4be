import type {
  AnimationSpec,
  AudioSpec,
  FileSpec,
  StreamSpec,
  TimeRange,
  VideoSpec,
} from '../../../domain/output-spec.ts'
import { fail } from '../../../domain/problem.ts'
import { rational, seconds } from '../../../domain/units.ts'
import { animationChecks, soundChecks } from '../../../wire/aliyun/source-checks.ts'
import { exactRate } from '../../../wire/exact-rate.ts'
import type { TemplateConfig } from '../schema/template-config.ts'
import { toAudioSpec } from './audio.ts'
import { RULES, type Rule } from './formats.ts'
import { frameSize, refuseChanges, toVideoSpec } from './video.ts'

const DEFAULT_SEGMENT = 10
/** Frames a second of an animation that names none. */
const DEFAULT_MOTION = 10
export const motionOf = (fps: number | undefined) =>
  fps === undefined ? rational(DEFAULT_MOTION) : exactRate(fps)

/** What a template asks for, before it is known whether it stands alone or is one stream of a group. */
export type Wanted =
  | {
      readonly rule: Exclude<Rule, { kind: 'animation' }>
      readonly video?: VideoSpec
      readonly audio?: AudioSpec
      readonly segmentDuration: number
    }
  | { readonly rule: Extract<Rule, { kind: 'animation' }>; readonly spec: AnimationSpec }
export type Tracks = Extract<Wanted, { segmentDuration: number }>

export const segmentDuration = (config: TemplateConfig): number =>
  config.MuxConfig?.Segment?.Duration ?? DEFAULT_SEGMENT

export const ruleOf = (config: TemplateConfig): Rule => RULES[config.Container?.Format ?? 'mp4']

/**
 * Reads whole parameters. @param at dotted path of them in the request, for messages
 * @throws DomainError invalid-parameter, value-out-of-range, unsupported-parameter
 */
export const toWanted = (config: TemplateConfig, at: string): Wanted => {
  const rule = ruleOf(config)
  if ((config.Subtitles ?? []).length > 0)
    throw fail('unsupported-parameter', 'Subtitles are streams of their own in an HLS or Dash group here.', {
      path: `${at}.Subtitles`,
    })
  if (rule.kind === 'animation') return { rule, spec: toAnimation(config, rule.format, at) }
  const video =
    rule.video === undefined || config.Video?.Remove
      ? undefined
      : toVideoSpec(config.Video ?? {}, config.TransConfig, rule.video, `${at}.Video`)
  const audio = config.Audio?.Remove
    ? undefined
    : { ...toAudioSpec(config.Audio ?? {}, rule.audio[0], `${at}.Audio`), ...soundChecks(config.TransConfig) }
  if (!video && !audio)
    throw fail('invalid-parameter', `${at} removes both video and audio: nothing is left.`, { path: at })
  const named = config.Audio?.Codec
  if (audio && named !== undefined && named !== 'copy' && !rule.audio.includes(named))
    throw fail(
      'invalid-parameter',
      `${named} audio does not go into ${config.Container?.Format ?? 'mp4'}; ${rule.audio.join(', ')} would.`,
      { path: `${at}.Audio.Codec` },
    )
  if (video && config.Container?.Format === 'flv' && video.codec === 'hevc')
    throw fail('unsupported-parameter', 'H.265 video is not written into flv here.', {
      path: `${at}.Video.Codec`,
    })
  return {
    rule,
    ...(video ? { video } : {}),
    ...(audio ? { audio } : {}),
    segmentDuration: segmentDuration(config),
  }
}

/** One moving picture without sound, played for ever. */
const toAnimation = (
  { Video = {}, TransConfig }: TemplateConfig,
  format: AnimationSpec['format'],
  at: string,
): AnimationSpec => {
  if (Video.Codec !== undefined && Video.Codec.toLowerCase() !== format)
    throw fail('invalid-parameter', `${Video.Codec} video does not go into ${format}.`, {
      path: `${at}.Video.Codec`,
    })
  if (Video.Remove)
    throw fail('invalid-parameter', `A ${format} has nothing but video.`, { path: `${at}.Video.Remove` })
  refuseChanges(Video, 'An animation', `${at}.Video`)
  animationChecks(TransConfig, `${at}.TransConfig`)
  return {
    kind: 'animation',
    format,
    frameRate: motionOf(Video.Fps),
    size: frameSize(Video, TransConfig),
    plays: 0,
  }
}

/** One output standing alone: a file, a stream of one rendition, or an animation. */
export const toOutputSpec = (
  wanted: Wanted,
  range: TimeRange | undefined,
): FileSpec | StreamSpec | AnimationSpec => {
  const cut = range === undefined ? {} : { range }
  if ('spec' in wanted) return { ...wanted.spec, ...cut }
  const { rule, video, audio } = wanted
  if (rule.kind === 'file')
    return {
      kind: 'file',
      container: rule.container,
      ...(video ? { video } : {}),
      ...(audio ? { audio } : {}),
      ...cut,
    }
  const dash = rule.protocol !== 'hls'
  return {
    kind: 'stream',
    protocol: rule.protocol,
    segmentFormat: rule.segments,
    segmentDuration: seconds(wanted.segmentDuration),
    master: dash,
    renditions: video ? [{ name: 'video', video }] : [],
    ...(audio ? { audio } : {}),
    audioPlacement: dash ? 'separate' : 'muxed',
    ...cut,
  }
}
