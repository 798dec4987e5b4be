import type { AnimationFormat, PictureFormat } from '../../domain/picture-spec.ts'
import { type Framing, framedSize } from '../frame-size.ts'
import type { AnimationBranch, PictureBranch, SheetBranch } from './branch.ts'
import { blackFilters, samplingFilters } from './sampling.ts'

/** From the decoded frames to what the encoder of a branch takes. @param name a prefix of its own for labels inside */
export const pictureFilters = (b: PictureBranch, name: string): readonly string[] => {
  switch (b.type) {
    case 'snapshots':
      return [
        ...samplingFilters(b.sampling, name),
        ...(b.black ? blackFilters(b.black) : []),
        ...framed(b, b.format, hasOddSide(b.framing)),
      ]
    case 'sheets':
      return [
        ...samplingFilters(b.sampling, name),
        ...framed(b, b.format, hasOddSide(b.framing) || b.padding % 2 === 1 || b.margin % 2 === 1),
        ...sheet(b),
      ]
    case 'animation':
      return [
        ...samplingFilters(b.sampling, name),
        ...framed(b, b.format, hasOddSide(b.framing)),
        ...(b.format === 'gif' ? [palette(b, name)] : []),
      ]
  }
}

/**
 * Pictures are in BT.601, as JPEG and WebP have no way to say another; JPEG is full range. Chroma of half the size cannot be
 * put at an odd place, so odd sizes keep it whole while they are put together.
 */
const framed = (
  { framing, matrix }: Pick<PictureBranch, 'framing' | 'matrix'>,
  format: PictureFormat | AnimationFormat,
  odd: boolean,
): readonly string[] => {
  const { width, height } = framing.scaled
  const from = matrix ? `:in_color_matrix=${matrix}` : ''
  const size = `scale=${width}:${height}:flags=bicubic`
  const upright = [`setsar=1`, ...placed(framing)]
  if (format === 'png' || format === 'gif' || (format === 'webp' && odd))
    return [
      `${size}+accurate_rnd+full_chroma_int${from}`,
      `format=${format === 'webp' ? 'bgra' : 'rgb24'}`,
      ...upright,
    ]
  const jpeg = format === 'jpeg'
  return [
    `${size}${from}:out_color_matrix=bt601:out_range=${jpeg ? 'pc' : 'tv'}`,
    `format=${jpeg ? (odd ? 'yuvj444p' : 'yuvj420p') : 'yuv420p'}`,
    ...upright,
  ]
}

const placed = ({ crop, pad }: Framing): readonly string[] => {
  if (crop) return [`crop=${crop.width}:${crop.height}`]
  return pad ? [`pad=${pad.width}:${pad.height}:(ow-iw)/2:(oh-ih)/2:${pad.color}`] : []
}

const hasOddSide = (framing: Framing): boolean =>
  [framing.scaled, framedSize(framing)].some(({ width, height }) => width % 2 === 1 || height % 2 === 1)

/** The list has a line for each picture: a sheet itself does not tell how many it holds. */
const sheet = ({ columns, rows, padding, margin, ground, list }: SheetBranch): readonly string[] => [
  'metadata=mode=add:key=pentode.tile:value=1',
  `metadata=mode=print:file=${list}`,
  `tile=${columns}x${rows}:padding=${padding}:margin=${margin}:color=0x${ground}`,
]

const palette = ({ palette: kind }: AnimationBranch, name: string): string => {
  const [seen, shown, colors] = ['a', 'b', 'c'].map((part) => `[${name}${part}]`)
  const [gather, use] = kind === 'shared' ? ['diff', ''] : ['single', ':new=1']
  return `split${seen}${shown};${seen}palettegen=stats_mode=${gather}${colors};${shown}${colors}paletteuse=dither=sierra2_4a:diff_mode=rectangle${use}`
}
