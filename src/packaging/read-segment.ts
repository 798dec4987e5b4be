import { type FileHandle, open } from 'node:fs/promises'
import { boxHeader } from './boxes.ts'
import { readFragment, type Sample } from './fragment.ts'
import type { InitTrack } from './init-segment.ts'

/** What a finished fMP4 segment holds of one track. */
export interface TrackSegment {
  readonly track: InitTrack
  readonly samples: readonly Sample[]
}

/** Where a movie fragment stands in its segment. */
export interface FragmentPlace {
  readonly start: number
  readonly end: number
}

export interface SegmentContent {
  readonly tracks: readonly TrackSegment[]
  readonly fragments: readonly FragmentPlace[]
}

/** A movie fragment's description is small; one beyond this is not ours. */
const MAX_MOOF = 64 * 1024 * 1024

/**
 * Reads the descriptions in a segment and passes over its media.
 * @throws RangeError when it is no fMP4 segment, or not whole
 */
export const readSegment = async (path: string, tracks: readonly InitTrack[]): Promise<SegmentContent> => {
  await using file = await open(path, 'r')
  const { size } = await file.stat()
  const samples = new Map<number, Sample[]>()
  const fragments: FragmentPlace[] = []
  for (let at = 0; at < size; ) {
    const head = boxHeader(await bytesAt(file, at, Math.min(16, size - at)), 0)
    const length = head?.size === 0 ? size - at : head?.size
    if (!head || length === undefined || length < head.header || at + length > size)
      throw new RangeError(`the box at ${at} is not whole`)
    if (head.type === 'moof') {
      if (length > MAX_MOOF) throw new RangeError('a movie fragment that is too large')
      fragments.push({ start: at, end: at + length })
      for (const run of readFragment(await bytesAt(file, at, length), at, tracks))
        samples.set(run.track, [...(samples.get(run.track) ?? []), ...run.samples])
    }
    at += length
  }
  if (fragments.length === 0) throw new RangeError('no movie fragment')
  const beyond = [...samples.values()].flat().find((sample) => sample.offset + sample.size > size)
  if (beyond) throw new RangeError('a sample outside the file')
  return {
    fragments,
    tracks: tracks.flatMap((track) => {
      const found = samples.get(track.id)
      return found ? [{ track, samples: found }] : []
    }),
  }
}

/** @throws RangeError when the file ends before */
export const bytesAt = async (file: FileHandle, at: number, length: number): Promise<Buffer> => {
  const data = Buffer.alloc(length)
  const { bytesRead } = await file.read(data, 0, length, at)
  if (bytesRead < length) throw new RangeError('the file ends early')
  return data
}
