import type { StreamSpec } from '../../../domain/output-spec.ts'
import type { Overlay } from '../../../domain/overlay-spec.ts'
import { fail } from '../../../domain/problem.ts'
import type { TranscodeTemplate } from '../schema/template.ts'
import { STREAMS, toOutputSpec } from './output-spec.ts'
import { toTracks } from './subtitles.ts'

export const PACKAGE_TYPES = ['HLSPackage', 'DASHPackage'] as const
export type PackageType = (typeof PACKAGE_TYPES)[number]

export const isPackaged = ({ Type }: TranscodeTemplate): boolean =>
  Type === 'VideoPackage' || Type === 'SubtitlePackage'

/** A template with where it stands in the request. */
export interface Placed {
  readonly template: TranscodeTemplate
  readonly at: string
  /** Its watermarks, as far as they are looked up. */
  readonly overlays?: readonly Overlay[]
}

/** Templates that are packaged together. */
export interface Package {
  readonly type: PackageType
  /** Pictures, at least one. */
  readonly members: readonly Placed[]
  readonly subtitles?: Placed
}

/** The templates that are packaged together, by what they become. @throws DomainError invalid-parameter */
export const packagesOf = (templates: readonly Placed[]): readonly Package[] => {
  const of = (kind: TranscodeTemplate['Type'], type: PackageType): readonly Placed[] =>
    templates.filter(
      ({ template }) =>
        template.Type === kind && (template.PackageSetting?.PackageType ?? 'HLSPackage') === type,
    )
  return PACKAGE_TYPES.flatMap((type): Package[] => {
    const members = of('VideoPackage', type)
    const [subtitles, another] = of('SubtitlePackage', type)
    const odd = members.length === 0 ? subtitles : another
    if (odd)
      throw fail(
        'invalid-parameter',
        'A group has one template of the type SubtitlePackage, beside some of the type VideoPackage.',
        { path: `${odd.at}.Type` },
      )
    return members.length > 0 ? [{ type, members, ...(subtitles && { subtitles }) }] : []
  })
}

/**
 * One adaptive stream, each template a rendition of it.
 * @throws DomainError invalid-parameter, unsupported-parameter and those of `toOutputSpec`
 */
export const packageSpec = ({ type, members, subtitles }: Package): StreamSpec => {
  const streams = members.map(({ template, at, overlays }) => {
    const spec = toOutputSpec(template, at, overlays)
    if (spec.kind === 'stream' && spec.protocol === 'hls' && spec.renditions.length > 0) return { spec, at }
    throw fail('invalid-parameter', 'Templates that are packaged together have the format m3u8, and video.', {
      path: `${at}.Container.Format`,
    })
  })
  const [first] = streams
  if (!first) throw new Error('a package has members')
  const shared = ({ audio, range, segmentDuration, burn }: StreamSpec): string =>
    JSON.stringify([audio, range, segmentDuration, burn])
  const odd = streams.find(({ spec }) => shared(spec) !== shared(first.spec))
  if (odd)
    throw fail(
      'unsupported-parameter',
      'Templates that are packaged together share their sound, their part of the source, what is drawn on it and the duration of their segments here.',
      { path: odd.at },
    )
  return {
    ...first.spec,
    ...STREAMS[type === 'HLSPackage' ? 'hls' : 'dash'],
    master: true,
    ...(subtitles && { subtitleFiles: toTracks(subtitles.template, subtitles.at) }),
    renditions: streams.flatMap(({ spec }, i) =>
      spec.renditions.map(({ video }) => ({ name: `v${i}`, video })),
    ),
  }
}
