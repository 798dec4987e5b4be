import { span } from './expectation.ts'
import type { Source } from './source.ts'
import type { Cut } from './time-range.ts'

/** Seconds. Less sound than that FFmpeg may leave out altogether. */
const SOME = 0.05

/** The source as a part of it is: without sound where all of it ends before the part or begins after it. */
export const heardIn = (source: Source, cut: Cut): Source => {
  const { media } = source
  const silent = media.audio.every((track) => {
    if (track.duration === undefined) return false
    const { start, end } = span(track, { source, cut })
    return end - start < SOME
  })
  if (cut.whole || !silent || media.audio.length === 0) return source
  const { audio: _, ...rest } = source
  return { ...rest, media: { ...media, audio: [] } }
}
