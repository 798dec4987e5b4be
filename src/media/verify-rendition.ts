import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { PlannedPart } from '../domain/plan.ts'
import { seconds } from '../domain/units.ts'
import {
  type MeasuredRendition,
  type MeasureRequest,
  measureRendition,
} from '../packaging/measure-rendition.ts'
import { averageBitrate } from './bitrate.ts'
import { checkDuration, checkMedia } from './check-media.ts'
import { type MediaPlaylist, parseMediaPlaylist } from './playlist.ts'
import type { Prober } from './probe.ts'
import { CheckFailed, finishedFile, probeOutput, type VerifiedFile, type VerifiedPart } from './verified.ts'

/**
 * One HLS rendition: a closed playlist, and every file that it names.
 * @throws CheckFailed
 */
export const verifyRendition = async (
  part: Extract<PlannedPart, { role: 'rendition' }>,
  { prober, dir, signal }: { prober: Prober; dir: string; signal?: AbortSignal },
): Promise<VerifiedPart> => {
  const playlistFile = await finishedFile(dir, part.path, 'playlist', { hash: true })
  const playlist = parse(await readFile(join(dir, part.path), 'utf8'), part.path)
  if (!playlist.ended)
    throw new CheckFailed('endlist', 'The output is not whole: its playlist was never closed.', {
      path: part.path,
    })
  if (playlist.segments.length === 0)
    throw new CheckFailed('segments', 'The output has no segments.', { path: part.path, actual: 0 })
  if (part.segmentFormat === 'fmp4' && playlist.init === undefined)
    throw new CheckFailed('init', 'The output lacks its initialisation segment.', { path: part.path })

  const beside = (uri: string) => join(dirname(part.path), plainName(uri))
  const init =
    playlist.init === undefined
      ? []
      : [await finishedFile(dir, beside(playlist.init), 'init', { hash: false })]
  const segments: VerifiedFile[] = []
  for (const { uri, duration } of playlist.segments)
    segments.push(
      await finishedFile(dir, beside(uri), 'segment', { hash: false, duration: seconds(duration) }),
    )

  const listed = playlist.segments.reduce((sum, segment) => sum + segment.duration, 0)
  checkDuration('playlist.duration', listed, part.expect.duration, part.expect.tolerance)
  const media = await probeOutput(prober, join(dir, part.path), {
    ownPlaylist: true,
    packets: true,
    ...(signal && { signal }),
  })
  checkMedia(media, part.expect)

  const measured = await measure({
    ...{ dir, segmentFormat: part.segmentFormat, keyFrames: part.keyFrames },
    ...(init[0] && { init: init[0].path }),
    segments: segments.map(({ path }) => path),
  })
  const sized = segments.map(({ size }, i) => ({ size, duration: playlist.segments[i]?.duration ?? 0 }))
  const size = [...init, ...segments].reduce((sum, file) => sum + file.size, 0)
  const average = averageBitrate(sized)
  return {
    part,
    // ffprobe sees the playlist's own few bytes; the stream is its segments.
    media: { ...media, size: size as typeof media.size, bitrate: average },
    files: [playlistFile, ...init, ...segments],
    measured,
    targetDuration: playlist.targetDuration,
  }
}

/** What the segments themselves say, beyond what ffprobe tells. */
const measure = async (request: MeasureRequest): Promise<MeasuredRendition> => {
  try {
    return await measureRendition(request)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new CheckFailed('segments', `A segment of the output is not what it should be: ${error.message}.`)
  }
}

const parse = (text: string, path: string): MediaPlaylist => {
  try {
    return parseMediaPlaylist(text)
  } catch (error) {
    throw new CheckFailed('playlist', `The output's playlist cannot be read: ${(error as Error).message}.`, {
      path,
    })
  }
}

/** Segments lie beside their playlist; anything but a bare name would lead out of the folder. */
const plainName = (uri: string): string => {
  if (/^[\w.-]+$/.test(uri) && !/^\.+$/.test(uri)) return uri
  throw new CheckFailed('segments', 'The playlist names a file outside its folder.', {
    actual: uri.slice(0, 200),
  })
}
