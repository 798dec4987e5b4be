import type { Destination } from '../../../domain/destination.ts'
import type { Clip } from '../../../domain/join-spec.ts'
import type { Joined, OutputSpec } from '../../../domain/output-spec.ts'
import { fail } from '../../../domain/problem.ts'
import type { MediaInputInfo } from '../schema/locations.ts'
import type { TranscodeTaskInput } from '../schema/process-media.ts'
import type {
  AudioTemplate,
  OverrideTranscodeParameter,
  RawTranscodeParameter,
  VideoTemplate,
} from '../schema/transcode-parameters.ts'
import { toSource } from './locations.ts'
import { toOutputSpec, toRange } from './output-spec.ts'
import { draw, type Mark } from './overlays.ts'
import { type PathContext, toMainKey, toNumberedPath } from './paths.ts'
import { withSubtitles } from './subtitles.ts'

/** The service's own defaults, which are echoed too. */
export const DEFAULT_TRANSCODE_PATH = '{inputName}_transcode_{definition}.{format}'
export const DEFAULT_SEGMENT_NAME = '{inputName}_transcode_{definition}_{number}.{format}'

/**
 * The parameters in force for a transcode task: a template with what the task overrides, or those it brings itself.
 * @param template of the task's Definition; not used for Definition 0
 * @throws DomainError missing-parameter, invalid-parameter
 */
export const effectiveParameters = (
  input: TranscodeTaskInput,
  template: RawTranscodeParameter | undefined,
  at: string,
): RawTranscodeParameter => {
  if (input.Definition === 0) {
    if (input.RawParameter) return input.RawParameter
    throw fail('missing-parameter', `Missing: ${at}.RawParameter, which Definition 0 needs.`, {
      path: `${at}.RawParameter`,
    })
  }
  if (!template) throw fail('template-not-found', `There is no template ${input.Definition}.`)
  return input.OverrideParameter ? overrideParameters(template, input.OverrideParameter) : template
}

/** What a template's parameters are changed to; members that are absent change nothing. */
export type ParameterChanges = Pick<
  OverrideTranscodeParameter,
  'Container' | 'RemoveVideo' | 'RemoveAudio' | 'VideoTemplate' | 'AudioTemplate'
> &
  Partial<Pick<OverrideTranscodeParameter, 'SubtitleTemplate'>>

/** Only members that are there replace the template's. */
export const overrideParameters = (
  template: RawTranscodeParameter,
  changes: ParameterChanges,
): RawTranscodeParameter => {
  const video = merge<VideoTemplate>(template.VideoTemplate, changes.VideoTemplate)
  const audio = merge<AudioTemplate>(template.AudioTemplate, changes.AudioTemplate)
  return {
    Container: changes.Container ?? template.Container,
    RemoveVideo: changes.RemoveVideo ?? template.RemoveVideo,
    RemoveAudio: changes.RemoveAudio ?? template.RemoveAudio,
    VideoTemplate: video,
    AudioTemplate: audio,
    SubtitleTemplate: changes.SubtitleTemplate ?? template.SubtitleTemplate,
  }
}

const merge = <T extends object>(base: T | undefined, changes: Partial<T> | undefined): T | undefined =>
  base === undefined && changes === undefined
    ? undefined
    : ({
        ...base,
        ...Object.fromEntries(Object.entries(changes ?? {}).filter(([, value]) => value !== undefined)),
      } as T)

export interface Placed {
  readonly spec: OutputSpec
  readonly destination: Destination
}

/** Openings and endings, played before and after. */
const joinOf = (asked: TranscodeTaskInput['HeadTailParameter']): { readonly join?: Joined } => {
  const clips = (inputs: readonly MediaInputInfo[] = []): readonly Clip[] =>
    inputs.map((input) => ({ source: toSource(input) }))
  const join = { head: clips(asked?.HeadSet), tail: clips(asked?.TailSet) }
  return join.head.length + join.tail.length > 0 ? { join } : {}
}

/** The spec of a transcode task and where its files go. @throws DomainError invalid-parameter and others of `toOutputSpec` */
export const placeTranscode = (
  input: TranscodeTaskInput,
  parameters: RawTranscodeParameter,
  bucket: string,
  context: PathContext,
  at: string,
  marks: ReadonlyMap<number, Mark>,
): Placed => {
  const whole = toOutputSpec(parameters, toRange(input.StartTimeOffset, input.EndTimeOffset), at)
  const shown = withSubtitles(draw(whole, input, marks, at), {
    template: parameters.SubtitleTemplate,
    templateAt: `${at}.${input.Definition === 0 ? 'RawParameter' : 'OverrideParameter'}.SubtitleTemplate`,
    // Beside parameters of its own nothing is overridden.
    addOn: input.Definition === 0 ? [] : input.OverrideParameter?.AddOnSubtitles,
    addOnAt: `${at}.OverrideParameter.AddOnSubtitles`,
  })
  const spec = { ...shown, ...joinOf(input.HeadTailParameter) }
  const isHls = spec.kind === 'stream'
  const key = toMainKey(
    input.OutputObjectPath ?? DEFAULT_TRANSCODE_PATH,
    isHls ? 'm3u8' : parameters.Container,
    context,
    `${at}.OutputObjectPath`,
  )
  if (!isHls) return { spec, destination: { bucket, key } }
  const segment = toNumberedPath(
    input.SegmentObjectName ?? DEFAULT_SEGMENT_NAME,
    spec.segmentFormat === 'fmp4' ? 'm4s' : 'ts',
    key,
    context,
    `${at}.SegmentObjectName`,
  )
  return { spec, destination: { bucket, key, parts: { segment, numbers: context.numbers } } }
}
