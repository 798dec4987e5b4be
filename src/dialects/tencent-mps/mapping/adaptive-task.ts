import { PLAIN_NUMBERS } from '../../../domain/destination.ts'
import type { StreamSpec } from '../../../domain/output-spec.ts'
import { fail } from '../../../domain/problem.ts'
import type { AdaptiveTaskInput } from '../schema/process-media.ts'
import { encrypted } from './drm.ts'
import { draw, type Mark } from './overlays.ts'
import { type PathContext, toMainKey, toNumberedPath, toPartPath } from './paths.ts'
import { templateOf } from './picture-tasks.ts'
import { withSubtitles } from './subtitles.ts'
import type { Placed } from './transcode-task.ts'

/** The service's own defaults, which are echoed too. */
export const DEFAULT_ADAPTIVE_PATH = '{inputName}_adaptiveDynamicStreaming_{definition}.{format}'
export const DEFAULT_SUB_STREAM_NAME =
  '{inputName}_adaptiveDynamicStreaming_{definition}_{subStreamNumber}.{format}'
export const DEFAULT_ADAPTIVE_SEGMENT_NAME =
  '{inputName}_adaptiveDynamicStreaming_{definition}_{subStreamNumber}_{segmentNumber}.{format}'

const DEFAULT_SOUND_SEGMENT_NAME = '{inputName}_adaptiveDynamicStreaming_{definition}_{number}.{format}'

const extensionOf = ({ segmentFormat }: StreamSpec): string => (segmentFormat === 'fmp4' ? 'm4s' : 'ts')

/**
 * The spec of an adaptive streaming task and where its files go.
 * @throws DomainError template-not-found, unsupported-parameter, invalid-parameter for names that would collide
 */
export const placeAdaptive = (
  input: AdaptiveTaskInput,
  bucket: string,
  context: PathContext,
  at: string,
  marks: ReadonlyMap<number, Mark>,
  ladders: ReadonlyMap<number, StreamSpec>,
): Placed => {
  const ladder = templateOf(ladders, input.Definition, 'adaptive streaming', at)
  const pure = ladder.renditions.length === 0
  if (input.DefinitionType !== undefined && pure !== (input.DefinitionType === 'PureAudio'))
    throw fail('invalid-parameter', `The template ${input.Definition} is not ${input.DefinitionType}.`, {
      path: `${at}.DefinitionType`,
    })
  const locked = encrypted(draw(ladder, input, marks, at), input.DrmInfo, `${at}.DrmInfo`)
  const spec = withSubtitles(locked, {
    template: input.SubtitleTemplate,
    templateAt: `${at}.SubtitleTemplate`,
    addOn: input.AddOnSubtitles,
    addOnAt: `${at}.AddOnSubtitles`,
  })
  const key = toMainKey(
    input.OutputObjectPath ?? DEFAULT_ADAPTIVE_PATH,
    spec.protocol === 'dash' ? 'mpd' : 'm3u8',
    context,
    `${at}.OutputObjectPath`,
  )
  if (!spec.master) {
    const segment = toNumberedPath(
      input.SegmentObjectName ?? DEFAULT_SOUND_SEGMENT_NAME,
      extensionOf(spec),
      key,
      context,
      `${at}.SegmentObjectName`,
    )
    return { spec, destination: { bucket, key, parts: { segment, numbers: PLAIN_NUMBERS } } }
  }
  const rendition = toPartPath(input.SubStreamObjectName ?? DEFAULT_SUB_STREAM_NAME, {
    extension: 'm3u8',
    mainKey: key,
    context,
    at: `${at}.SubStreamObjectName`,
    variables: { subStreamNumber: '{rendition}' },
    needed: ['subStreamNumber'],
  })
  const folder = key.slice(0, key.lastIndexOf('/') + 1)
  if (spec.renditions.some(({ name }) => folder + rendition.replaceAll('{rendition}', name) === key))
    throw fail('invalid-parameter', `A sub-stream would overwrite the main playlist "/${key}".`, {
      path: `${at}.SubStreamObjectName`,
    })
  const renditionFolder = rendition.slice(0, rendition.lastIndexOf('/') + 1)
  const segment = toPartPath(input.SegmentObjectName ?? DEFAULT_ADAPTIVE_SEGMENT_NAME, {
    extension: extensionOf(spec),
    mainKey: folder + rendition,
    context,
    at: `${at}.SegmentObjectName`,
    variables: { subStreamNumber: '{rendition}', segmentNumber: '{number}' },
    // Renditions in folders of their own need no number in the names of their segments.
    needed: renditionFolder.includes('{rendition}')
      ? ['segmentNumber']
      : ['subStreamNumber', 'segmentNumber'],
  })
  return { spec, destination: { bucket, key, parts: { rendition, segment, numbers: PLAIN_NUMBERS } } }
}
