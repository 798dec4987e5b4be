import { readFile } from 'node:fs/promises'
import type { AnimationFormat, PictureFormat } from '../../domain/picture-spec.ts'
import { readGif } from './gif.ts'
import { readJpeg } from './jpeg.ts'
import { readPng } from './png.ts'
import { readWebp } from './webp.ts'

/** What an image file of this server's making holds. */
export interface ImageFacts {
  /** Pixels. */
  readonly width: number
  readonly height: number
  readonly frames: number
  /** Of an animation: how long it plays once, in seconds, and how often (0 is for ever). */
  readonly duration?: number
  readonly plays?: number
}

const READERS: Readonly<Record<PictureFormat | AnimationFormat, (data: Buffer) => ImageFacts | undefined>> = {
  jpeg: readJpeg,
  png: readPng,
  webp: readWebp,
  gif: readGif,
}

/** Walks the whole file; undefined when it is not an image of this format that is there to its end. */
export const readImage = async (
  path: string,
  format: PictureFormat | AnimationFormat,
): Promise<ImageFacts | undefined> => {
  const data = await readFile(path)
  try {
    return READERS[format](data)
  } catch (error) {
    // A length inside that points beyond the end.
    if (error instanceof RangeError) return undefined
    throw error
  }
}
