import type { StreamSpec } from '../../../domain/output-spec.ts'
import type { Overlay } from '../../../domain/overlay-spec.ts'
import { fail } from '../../../domain/problem.ts'
import type { TranscodeTemplate } from '../schema/template.ts'
import { STREAMS, toOutputSpec } from './output-spec.ts'

export const PACKAGE_TYPES = ['HLSPackage', 'DASHPackage'] as const
export type PackageType = (typeof PACKAGE_TYPES)[number]

export const isPackaged = ({ Type }: TranscodeTemplate): boolean => Type === 'VideoPackage'

/** A template with where it stands in the request. */
export interface Placed {
  readonly template: TranscodeTemplate
  readonly at: string
  /** Its watermarks, as far as they are looked up. */
  readonly overlays?: readonly Overlay[]
}

/** The templates that are packaged together, by what they become. */
export const packagesOf = (
  templates: readonly Placed[],
): readonly { readonly type: PackageType; readonly members: readonly Placed[] }[] =>
  PACKAGE_TYPES.map((type) => ({
    type,
    members: templates.filter(
      ({ template }) =>
        isPackaged(template) && (template.PackageSetting?.PackageType ?? 'HLSPackage') === type,
    ),
  })).filter(({ members }) => members.length > 0)

/**
 * One adaptive stream, each template a rendition of it.
 * @throws DomainError invalid-parameter, unsupported-parameter and those of `toOutputSpec`
 */
export const packageSpec = (type: PackageType, members: readonly Placed[]): StreamSpec => {
  const streams = members.map(({ template, at, overlays }) => {
    const spec = toOutputSpec(template, at, overlays)
    if (spec.kind === 'stream' && spec.protocol === 'hls') return { spec, at }
    throw fail('invalid-parameter', 'Templates that are packaged together have the format m3u8.', {
      path: `${at}.Container.Format`,
    })
  })
  const [first] = streams
  if (!first) throw new Error('a package has members')
  const shared = ({ audio, range, segmentDuration }: StreamSpec): string =>
    JSON.stringify([audio, range, segmentDuration])
  const odd = streams.find(({ spec }) => shared(spec) !== shared(first.spec))
  if (odd)
    throw fail(
      'unsupported-parameter',
      'Templates that are packaged together share their sound, their part of the source and the duration of their segments here.',
      { path: odd.at },
    )
  return {
    ...first.spec,
    ...STREAMS[type === 'HLSPackage' ? 'hls' : 'dash'],
    master: true,
    renditions: streams.flatMap(({ spec }, i) =>
      spec.renditions.map(({ video }) => ({ name: `v${i}`, video })),
    ),
  }
}
