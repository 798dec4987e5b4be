import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { MediaInfo } from '../domain/media-info.ts'
import type { PlannedPart } from '../domain/plan.ts'
import { seconds } from '../domain/units.ts'
import {
  type MeasuredRendition,
  type MeasureRequest,
  measureRendition,
} from '../packaging/measure-rendition.ts'
import { averageBitrate } from './bitrate.ts'
import { checkDuration, checkMedia } from './check-media.ts'
import { makeAllDurable } from './durable.ts'
import { type MediaPlaylist, parseMediaPlaylist } from './playlist.ts'
import type { ProbeRequest, Prober } from './probe.ts'
import {
  CheckFailed,
  foundFile,
  probeOutput,
  sideBySide,
  type VerifiedFile,
  type VerifiedPart,
} from './verified.ts'

/** What has to be measured of it: all its packets, through its playlist. */
export const RENDITION_REQUEST: ProbeRequest = { ownPlaylist: true, packets: true }

/**
 * One HLS rendition: a closed playlist, and every file that it names.
 * @throws CheckFailed
 */
export const verifyRendition = async (
  part: Extract<PlannedPart, { role: 'rendition' }>,
  { prober, dir, signal }: { prober: Prober; dir: string; signal?: AbortSignal },
): Promise<VerifiedPart> => {
  const playlistFile = await foundFile(dir, part.path, 'playlist')
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
  const init = playlist.init === undefined ? [] : [await foundFile(dir, beside(playlist.init), 'init')]
  const found: readonly VerifiedFile[] = await sideBySide(
    ...playlist.segments.map(({ uri }) => foundFile(dir, beside(uri), 'segment')),
  )

  const probing = probeOutput(prober, join(dir, part.path), {
    ...RENDITION_REQUEST,
    ...(signal && { signal }),
  })
  const measuring = measure({
    ...{ dir, segmentFormat: part.segmentFormat, keyFrames: part.keyFrames },
    ...(init[0] && { init: init[0].path }),
    segments: found.map(({ path }) => path),
  })
  const [media] = await sideBySide(
    probing,
    makeAllDurable([playlistFile, ...init, ...found].map(({ path }) => join(dir, path))),
    measuring.catch(() => undefined),
  )
  const durations = lengths(playlist, media)
  const listed = durations.reduce((sum, duration) => sum + duration, 0)
  checkDuration('playlist.duration', listed, part.expect.duration, part.expect.tolerance)
  checkMedia({ ...media, duration: seconds(listed) }, part.expect)
  const segments = found.map((file, i) => ({ ...file, duration: seconds(durations[i] ?? 0) }))
  const measured = await measuring
  const size = [...init, ...segments].reduce((sum, file) => sum + file.size, 0)
  const average = averageBitrate(segments)
  return {
    part,
    // ffprobe sees the playlist's own few bytes; the stream is its segments.
    media: { ...media, duration: seconds(listed), size: size as typeof media.size, bitrate: average },
    files: [playlistFile, ...init, ...segments],
    measured,
    targetDuration: Math.max(playlist.targetDuration, ...durations.map(Math.round)),
  }
}

/**
 * How long each segment is. FFmpeg counts the last one by its frames, each as long as the frame rate says; where they come
 * unevenly, or the sound goes on, it is as long as something lasts after all others.
 */
const lengths = ({ segments }: MediaPlaylist, { video, audio }: MediaInfo): readonly number[] => {
  const said = segments.map(({ duration }) => duration)
  const before = said.slice(0, -1).reduce((sum, duration) => sum + duration, 0)
  const from = video[0]?.startTime ?? 0
  const ends = [...video, ...audio].map(({ startTime = from, duration = 0 }) => startTime + duration)
  const rest = Math.max(...ends) - from - before
  const last = said.at(-1) ?? 0
  return video[0] && rest > last + ODD_LENGTH ? [...said.slice(0, -1), rest] : said
}
/** Seconds that a last frame may last and not say so. */
const ODD_LENGTH = 0.1

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
