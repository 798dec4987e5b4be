import type { VideoStream } from '../domain/media-info.ts'
import { type Colors, isHdr } from './colors.ts'

/** Luminance of plain white in an HDR picture (BT.2408), in cd/m²; it becomes the white of the SDR picture, nearly. */
export const WHITE = 203
/** The brightest an HDR picture is taken to be when it does not say, and what HLG is defined for. */
const USUAL_PEAK = 1000

/** zscale's word for a matrix that it misspells in some versions: the number of ITU-T H.273. */
const MATRICES: Readonly<Record<string, string>> = { smpte240m: '7' }
/** Curves that zscale does not know, and those it knows that are nearest. */
const CURVES: Readonly<Record<string, string>> = { smpte240m: 'bt709', bt1361e: 'bt709', smpte428: 'bt470bg' }

export interface ColorJob {
  readonly from: Colors
  readonly to: Colors
  /** What comes out, e.g. `yuv420p`. */
  readonly pixelFormat: string
  /** What goes in. */
  readonly stream: VideoStream
}

/** The filters that turn one kind of colours into another, light for light; none when they are the same. */
export const colorFilters = ({ from, to, pixelFormat, stream }: ColorJob): readonly string[] => {
  const kept = from.matrix === to.matrix && from.primaries === to.primaries && from.transfer === to.transfer
  if (kept && from.range === to.range) return []
  if (kept) return [`scale=in_range=${from.range}:out_range=${to.range}`, `format=${pixelFormat}`]
  // zscale takes no odd sides of subsampled pictures, and no packed RGB.
  const even = stream.width % 2 === 0 && stream.height % 2 === 0
  const full =
    even || from.matrix === 'gbr' ? [] : [`format=${stream.bitDepth > 8 ? 'yuv444p10le' : 'yuv444p'}`]
  const input = `min=${MATRICES[from.matrix] ?? from.matrix}:pin=${from.primaries}:tin=${CURVES[from.transfer] ?? from.transfer}:rin=${from.range}`
  const output = `m=${to.matrix}:p=${to.primaries}:t=${to.transfer}:r=${to.range}:d=ordered`
  if (!isHdr(from) || isHdr(to)) return [...full, `zscale=${input}:${output}`, `format=${pixelFormat}`]
  return [
    ...full,
    `zscale=${input}:p=${to.primaries}:t=linear:npl=${WHITE}`,
    'format=gbrpf32le',
    // Linear in the shadows and mid-tones, so that they keep their contrast; `desat` would wash out the highlights.
    `tonemap=mobius:param=0.3:desat=0:peak=${peakOf(from, stream).toFixed(3)}`,
    `zscale=${output}`,
    `format=${pixelFormat}`,
  ]
}

/** The brightest light of the picture, in multiples of its white. */
const peakOf = (from: Colors, { hdrMetadata }: VideoStream): number => {
  const said =
    from.transfer === 'smpte2084' ? (hdrMetadata?.maxCll ?? hdrMetadata?.mastering?.maxLuminance) : undefined
  const peak = said !== undefined && said > 0 && said <= 10_000 ? said : USUAL_PEAK
  return Math.max(1.05, peak / WHITE)
}
