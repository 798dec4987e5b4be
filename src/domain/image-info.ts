import type { Seconds } from './units.ts'

/** Formats of images that may be laid over a picture, as their first bytes tell them. */
export type ImageFormat = 'png' | 'apng' | 'jpeg' | 'webp' | 'gif'

/** What is in an image file, measured by decoding it. */
export interface ImageInfo {
  readonly format: ImageFormat
  /** Pixels. */
  readonly width: number
  readonly height: number
  /** 1 for a still. */
  readonly frames: number
  /** Of one run through a moving image; 0 for a still. */
  readonly duration: Seconds
}
