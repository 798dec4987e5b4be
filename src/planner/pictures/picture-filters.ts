import type { AnimationFormat, PictureFormat } from '../../domain/picture-spec.ts'
import { finishFilters } from '../finish-filters.ts'
import { type Framing, framedSize } from '../frame-size.ts'
import type { AnimationBranch, PictureBranch, SheetBranch } from './branch.ts'
import { blackFilters, samplingFilters } from './sampling.ts'

/**
 * From the decoded frames to what the encoder of a branch takes.
 * @param name a prefix of its own for labels inside
 * @param matrix of the frames' colours
 */
export const pictureFilters = (b: PictureBranch, name: string, matrix: string): readonly string[] => {
  const framed = (odd: boolean): readonly string[] => framedFilters(b, { name, matrix, odd })
  switch (b.type) {
    case 'snapshots':
      return [
        ...samplingFilters(b.sampling, name),
        ...(b.black ? blackFilters(b.black) : []),
        ...framed(hasOddSide(b.framing)),
      ]
    case 'sheets':
      return [
        ...samplingFilters(b.sampling, name),
        ...framed(hasOddSide(b.framing) || b.padding % 2 === 1 || b.margin % 2 === 1),
        ...sheet(b),
      ]
    case 'animation':
      return [
        ...samplingFilters(b.sampling, name),
        ...framed(hasOddSide(b.framing)),
        ...(b.format === 'gif' ? [palette(b, name)] : []),
      ]
  }
}

/**
 * Pictures are in BT.601, as JPEG and WebP have no way to say another; JPEG is full range. Chroma of half the size cannot be
 * put at an odd place, so odd sizes keep it whole while they are put together.
 */
const framedFilters = (
  { framing, format }: PictureBranch,
  { name, matrix, odd }: { readonly name: string; readonly matrix: string; readonly odd: boolean },
): readonly string[] => {
  const { width, height } = framing.scaled
  // FFmpeg takes what no tag says for BT.601, of any size.
  const from = matrix === 'bt709' ? ':in_color_matrix=bt709' : ''
  const size = `scale=${width}:${height}:flags=bicubic`
  const pixels = pixelFormat(format, odd)
  const upright = [`format=${pixels}`, 'setsar=1', ...finishFilters(framing, name, pixels)]
  if (!pixels.startsWith('yuv')) return [`${size}+accurate_rnd+full_chroma_int${from}`, ...upright]
  return [`${size}${from}:out_color_matrix=bt601:out_range=${format === 'jpeg' ? 'pc' : 'tv'}`, ...upright]
}

const pixelFormat = (format: PictureFormat | AnimationFormat, odd: boolean): string => {
  switch (format) {
    case 'jpeg':
      return odd ? 'yuvj444p' : 'yuvj420p'
    case 'webp':
      return odd ? 'bgra' : 'yuv420p'
    case 'png':
    case 'gif':
      return 'rgb24'
  }
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
