import type { Colors } from '../colors.ts'
import { signalColor } from '../text/signal-color.ts'

/** A script whose colours are said in the signal of the picture that it is drawn on. */
export const assInColors = (script: string, colors: Pick<Colors, 'transfer'>): string =>
  script.replace(
    /&H([0-9A-F]{2})?([0-9A-F]{2})([0-9A-F]{2})([0-9A-F]{2})(?=[&,])/gi,
    (_, alpha = '', b, g, r) => {
      const rgb = signalColor(`${r}${g}${b}`, colors)
      return `&H${alpha}${rgb.slice(4, 6)}${rgb.slice(2, 4)}${rgb.slice(0, 2)}`.toUpperCase()
    },
  )
