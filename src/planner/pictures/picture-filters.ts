import { finishFilters } from '../finish-filters.ts'
import type { AnimationBranch, PictureBranch, SheetBranch } from './branch.ts'
import { picturePixels } from './picture-pixels.ts'
import { blackFilters, samplingFilters } from './sampling.ts'

/** How the pictures of a branch are made; what is drawn on them comes between. */
export interface PictureFilters {
  /** From the decoded frames to finished pictures. */
  readonly framed: readonly string[]
  /** From these to what the encoder takes. */
  readonly encoded: readonly string[]
}

/**
 * The filters of a branch.
 * @param name a prefix of its own for labels inside
 * @param matrix of the decoded frames' colours
 */
export const pictureFilters = (b: PictureBranch, name: string, matrix: string): PictureFilters => ({
  framed: [
    ...samplingFilters(b.sampling, name),
    ...(b.type === 'snapshots' && b.black ? blackFilters(b.black) : []),
    ...framedFilters(b, name, matrix),
  ],
  encoded:
    b.type === 'sheets' ? sheet(b) : b.type === 'animation' && b.format === 'gif' ? [palette(b, name)] : [],
})

const framedFilters = (branch: PictureBranch, name: string, matrix: string): readonly string[] => {
  const { framing, format } = branch
  const { width, height } = framing.scaled
  // FFmpeg takes what no tag says for BT.601, of any size.
  const from = matrix === 'bt709' ? ':in_color_matrix=bt709' : ''
  const size = `scale=${width}:${height}:flags=bicubic`
  const pixels = picturePixels(branch)
  const upright = [`format=${pixels}`, 'setsar=1', ...finishFilters(framing, name, pixels)]
  if (!pixels.startsWith('yuv')) return [`${size}+accurate_rnd+full_chroma_int${from}`, ...upright]
  return [`${size}${from}:out_color_matrix=bt601:out_range=${format === 'jpeg' ? 'pc' : 'tv'}`, ...upright]
}

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
