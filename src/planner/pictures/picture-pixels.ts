import type { Colors } from '../colors.ts'
import { type Framing, framedSize } from '../frame-size.ts'
import type { PictureBranch } from './branch.ts'

/**
 * What the finished pictures of a branch are made of. They are in BT.601, as JPEG and WebP have no way to say another; JPEG is
 * full range. Chroma of half the size cannot be put at an odd place, so odd sizes keep it whole.
 */
export const picturePixels = (branch: PictureBranch): string => {
  const odd = hasOddSide(branch)
  switch (branch.format) {
    case 'jpeg':
      return odd ? 'yuvj444p' : 'yuvj420p'
    case 'webp':
      return odd ? 'bgra' : 'yuv420p'
    case 'png':
    case 'gif':
      return 'rgb24'
  }
}

/** The colours of such pictures, made of frames with the colours `from`. */
export const finishedColors = (pixelFormat: string, from: Colors): Colors =>
  pixelFormat.startsWith('yuv')
    ? { ...from, matrix: 'smpte170m', range: pixelFormat.startsWith('yuvj') ? 'pc' : 'tv' }
    : { ...from, matrix: 'gbr', range: 'pc' }

const hasOddSide = (branch: PictureBranch): boolean =>
  (branch.type === 'sheets' && [branch.padding, branch.margin].some(isOdd)) || hasOddFrame(branch.framing)

const hasOddFrame = (framing: Framing): boolean =>
  [framing.scaled, framedSize(framing)].some(({ width, height }) => isOdd(width) || isOdd(height))

const isOdd = (n: number): boolean => n % 2 === 1
