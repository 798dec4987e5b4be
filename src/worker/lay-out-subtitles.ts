import type { PlannedPart } from '../domain/plan.ts'
import { mediaPlaylist } from '../packaging/media-playlist.ts'
import { cueSegments, parseCues } from '../packaging/webvtt-cues.ts'
import type { Placed } from './lay-out.ts'
import type { LaidRendition } from './lay-out-rendition.ts'
import { type RenditionNames, relativeUri, type StreamNames } from './stream-names.ts'

export interface LaidSubtitles {
  readonly part: Extract<PlannedPart, { role: 'subtitles' }>
  readonly names: RenditionNames
  readonly files: readonly Placed[]
  readonly playlists: readonly Placed[]
  /** Bytes of all cues. */
  readonly size: number
}

/** HLS has WebVTT in segments as long as the picture's, on its clock; DASH takes the file as it is. */
export const layOutSubtitles = (
  part: LaidSubtitles['part'],
  text: string,
  { names: streamNames, main, size }: { names: StreamNames; main: LaidRendition; size: number },
): LaidSubtitles => {
  const names = streamNames.rendition(part.name)
  const durations = main.packed.segments.map(({ duration }) => duration)
  // fMP4 is on the cues' own clock.
  const clock = main.firstPts === undefined ? 0 : main.firstPts - part.from * 90_000
  const hls = streamNames.hls !== undefined
  const pieces = hls ? cueSegments(parseCues(text), durations, clock) : []
  return {
    ...{ part, names, size },
    files: [
      ...pieces.map((piece, i) => ({ key: names.cues(i), role: 'segment' as const, text: piece })),
      ...(streamNames.dash === undefined
        ? []
        : [{ key: names.subtitles, role: 'subtitles' as const, from: part.path, size }]),
    ],
    playlists: hls
      ? [
          {
            key: names.playlist,
            role: 'playlist',
            text: mediaPlaylist({
              segments: durations.map((duration, i) => ({
                duration,
                uri: relativeUri(names.playlist, names.cues(i)),
              })),
            }),
          },
        ]
      : [],
  }
}
