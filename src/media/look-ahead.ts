import { readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Ffprobe, type FfprobeOptions, type Look, type Opening } from './ffprobe.ts'
import { parseMediaPlaylist, renameSegments } from './playlist.ts'
import type { ProbeRequest } from './probe.ts'

/** An ffprobe that runs and waits for its file. */
export interface LookAhead {
  /** The file is there. @throws DomainError as any look; SyntaxError when a playlist is none */
  readonly look: () => Promise<Look>
  /** Nobody needs it. */
  readonly end: () => void
}

/**
 * Starts ffprobe for a file that is not there yet. It is linked, and reads from a pipe what it is to open: the name of the
 * file, or the playlist with its segments by their whole names.
 * @param file absolute; its folder must be there
 */
export const lookAhead = (options: FfprobeOptions, file: string, request: ProbeRequest): LookAhead => {
  const { promise: told, resolve, reject } = Promise.withResolvers<string>()
  const opening: Opening = {
    ...(request.ownPlaylist
      ? { input: ['-f', 'hls', '-i', 'pipe:3'] }
      : { input: ['-i', 'concatf:pipe:3'], protocols: 'file,pipe,concatf' }),
    shown: dirname(file),
    told,
  }
  const looking = new Ffprobe(options, file, request, opening).look()
  // Each may fail before anybody asks.
  for (const promise of [told, looking]) promise.catch(() => {})
  return {
    look: async () => {
      resolve(request.ownPlaylist ? withPlaces(await readFile(file, 'utf8'), dirname(file)) : entry(file))
      return looking
    },
    end: () => reject(new Error('not needed')),
  }
}

/** A line of a list of files; quotes, backslashes and blanks mean something there. */
const entry = (file: string): string => `file:${file.replace(/[\\'\s]/g, '\\$&')}\n`

const withPlaces = (text: string, folder: string): string => {
  const { segments, init } = parseMediaPlaylist(text)
  const place = (name = '') => `file:${folder}/${name}`
  return renameSegments(text, {
    ...(init !== undefined && { init: place(init) }),
    segment: (i) => place(segments[i]?.uri),
  })
}
