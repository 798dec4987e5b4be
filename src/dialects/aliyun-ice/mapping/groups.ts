import type { StreamSpec, VideoSpec } from '../../../domain/output-spec.ts'
import { fail } from '../../../domain/problem.ts'
import type { TrackPick } from '../../../domain/track-choice.ts'
import { seconds } from '../../../domain/units.ts'
import type { GroupOutput, HlsGroupConfig, OutputGroup } from '../schema/config.ts'
import type { TemplateConfig } from '../schema/template-config.ts'
import { effectiveConfig } from './effective.ts'
import { toRange, withoutTags } from './features.ts'
import { ruleOf, segmentDuration, type Tracks, toWanted } from './output-spec.ts'
import { below, NUMBERS, type Placed, segmentOf, withOverlays } from './place.ts'
import type { Templates } from './templates.ts'

/** The rendition an output of a stream is: its file name without an extension. @throws DomainError invalid-parameter */
export const renditionName = ({ OutputFileName: name }: GroupOutput, at: string): string => {
  const stem = /^([A-Za-z0-9_-]+)(?:\.[A-Za-z0-9]+)?$/.exec(name)?.[1]
  if (stem !== undefined) return stem
  throw fail(
    'invalid-parameter',
    `Wrong value of the parameter "${at}.OutputFileName": a stream of a group is named with letters, digits, "-" and "_".`,
    { path: `${at}.OutputFileName` },
  )
}

/** One output of a group as it is read. */
interface Part {
  readonly path: string
  readonly name: string
  readonly type: NonNullable<HlsGroupConfig['Type']>
  readonly told: HlsGroupConfig
  readonly segments: 'ts' | 'fmp4'
  readonly duration: number
  readonly video?: VideoSpec
  readonly audio?: Tracks['audio']
  readonly range: ReturnType<typeof toRange>
}

const readPart = (output: GroupOutput, group: OutputGroup, templates: Templates, path: string): Part => {
  const at = `${path}.OverrideParams`
  const config = effectiveConfig(output, templates.transcoding)
  const rule = ruleOf(config)
  const { Type } = group.GroupConfig
  // Segments of fMP4 are the same in both.
  const fits =
    rule.kind === 'stream' && (Type === 'Hls' ? rule.protocol !== 'dash' : rule.segments === 'fmp4')
  if (!fits)
    throw fail(
      'invalid-parameter',
      `${Type === 'Hls' ? 'An HLS group takes templates of the formats m3u8' : 'A Dash group takes templates of the formats mpd'}, hls-fmp4 and cmaf.`,
      { path: `${path}.TemplateId` },
    )
  const told = output.HlsGroupConfig ?? {}
  const common = {
    ...{ path, told, name: renditionName(output, path), segments: rule.segments },
    duration: segmentDuration(config),
    range: withoutTags(toRange(output.Features, `${path}.Features`), output.Features, `${path}.Features`),
  }
  if ((told.Type ?? usualType(config)) === 'subtitle') return { ...common, type: 'subtitle' }
  const wanted = withOverlays(toWanted(config, at), output.Features, templates, path)
  if ('spec' in wanted) throw new Error('a stream is made of tracks')
  const { video, audio } = wanted
  const type = told.Type ?? (video || Type === 'Hls' ? 'hybrid' : 'audio')
  if (type === 'audio' ? !audio : !video)
    throw fail('invalid-parameter', `The output has no ${type === 'audio' ? 'audio' : 'video'}.`, {
      path: at,
    })
  return {
    ...{ ...common, type },
    ...(video && type !== 'audio' && { video }),
    ...(audio && type !== 'video' && { audio }),
  }
}

/** What says nothing of itself but asks for subtitles is subtitles. */
const usualType = ({ Subtitles = [] }: TemplateConfig) => (Subtitles.length > 0 ? 'subtitle' : undefined)

const unsupported = (message: string, path: string) => fail('unsupported-parameter', message, { path })

/** What all of `parts` must agree on. @throws DomainError unsupported-parameter */
const same = <T>(what: string, parts: readonly Part[], of: (part: Part) => T): T | undefined => {
  const [first] = parts.map(of)
  const odd = parts.find((part) => JSON.stringify(of(part)) !== JSON.stringify(first))
  if (odd) throw unsupported(`All outputs of a group share ${what} here.`, odd.path)
  return first
}

/**
 * An HLS or Dash group as one stream: its outputs are the renditions of one manifest. In HLS either each holds its own sound
 * (hybrid), or video and sounds stand apart; in DASH they always do.
 * @throws DomainError invalid-parameter, unsupported-parameter, missing-parameter
 */
export const placeStreamGroup = (group: OutputGroup, templates: Templates, at: string): Placed => {
  const { Type, ManifestName } = group.GroupConfig
  if (ManifestName === undefined)
    throw fail('missing-parameter', 'absent', { path: `${at}.GroupConfig.ManifestName` })
  const parts = group.Outputs.map((output, i) => readPart(output, group, templates, `${at}.Outputs.${i}`))
  const segmentFormat = same('the format of their segments', parts, (part) => part.segments) ?? 'fmp4'
  const duration = same('the duration of their segments', parts, (part) => part.duration) ?? 0
  const range = same('the part of the source', parts, (part) => part.range)
  const pictures = parts.filter((part) => part.video)
  const sounds = parts.filter((part) => part.type === 'audio')
  const texts = parts.filter((part) => part.type === 'subtitle')
  const dash = Type === 'Dash'
  const muxed = !dash && pictures.some((part) => part.type === 'hybrid')
  if (muxed) {
    same('one way to carry sound: all hybrid, or video and audio apart', pictures, (part) => part.type)
    same('whether they have sound', pictures, (part) => part.audio !== undefined)
    if (sounds[0])
      throw unsupported('Beside hybrid outputs no sound stands apart here: make them video.', sounds[0].path)
  }
  const sounding = muxed ? pictures : parts.filter((part) => part.audio)
  const audio = muxed
    ? pictures[0]?.audio
    : same('the encoding of sound that stands apart', sounding, (part) => part.audio)
  const groups = groupsOf(pictures, sounds, texts)
  const spec: StreamSpec = {
    kind: 'stream',
    protocol: dash ? 'dash' : 'hls',
    segmentFormat,
    segmentDuration: seconds(duration),
    master: true,
    renditions: pictures.map(({ name, video, audio: own }) => ({
      ...{ name, video: video as VideoSpec },
      ...(muxed && own && JSON.stringify(own) !== JSON.stringify(audio) && { audio: own }),
    })),
    ...(audio ? { audio } : {}),
    audioPlacement: muxed ? 'muxed' : 'separate',
    ...(sounds.length > 0 && { audioTracks: picks(sounds) }),
    ...(texts.length > 0 && { subtitles: picks(texts) }),
    ...(!dash && (sounds.length > 0 || texts.length > 0) && { groups }),
    ...(range ? { range } : {}),
  }
  const stem = ManifestName.replace(/\.(m3u8|mpd)$/, '')
  return {
    spec,
    destination: {
      ...below(group, `${stem}.${dash ? 'mpd' : 'm3u8'}`, at),
      parts: { rendition: '{rendition}.m3u8', segment: segmentOf('{rendition}', spec), numbers: NUMBERS },
    },
  }
}

/** The language an output names, in the input or for its default track. */
const picks = (parts: readonly Part[]): readonly TrackPick[] => {
  const many = parts.filter(({ told }) => told.IsDefault)[1]
  if (many)
    throw fail('invalid-parameter', 'A group has one default.', {
      path: `${many.path}.HlsGroupConfig.IsDefault`,
    })
  return parts.map(({ name, type, told }) => ({
    ...{ name, otherwise: 'default' },
    ...(told.Language !== undefined && { language: told.Language }),
    ...(told.Name !== undefined && { title: told.Name }),
    ...(told.IsDefault !== undefined && { default: told.IsDefault }),
    ...(told.AutoSelect !== undefined && { autoSelect: told.AutoSelect }),
    ...(type === 'subtitle' && told.Forced !== undefined && { forced: told.Forced }),
  }))
}

/** The groups that sounds and subtitles are in, which every picture must name. @throws DomainError */
const groupsOf = (pictures: readonly Part[], sounds: readonly Part[], texts: readonly Part[]) => {
  const audio = same('one group of sounds', sounds, ({ told }) => told.Group ?? 'audio') ?? 'audio'
  const subtitles =
    same('one group of subtitles', texts, ({ told }) => told.Group ?? 'subtitle') ?? 'subtitle'
  const refer = (asked: string | undefined, there: string, usual: string, path: string): void => {
    if ((asked ?? usual) === there) return
    throw fail(
      'invalid-parameter',
      `No output is in the group "${asked ?? usual}"; they are in "${there}".`,
      {
        path,
      },
    )
  }
  for (const { told, path } of pictures) {
    if (sounds.length > 0) refer(told.AudioGroup, audio, 'audio', `${path}.HlsGroupConfig.AudioGroup`)
    if (texts.length > 0)
      refer(told.SubtitleGroup, subtitles, 'subtitle', `${path}.HlsGroupConfig.SubtitleGroup`)
  }
  return { audio, subtitles }
}
