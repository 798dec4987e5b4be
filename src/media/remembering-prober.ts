import { resolve } from 'node:path'
import type { MediaInfo } from '../domain/media-info.ts'
import { fileVersion } from './file-version.ts'
import type { ProbeRequest, Prober } from './probe.ts'

/** Files remembered; one takes some kilobytes. */
const MAX_FILES = 256

/**
 * A prober that asks about a file once. People try several settings on one source, and ask what is in it before they submit;
 * a run of ffprobe is most of the time between a small task and its first frame. A file is known by its place on the disk,
 * size and time of change, so that an edited or replaced one is looked at anew. For sources only: outputs are judged by
 * what is in them now.
 */
export const rememberingProber = (prober: Prober, max = MAX_FILES): Prober => {
  const known = new Map<string, MediaInfo>()
  return {
    ...prober,
    probe: async (path, request = {}) => {
      const key = await identity(path, request)
      const kept = key === undefined ? undefined : known.get(key)
      if (key === undefined || kept === undefined) {
        const media = await prober.probe(path, request)
        // Written to while it was read: what was seen belongs to no one state of the file.
        if (key !== undefined && key === (await identity(path, request))) put(known, max, key, media)
        return media
      }
      put(known, max, key, kept)
      return kept
    },
  }
}

/** Undefined for what is not there: the prober says so. */
const identity = async (path: string, request: ProbeRequest): Promise<string | undefined> => {
  const { signal: _, cwd = '.', ...asked } = request
  const version = await fileVersion(resolve(cwd, path))
  return version && `${version} ${JSON.stringify(asked)}`
}

/** Latest last; the one not asked for longest goes. */
const put = (known: Map<string, MediaInfo>, max: number, key: string, media: MediaInfo): void => {
  known.delete(key)
  const oldest = known.keys().next()
  if (known.size >= max && !oldest.done) known.delete(oldest.value)
  known.set(key, media)
}
