import { type Destination, PLAIN_NUMBERS } from '../../../domain/destination.ts'
import type { FileSpec, OutputSpec, StreamSpec } from '../../../domain/output-spec.ts'
import { fail } from '../../../domain/problem.ts'
import { seconds } from '../../../domain/units.ts'
import type { GroupOutput, OutputConfig, OutputGroup } from '../schema/config.ts'
import type { TemplateConfig } from '../schema/template-config.ts'
import { effectiveConfig } from './effective.ts'
import { toRange } from './features.ts'
import { type OssObject, toObject } from './locations.ts'
import { toOutputSpec, toWanted } from './output-spec.ts'

export interface Placed {
  readonly spec: OutputSpec
  readonly destination: Destination
}
type Templates = ReadonlyMap<string, TemplateConfig>

const NUMBERS = { ...PLAIN_NUMBERS, minLength: 5 }
const segmentOf = (stem: string, { segmentFormat }: StreamSpec): string =>
  `${stem}-{number}.${segmentFormat === 'ts' ? 'ts' : 'm4s'}`

const destinationOf = ({ bucket, key }: OssObject, spec: FileSpec | StreamSpec): Destination => {
  if (spec.kind === 'file') return { bucket, key }
  const stem = (key.split('/').at(-1) ?? '').replace(/\.m3u8$/, '')
  return { bucket, key, parts: { segment: segmentOf(stem, spec), numbers: NUMBERS } }
}

/** One output: its key is the one that is named, whatever its extension. HLS segments lie beside, named after it. */
export const placeOutput = (
  output: Omit<OutputConfig, 'OutputFile'>,
  target: OssObject,
  templates: Templates,
  at: string,
): Placed => {
  const config = effectiveConfig(output, templates)
  const spec = toOutputSpec(
    toWanted(config, `${at}.OverrideParams`),
    toRange(output.Features, `${at}.Features`),
    `${at}.OverrideParams`,
  )
  return { spec, destination: destinationOf(target, spec) }
}

/** A name below the base of a group. */
export const below = ({ GroupConfig }: OutputGroup, name: string, at: string): OssObject => {
  const { bucket, key } = toObject(GroupConfig.OutputFileBase, `${at}.GroupConfig.OutputFileBase`)
  const folder = key.replace(/\/$/, '')
  return { bucket, key: folder === '' ? name : `${folder}/${name}` }
}

/** The sound that stands apart is always called so. */
const SHARED_AUDIO = 'audio'

/** The rendition an output of an HLS group is: its file name without an extension. @throws DomainError invalid-parameter */
export const renditionName = ({ OutputFileName: name }: GroupOutput, at: string): string => {
  const stem = /^([A-Za-z0-9_-]+)(?:\.[A-Za-z0-9]+)?$/.exec(name)?.[1]
  if (stem !== undefined) return stem
  throw fail(
    'invalid-parameter',
    `Wrong value of the parameter "${at}.OutputFileName": a stream of an HLS group is named with letters, digits, "-" and "_".`,
    { path: `${at}.OutputFileName` },
  )
}

/**
 * An HLS group as one stream: its outputs are the renditions of one playlist. Either each holds its own sound (hybrid), or
 * video and one sound stand apart.
 * @throws DomainError invalid-parameter, unsupported-parameter, missing-parameter
 */
export const placeHlsGroup = (group: OutputGroup, templates: Templates, at: string): Placed => {
  const manifest = group.GroupConfig.ManifestName
  if (manifest === undefined)
    throw fail('missing-parameter', 'absent', { path: `${at}.GroupConfig.ManifestName` })
  const streams = group.Outputs.map((output, i) => {
    const path = `${at}.Outputs.${i}`
    const wanted = toWanted(effectiveConfig(output, templates), `${path}.OverrideParams`)
    return {
      path,
      wanted,
      type: output.HlsGroupConfig?.Type ?? ('hybrid' as const),
      name: renditionName(output, path),
      range: toRange(output.Features, `${path}.Features`),
    }
  })
  const [first] = streams
  const format = first?.wanted.rule.segments
  if (!first || format === undefined)
    throw fail('invalid-parameter', 'An HLS group takes templates of the formats m3u8 and hls-fmp4.', {
      path: `${at}.Outputs.0.TemplateId`,
    })
  const same = (what: string, of: (s: (typeof streams)[number]) => unknown, among = streams): void => {
    const odd = among.find((s) => JSON.stringify(of(s)) !== JSON.stringify(among[0] && of(among[0])))
    if (odd)
      throw fail('unsupported-parameter', `All outputs of an HLS group share ${what} here.`, {
        path: odd.path,
      })
  }
  same('the format of their segments', (s) => s.wanted.rule.segments)
  same('the duration of their segments', (s) => s.wanted.segmentDuration)
  same('the part of the source', (s) => s.range)
  const sounds = streams.filter((s) => s.type === 'audio')
  const pictures = streams.filter((s) => s.type !== 'audio')
  same('one way to carry sound: all hybrid, or video and audio apart', (s) => s.type, pictures)
  const hybrid = pictures[0]?.type === 'hybrid'
  if (hybrid) same('one sound', (s) => s.wanted.audio)
  if (sounds.length > 1 || (hybrid && sounds.length > 0))
    throw fail('unsupported-parameter', 'An HLS group has one sound here, in all outputs or apart.', {
      path: sounds[0]?.path ?? at,
    })
  const wrong = pictures.find((s) => s.name === SHARED_AUDIO) ?? sounds.find((s) => s.name !== SHARED_AUDIO)
  if (wrong)
    throw fail(
      'unsupported-parameter',
      `The sound that stands apart is named "${SHARED_AUDIO}" here, and nothing else is.`,
      { path: `${wrong.path}.OutputFileName` },
    )
  const audio = hybrid ? first.wanted.audio : sounds[0]?.wanted.audio
  const renditions = pictures.map(({ name, wanted: { video }, path }) => {
    if (video) return { name, video }
    throw fail('invalid-parameter', 'The output has no video.', { path: `${path}.OverrideParams` })
  })
  const spec: StreamSpec = {
    kind: 'stream',
    protocol: 'hls',
    segmentFormat: format,
    segmentDuration: seconds(first.wanted.segmentDuration),
    master: true,
    renditions,
    ...(audio ? { audio } : {}),
    audioPlacement: hybrid ? 'muxed' : 'separate',
    ...(first.range ? { range: first.range } : {}),
  }
  const target = below(group, `${manifest.replace(/\.m3u8$/, '')}.m3u8`, at)
  return {
    spec,
    destination: {
      ...target,
      parts: { rendition: '{rendition}.m3u8', segment: segmentOf('{rendition}', spec), numbers: NUMBERS },
    },
  }
}
