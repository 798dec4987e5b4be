/**
 * Where an output goes. `key` is the main file: the file itself, the entry playlist, the WebVTT of a sprite. Of snapshots,
 * which have none, it is the template of every picture, with `{number}` and `{time}` (seconds, as `3` or `12.5`); several
 * pictures under a key with neither get `_{number}` before the extension.
 * `parts` are templates for everything else, relative to the folder of the file that refers to them; they may hold
 * `{rendition}`, `{number}` and `{name}`. All are checked as object keys after expansion.
 */
export interface Destination {
  readonly bucket: string
  readonly key: string
  readonly parts?: {
    /** A rendition's playlist, relative to the entry playlist. Default `{rendition}/index.m3u8`. */
    readonly rendition?: string
    /** A segment, relative to its playlist. Default `{number}.<ext>`. */
    readonly segment?: string
    /** The DASH manifest beside an HLS one, relative to the entry playlist. Default `{name}.mpd`, named like it. */
    readonly manifest?: string
    /** A published key, relative to the entry playlist. Default `keys/{number}.key`. */
    readonly key?: string
    /** A sprite sheet, relative to the WebVTT. Default `<name>_{number}.jpg`. */
    readonly sheet?: string
    readonly numbers?: NumberFormat
  }
}

/** `{number}` = initial + i · increment, padded on the left with `pad` to `minLength` characters. */
export interface NumberFormat {
  readonly initial: number
  readonly increment: number
  readonly minLength: number
  readonly pad: string
}

export const PLAIN_NUMBERS: NumberFormat = { initial: 0, increment: 1, minLength: 1, pad: '0' }

/** Numbers of pictures and sheets where nobody says otherwise: 001, 002… */
export const PICTURE_NUMBERS: NumberFormat = { initial: 1, increment: 1, minLength: 3, pad: '0' }

/** The text of the i-th `{number}`. */
export const formatNumber = (format: NumberFormat, i: number): string =>
  String(format.initial + i * format.increment).padStart(format.minLength, format.pad || '0')

/** Fills `{name}` variables; an unknown one stays as it is, so that a check can see it. */
export const expand = (template: string, values: Readonly<Record<string, string>>): string =>
  template.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? (values[name] ?? whole) : whole,
  )
