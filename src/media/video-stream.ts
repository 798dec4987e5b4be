import type { ColorInfo, VideoStream } from '../domain/media-info.ts'
import { type Rational, rational, toNumber } from '../domain/units.ts'
import { videoCodecString } from './codec-string.ts'
import { type Fields, fieldsOf, listOf, numberOf, present, textOf } from './fields.ts'
import { hdrSideData } from './hdr-side-data.ts'
import type { StreamTiming } from './media-info.ts'
import { orientation } from './orientation.ts'
import { streamFacts } from './stream-facts.ts'

/** One moving-picture stream of ffprobe's JSON; undefined for a track without pictures, which has no size. */
export const toVideoStream = (stream: Fields, timing: StreamTiming): VideoStream | undefined => {
  const width = numberOf(stream, 'width') ?? 0
  const height = numberOf(stream, 'height') ?? 0
  if (width <= 0 || height <= 0) return undefined
  const codec = textOf(stream, 'codec_name') ?? ''
  const profile = textOf(stream, 'profile')
  const level = numberOf(stream, 'level')
  const pixelFormat = textOf(stream, 'pix_fmt') ?? ''
  const bitDepth = bitDepthOf(pixelFormat) ?? numberOf(stream, 'bits_per_raw_sample') ?? 8
  const base = rateOf(textOf(stream, 'r_frame_rate'))
  const average = rateOf(textOf(stream, 'avg_frame_rate'))
  const aspect = ratioOf(textOf(stream, 'sample_aspect_ratio'))
  const sideData = listOf(stream.side_data_list)
  const color = colorOf(stream)
  return {
    index: numberOf(stream, 'index') ?? 0,
    codec,
    width,
    height,
    sampleAspect: toNumber(aspect) > 0 ? aspect : rational(1),
    ...orientation(sideData, fieldsOf(stream.tags)),
    frameRate: toNumber(average) > 0 ? average : base,
    baseFrameRate: base,
    pixelFormat,
    bitDepth,
    ...fieldsFirst(textOf(stream, 'field_order')),
    color,
    hdr: hdrOf(sideData, color),
    ...hdrSideData(sideData),
    ...present<Partial<VideoStream>>({
      profile,
      level: level !== undefined && level >= 0 ? level : undefined,
      codecString: videoCodecString({
        codec,
        profile,
        level,
        bitDepth,
        tag: textOf(stream, 'codec_tag_string'),
      }),
      // Said only of decoders that look for them.
      closedCaptions: numberOf(stream, 'closed_captions') === 1 ? true : undefined,
      frames: numberOf(stream, 'nb_read_packets') ?? numberOf(stream, 'nb_frames'),
      reorderedFrames: numberOf(stream, 'has_b_frames'),
    }),
    ...timing,
    ...streamFacts(stream),
  }
}

/** `30000/1001` or `4:3`; 0/0 when it is neither. */
const ratioOf = (text: string | undefined): Rational => {
  const [, num, den] = /^(\d+)[/:](\d+)$/.exec(text ?? '') ?? []
  return rational(Number(num ?? 0), Number(den ?? 0))
}

/**
 * Matroska says how long a frame lasts in whole nanoseconds, of which FFmpeg makes fractions of small numbers: 19001/317
 * stands for 60000/1001.
 */
const rateOf = (text: string | undefined): Rational => {
  const rate = ratioOf(text)
  const whole = Math.round((toNumber(rate) * 1001) / 1000)
  const exact = rational(whole * 1000, 1001)
  const same = whole > 0 && Math.abs(toNumber(rate) / toNumber(exact) - 1) < 1e-6
  return same ? exact : rate
}

/** FFmpeg's pixel format names carry the depth where it is not 8: `yuv420p10le`, `p010le`, `gray12be`, `x2rgb10le`. */
const bitDepthOf = (pixelFormat: string): number | undefined => {
  if (pixelFormat === '') return undefined
  const planar = /^(?:yuva?\d{3}p|gbra?p|gray|x2(?:rgb|bgr)|xyz)(\d{1,2})(?:le|be)$/.exec(pixelFormat)?.[1]
  const packed = /^p[024]?(10|12|16)(?:le|be)$/.exec(pixelFormat)?.[1]
  const wide = /^(?:rgb|bgr)(48)|^(?:rgba|bgra)(64)/.test(pixelFormat) ? '16' : undefined
  return Number(planar ?? packed ?? wide ?? 8)
}

/**
 * `tt` and `bb` are the fields of pictures of one field; `tb` and `bt` stand for woven ones (9 and 14 in MP4 and Matroska), and
 * begin with the field that is shown first, whatever FFmpeg's own documentation says of them.
 * https://www.matroska.org/technical/elements.html (FieldOrder), QuickTime's `fiel` in Apple's TN2162
 */
const fieldsFirst = (order = ''): Pick<VideoStream, 'interlaced' | 'fieldOrder'> => {
  const [, first] = /^([tb])[tb]$/.exec(order) ?? []
  return first ? { interlaced: true, fieldOrder: first === 't' ? 'top' : 'bottom' } : { interlaced: false }
}

const colorOf = (stream: Fields): ColorInfo =>
  present<ColorInfo>({
    primaries: textOf(stream, 'color_primaries'),
    transfer: textOf(stream, 'color_transfer'),
    space: textOf(stream, 'color_space'),
    range: textOf(stream, 'color_range'),
  })

const hdrOf = (sideData: readonly Fields[], { transfer }: ColorInfo): VideoStream['hdr'] => {
  if (sideData.some((data) => /DOVI/.test(textOf(data, 'side_data_type') ?? ''))) return 'dolby-vision'
  if (transfer === 'smpte2084') return 'hdr10'
  return transfer === 'arib-std-b67' ? 'hlg' : 'sdr'
}
