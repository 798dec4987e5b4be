import type { Colors } from '../colors.ts'
import { signalColor } from '../text/signal-color.ts'

const COLOR = /&H([0-9A-F]{2})?([0-9A-F]{2})([0-9A-F]{2})([0-9A-F]{2})(?=[&,])/gi

/** A script whose colours are said in the signal of the picture that it is drawn on. */
export const assInColors = (script: string, colors: Pick<Colors, 'transfer'>): string =>
  script.replace(COLOR, (_, alpha = '', b, g, r) => {
    const rgb = signalColor(`${r}${g}${b}`, colors)
    return `&H${alpha}${rgb.slice(4, 6)}${rgb.slice(2, 4)}${rgb.slice(0, 2)}`.toUpperCase()
  })

/**
 * Whether FFmpeg draws the script on a picture of YUV in the colours that it says: it takes every matrix for that of BT.601,
 * in which greys are the same as in others.
 */
export const sameInYuv = (script: string, { matrix }: Pick<Colors, 'matrix'>): boolean =>
  matrix === 'smpte170m' ||
  matrix === 'bt470bg' ||
  script
    .split('\n')
    .every((line) =>
      (line.match(ANY_COLOR) ?? []).every((color) =>
        /&H(?:[0-9A-F]{2})?(?:([0-9A-F]{2})\1\1|0)$/i.test(color),
      ),
    )

/** Shorter ones leave out zeros of their front, which are no grey. */
const ANY_COLOR = /&H[0-9A-F]{1,8}/gi
