import type { FrameSize, RenditionSpec } from '../domain/output-spec.ts'
import { framedSize } from './frame-size.ts'
import { videoFraming } from './framing.ts'
import type { SourceVideo } from './source.ts'

export interface UsefulRenditions {
  readonly kept: readonly RenditionSpec[]
  readonly reasons: readonly string[]
}

/**
 * A ladder without the rungs that a small source cannot fill: several wishes that may not be enlarged and come to the same
 * size are one picture at different bitrates, and the smallest wish is the one made for it.
 */
export const usefulRenditions = (
  renditions: readonly RenditionSpec[],
  source: Pick<SourceVideo, 'display' | 'decoded'>,
): UsefulRenditions => {
  const result = (r: RenditionSpec): string => {
    const framing = videoFraming(r.video, source)
    if ('outside' in framing) return r.name
    const { width, height } = framedSize(framing)
    return `${width}x${height}`
  }
  const reasons: string[] = []
  const kept = renditions.filter((rendition) => {
    if (!mayShrink(rendition.video.size)) return true
    const fitting = renditions.find(
      (other) =>
        mayShrink(other.video.size) &&
        wished(other.video.size) < wished(rendition.video.size) &&
        result(other) === result(rendition),
    )
    if (fitting)
      reasons.push(
        `${rendition.name}: left out, the source is smaller; ${fitting.name} has the source's size already`,
      )
    return !fitting
  })
  return { kept, reasons }
}

const mayShrink = (size: FrameSize): boolean => size.by !== 'source' && !size.upscale

/** How large a picture is asked for; wishes of one ladder name the same sides. */
const wished = (size: FrameSize): number =>
  size.by === 'source' ? 0 : (size.first ?? 0) + (size.second ?? 0)
