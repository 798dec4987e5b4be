import type { ObjectPlace } from '../../../domain/asset.ts'
import type { Destination } from '../../../domain/destination.ts'
import { PLAIN_NUMBERS } from '../../../domain/destination.ts'

/** Where the library keeps its files, and what is made of them. */
const BUCKET = 'outputs'
const FOLDER = 'vod'

/** The file of an asset that is brought in, under the extension it had. */
export const sourcePlace = (asset: string, extension: string): ObjectPlace => ({
  bucket: BUCKET,
  key: `${FOLDER}/${asset}/source${extension}`,
})

/** The place of a result; each task has a folder of its own. */
export type Place = (task: string) => Destination

export const filePlace =
  (name: string): Place =>
  (task) => ({ bucket: BUCKET, key: `${FOLDER}/${task}/${name}` })

/** A playlist, its segments beside it: `f210.av.m3u8`, `f210_0.ts`. */
export const playlistPlace =
  (name: string): Place =>
  (task) => ({
    ...filePlace(`${name}.av.m3u8`)(task),
    parts: { segment: `${name}_{number}.ts`, numbers: PLAIN_NUMBERS },
  })

/** A multivariant playlist, all its renditions beside it as if each was alone. */
export const masterPlace =
  (name: string): Place =>
  (task) => ({
    ...filePlace(`${name}.av.m3u8`)(task),
    parts: { rendition: '{rendition}.av.m3u8', segment: '{rendition}_{number}.ts', numbers: PLAIN_NUMBERS },
  })

/** Pictures, counted from 0: `sampleSnapshot_10_0.jpg`. */
export const numberedPlace =
  (name: string, extension: string): Place =>
  (task) => ({ ...filePlace(`${name}_{number}.${extension}`)(task), parts: { numbers: PLAIN_NUMBERS } })

export const spritePlace =
  (name: string): Place =>
  (task) => ({
    ...filePlace(`${name}.vtt`)(task),
    parts: { sheet: `${name}_{number}.jpg`, numbers: PLAIN_NUMBERS },
  })
