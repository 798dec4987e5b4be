import { type Destination, PLAIN_NUMBERS } from '../../../domain/destination.ts'
import type { OutputSpec, StreamSpec } from '../../../domain/output-spec.ts'
import { fail } from '../../../domain/problem.ts'
import type { OutputConfig, OutputGroup } from '../schema/config.ts'
import { effectiveConfig } from './effective.ts'
import { toRange, withTags } from './features.ts'
import { type OssObject, toObject } from './locations.ts'
import { toOutputSpec, toWanted, type Wanted } from './output-spec.ts'
import type { Templates } from './templates.ts'
import { toOverlays } from './watermarks.ts'

export interface Placed {
  readonly spec: OutputSpec
  readonly destination: Destination
}

export const NUMBERS = { ...PLAIN_NUMBERS, minLength: 5 }
export const segmentOf = (stem: string, { segmentFormat }: StreamSpec): string =>
  `${stem}-{number}.${segmentFormat === 'ts' ? 'ts' : 'm4s'}`

const destinationOf = ({ bucket, key }: OssObject, spec: OutputSpec): Destination => {
  if (spec.kind !== 'stream') return { bucket, key }
  const stem = (key.split('/').at(-1) ?? '').replace(/\.(m3u8|mpd)$/, '')
  if (!spec.master) return { bucket, key, parts: { segment: segmentOf(stem, spec), numbers: NUMBERS } }
  return {
    bucket,
    // Of two manifests the HLS one is the main file; the other lies beside under the same name.
    key: spec.protocol === 'hls+dash' ? key.replace(/\.mpd$/, '.m3u8') : key,
    parts: {
      rendition: `${stem}-{rendition}.m3u8`,
      segment: segmentOf(`${stem}-{rendition}`, spec),
      numbers: NUMBERS,
    },
  }
}

/** What is wanted, with the watermarks of the output drawn on it. @throws DomainError */
export const withOverlays = (
  wanted: Wanted,
  features: OutputConfig['Features'],
  templates: Templates,
  at: string,
): Wanted => {
  const overlays = toOverlays(features, templates.watermarks, `${at}.Features`)
  if (overlays.length === 0) return wanted
  if ('spec' in wanted) return { ...wanted, spec: { ...wanted.spec, overlays } }
  if (!wanted.video || wanted.video.copy === 'always')
    throw fail('unsupported-parameter', 'Watermarks are drawn on video that is encoded.', {
      path: `${at}.Features.Watermarks`,
    })
  return { ...wanted, video: { ...wanted.video, overlays } }
}

/** One output: its key is the one that is named, whatever its extension. Segments lie beside, named after it. */
export const placeOutput = (
  output: Omit<OutputConfig, 'OutputFile'>,
  target: OssObject,
  templates: Templates,
  at: string,
): Placed => {
  const config = effectiveConfig(output, templates.transcoding)
  const wanted = withOverlays(toWanted(config, `${at}.OverrideParams`), output.Features, templates, at)
  const plain = toOutputSpec(wanted, toRange(output.Features, `${at}.Features`))
  const spec = withTags(plain, output.Features, `${at}.Features`)
  return { spec, destination: destinationOf(target, spec) }
}

/** A name below the base of a group. */
export const below = ({ GroupConfig }: OutputGroup, name: string, at: string): OssObject => {
  const { bucket, key } = toObject(GroupConfig.OutputFileBase, `${at}.GroupConfig.OutputFileBase`)
  const folder = key.replace(/\/$/, '')
  return { bucket, key: folder === '' ? name : `${folder}/${name}` }
}
