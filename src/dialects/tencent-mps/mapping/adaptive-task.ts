import { PLAIN_NUMBERS } from '../../../domain/destination.ts'
import type { StreamSpec } from '../../../domain/output-spec.ts'
import { fail } from '../../../domain/problem.ts'
import { kbps, rational, seconds } from '../../../domain/units.ts'
import type { AdaptiveTaskInput } from '../schema/process-media.ts'
import { DEFAULT_SEGMENT } from './output-spec.ts'
import { draw, type Mark } from './overlays.ts'
import { type PathContext, toMainKey, toPartPath } from './paths.ts'
import { withSubtitles } from './subtitles.ts'
import type { Placed } from './transcode-task.ts'

/** The service's own defaults, which are echoed too. */
export const DEFAULT_ADAPTIVE_PATH = '{inputName}_adaptiveDynamicStreaming_{definition}.{format}'
export const DEFAULT_SUB_STREAM_NAME =
  '{inputName}_adaptiveDynamicStreaming_{definition}_{subStreamNumber}.{format}'
export const DEFAULT_ADAPTIVE_SEGMENT_NAME =
  '{inputName}_adaptiveDynamicStreaming_{definition}_{subStreamNumber}_{segmentNumber}.{format}'

/** Short side, video kbit/s and frames a second, smallest first. A rendition's place is its name: {subStreamNumber}. */
const LADDER = [
  [240, 256, 24],
  [480, 512, 24],
  [720, 1024, 24],
  [1080, 2500, 24],
  [1440, 3072, 30],
  [2160, 6144, 30],
] as const

/** The built-in HLS ladder. It never enlarges: sizes above the source's are left out. */
const HLS_LADDER: StreamSpec = {
  kind: 'stream',
  protocol: 'hls',
  segmentFormat: 'ts',
  segmentDuration: seconds(DEFAULT_SEGMENT),
  master: true,
  renditions: LADDER.map(([short, kbit, fps], i) => ({
    name: String(i),
    video: {
      codec: 'h264',
      rate: { mode: 'abr', bitrate: kbps(kbit) },
      size: { by: 'long-short', second: short, fill: 'fit', upscale: false },
      frameRate: rational(fps),
      copy: 'never',
    },
  })),
  audio: { codec: 'aac', bitrate: kbps(48), sampleRate: 44_100, channels: 2, copy: 'if-fits' },
  audioPlacement: 'muxed',
}

/** The same sizes for MPEG-DASH. */
const DASH_LADDER: StreamSpec = {
  ...HLS_LADDER,
  protocol: 'dash',
  segmentFormat: 'fmp4',
  audioPlacement: 'separate',
}

const HLS_PRESET = 10
const DASH_PRESET = 20

const ladderOf = (definition: number, at: string): StreamSpec => {
  const path = `${at}.Definition`
  if (definition === HLS_PRESET) return HLS_LADDER
  if (definition === DASH_PRESET) return DASH_LADDER
  throw fail(
    'template-not-found',
    `There is no adaptive streaming template ${definition}; built in: 10 (HLS) and 20 (MPEG-DASH).`,
    { path },
  )
}

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
): Placed => {
  const spec = withSubtitles(draw(ladderOf(input.Definition, at), input, marks, at), {
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
    extension: spec.segmentFormat === 'fmp4' ? 'm4s' : 'ts',
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
