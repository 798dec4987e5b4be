import type { VideoStream } from '../domain/media-info.ts'
import type { Size } from './frame-size.ts'

/** How the numbers of a picture become light, completely; the names are FFmpeg's. */
export interface Colors {
  readonly matrix: string
  readonly primaries: string
  readonly transfer: string
  readonly range: 'tv' | 'pc'
}

export const BT709: Colors = { matrix: 'bt709', primaries: 'bt709', transfer: 'bt709', range: 'tv' }

/** From here on players take an untagged picture for BT.709. */
const isHd = ({ width, height }: Size): boolean => width >= 1280 || height > 576

/**
 * The colours of a source. What it does not say follows from what it does say, or from its size, as players have it.
 * RGB has the matrix `gbr` and full range.
 */
export const sourceColors = (stream: VideoStream): Colors => {
  const { color, pixelFormat } = stream
  const rgb = isRgb(pixelFormat)
  const wide =
    isHdrTransfer(color.transfer) || /^bt2020/.test(said(color.primaries) ?? said(color.space) ?? '')
  const family = wide ? 'bt2020' : isHd(stream) ? 'bt709' : stream.height === 576 ? 'bt470bg' : 'smpte170m'
  const matrix = rgb
    ? 'gbr'
    : (said(color.space) ?? said(MATRIX_OF[color.primaries ?? '']) ?? MATRIX_OF[family] ?? family)
  const byMatrix = matrix === 'gbr' ? 'bt709' : (PRIMARIES_OF[matrix] ?? 'bt709')
  return {
    matrix,
    primaries: said(color.primaries) ?? byMatrix,
    transfer: said(color.transfer) ?? (byMatrix === 'bt709' || byMatrix === 'bt2020' ? 'bt709' : 'smpte170m'),
    range: rgb || color.range === 'pc' || pixelFormat.startsWith('yuvj') ? 'pc' : 'tv',
  }
}

const MATRIX_OF: Readonly<Record<string, string>> = {
  ...{
    bt709: 'bt709',
    bt470bg: 'bt470bg',
    smpte170m: 'smpte170m',
    smpte240m: 'smpte240m',
    bt2020: 'bt2020nc',
  },
}
const PRIMARIES_OF: Readonly<Record<string, string>> = {
  ...{ bt709: 'bt709', bt470bg: 'bt470bg', smpte170m: 'smpte170m', fcc: 'bt470m', smpte240m: 'smpte240m' },
  ...{ bt2020nc: 'bt2020', bt2020c: 'bt2020', ictcp: 'bt2020' },
}

/** A tag that means something: `gbr` on a YUV picture and reserved values do not. */
const said = (tag: string | undefined): string | undefined =>
  tag === undefined || ['unknown', 'unspecified', 'reserved', 'gbr'].includes(tag) ? undefined : tag

export const isRgb = (pixelFormat: string): boolean =>
  /^(?:gbr|rgb|bgr|argb|abgr|0rgb|0bgr|x2rgb|x2bgr|pal8)/.test(pixelFormat)
export const hasAlpha = (pixelFormat: string): boolean =>
  /^(?:yuva|gbrap|rgba|bgra|argb|abgr|ya\d|pal8|ayuv)/.test(pixelFormat)
const isHdrTransfer = (transfer: string | undefined): boolean =>
  transfer === 'smpte2084' || transfer === 'arib-std-b67'
export const isHdr = (colors: Colors): boolean => isHdrTransfer(colors.transfer)

const SD_MATRICES = ['bt709', 'smpte170m', 'bt470bg']
/** Curves that encoders can name and players show alike. */
const SDR_TRANSFERS = ['bt709', 'smpte170m', 'bt470m', 'bt470bg', 'iec61966-2-1', 'bt2020-10', 'bt2020-12']

/**
 * The colours of a finished picture of a size. An ordinary picture keeps its own: BT.709, or BT.601 where it stays of
 * standard definition. Everything else becomes BT.709. `keepHdr`: PQ and HLG stay what they are, in BT.2020.
 */
export const targetColors = (source: Colors, size: Size, keepHdr: boolean): Colors => {
  if (isHdr(source))
    return keepHdr ? { ...source, matrix: 'bt2020nc', primaries: 'bt2020', range: 'tv' } : BT709
  const matrices = isHd(size) ? ['bt709'] : SD_MATRICES
  const ordinary =
    matrices.includes(source.matrix) &&
    matrices.includes(source.primaries) &&
    SDR_TRANSFERS.includes(source.transfer)
  return ordinary ? { ...source, range: 'tv' } : BT709
}

/** The colours that stills are made of, which the scaler can read: the source's own if they are ordinary, BT.709 otherwise. */
export const pictureColors = (source: Colors): Colors =>
  SD_MATRICES.includes(source.primaries) && SDR_TRANSFERS.includes(source.transfer) ? source : BT709
