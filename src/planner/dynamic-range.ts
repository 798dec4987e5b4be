import type { VideoStream } from '../domain/media-info.ts'
import type { VideoSpec } from '../domain/output-spec.ts'
import type { Problem } from '../domain/problem.ts'
import { isHdr, sourceColors } from './colors.ts'
import { refuse } from './draft.ts'
import { pixelsOf, profileRule } from './pixel-format.ts'
import type { SourceVideo } from './source.ts'

/** Codecs that players take HDR from. */
const HDR_CODECS: readonly string[] = ['hevc', 'av1']

export interface DynamicRange {
  /** PQ or HLG stays. */
  readonly keepHdr: boolean
  /** The wish, with the depth that it takes. */
  readonly spec: VideoSpec
}

/** Whether an encode stays HDR, and what that takes. */
export const rangeOf = (
  spec: VideoSpec,
  { stream }: SourceVideo,
): DynamicRange | { readonly problem: Problem } => {
  const hidden = withoutBaseLayer(stream)
  if (hidden) return refuse('source-unsupported', hidden)
  const { codec, bitDepth, dynamicRange } = spec
  const deep = pixelsOf(spec).depth === 10
  const can = HDR_CODECS.includes(codec)
  const hdr = isHdr(sourceColors(stream))
  if (!hdr || dynamicRange === 'sdr' || (dynamicRange === undefined && !(deep && can)))
    return { keepHdr: false, spec }
  if (!can)
    return refuse('unsupported-parameter', `HDR cannot be kept in ${codec}; ${HDR_CODECS.join(' and ')} can.`)
  const onlyEight = bitDepth === 8 || profileRule(spec)?.depths.includes(10) === false
  if (onlyEight) return refuse('unsupported-parameter', 'HDR needs ten bits, and eight are asked for.')
  return { keepHdr: true, spec: { ...spec, bitDepth: 10 } }
}

/** Why the picture of a Dolby Vision source cannot be shown at all; undefined when it can. */
export const withoutBaseLayer = ({ dolbyVision }: VideoStream): string | undefined =>
  dolbyVision?.compatibility === 0
    ? `The source is Dolby Vision profile ${dolbyVision.profile} without a base layer that other decoders can show; only a copy of it can be made.`
    : undefined
