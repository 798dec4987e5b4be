import type { JsonObject } from './json.ts'

/** What can be said beside a success: the output is there and whole, and not quite what was asked. */
export const WARNING_CODES = [
  /** The encoder at hand holds the asked bitrate, or the cap on it, less strictly than others do. */
  'bitrate-loose',
  /** The picture came out at more bits per second than asked; `detail` has both figures. */
  'bitrate-missed',
  /** The part of the source that is shown is not quite the one that was asked for; `detail` has both. */
  'range-changed',
  /** The sound could not be brought to the loudness that was asked. */
  'loudness-missed',
  /** Text is drawn in another font than the one that was asked for. */
  'font-replaced',
  /** A text is larger than the picture it is drawn on, and not all of it is seen. */
  'text-cut',
  /** Parts of the source could not be read; the output shows what could. */
  'source-damaged',
  /** The picture could not be compared with the source, or not all of it. */
  'quality-unmeasured',
] as const

export type WarningCode = (typeof WARNING_CODES)[number]

export interface Warning {
  readonly code: WarningCode
  /** One English sentence that names the cause. Safe to show to the caller. */
  readonly message: string
  /** Facts for programs. */
  readonly detail?: JsonObject
}
