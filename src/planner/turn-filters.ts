import type { Turn } from './frame-size.ts'

/** The filters that mirror a picture left to right, when asked, and then turn it by clockwise degrees. */
export const turnFilters = ({ rotation, mirrored }: Turn): readonly string[] => {
  switch (rotation) {
    case 0:
      return mirrored ? ['hflip'] : []
    case 90:
      return [`transpose=${mirrored ? 'clock_flip' : 'clock'}`]
    case 180:
      return mirrored ? ['vflip'] : ['hflip', 'vflip']
    case 270:
      return [`transpose=${mirrored ? 'cclock_flip' : 'cclock'}`]
  }
}
