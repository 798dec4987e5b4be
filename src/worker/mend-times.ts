import { join } from 'node:path'
import type { MediaInfo } from '../domain/media-info.ts'
import type { Warning } from '../domain/warning.ts'
import type { ProbeRequest, Prober } from '../media/probe.ts'
import { type Copying, type CopyPlace, copyStreams, replaceSource } from './copy-streams.ts'
import { SOURCE_NAME } from './fetch-source.ts'

/** Containers whose files can be joined by writing one behind the other, each with times of its own. */
const MUXERS: Readonly<Record<string, string>> = { mpegts: 'mpegts', mpeg: 'vob' }
/** Seconds by which the first and the last time may tell another length than what lies between. */
const ORDINARY = 1

/** What outputs are made of: the source as it came, or a copy with its times put right. */
export interface SourceToMake {
  readonly media: MediaInfo
  /** Where it really lies. */
  readonly path: string
  /** What every output of it is told. */
  readonly warning?: Warning
}

/**
 * The source that outputs are made of. One of several programmes is taken out: each is on a clock of its own, and FFmpeg would
 * begin with the earliest. And the parts of a stream whose times jump are put one after the other: its length is then not what
 * its first and last time say, and readers of pictures and of sound alone would see different jumps. Costs one reading of a
 * container where that can be, without decoding.
 * @param found what the source is as it came
 * @throws DomainError interrupted, or for a copy that cannot be made or read
 */
export const sourceToMake = async (
  context: Copying & { readonly prober: Prober },
  found: MediaInfo,
  place: CopyPlace & { readonly asked: ProbeRequest },
): Promise<SourceToMake> => {
  const muxer = MUXERS[found.container]
  if (muxer === undefined) return { media: found, path: place.sourcePath }
  const replaced = async (media: MediaInfo, from: CopyPlace): Promise<SourceToMake> => {
    const path = await replaceSource(context, media, from, muxer)
    return { path, media: await context.prober.probe(join(place.dir, SOURCE_NAME), place.asked) }
  }
  const own =
    found.programs === undefined ? { media: found, path: place.sourcePath } : await replaced(found, place)
  const here = { ...place, sourcePath: own.path }
  const length = await copyStreams(context, own.media, here, ['-f', 'null', '-'])
  if (Math.abs(length - own.media.duration) <= ORDINARY + own.media.duration / 100) return own
  const mended = await replaced(own.media, here)
  const warning = {
    code: 'source-damaged',
    message: `The source's times jump, as in files that were joined end to end: its parts are shown one after the other, ${length.toFixed(1)} s in all.`,
    detail: { said: own.media.duration, found: length },
  } as const
  return { ...mended, warning }
}
