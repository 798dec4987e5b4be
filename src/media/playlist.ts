/** A media playlist as far as checking and renaming need it. Durations in seconds. */
export interface MediaPlaylist {
  readonly segments: readonly { readonly uri: string; readonly duration: number }[]
  /** The initialisation segment of fragmented mp4. */
  readonly init?: string
  /** `#EXT-X-ENDLIST` is there: the writer came to its end. */
  readonly ended: boolean
  readonly targetDuration: number
}

const INIT = /^(#EXT-X-MAP:(?:.*,)?URI=")([^"]*)(")/

/** @throws SyntaxError when the text is not a media playlist. */
export const parseMediaPlaylist = (text: string): MediaPlaylist => {
  const lines = linesOf(text)
  if (lines[0] !== '#EXTM3U') throw new SyntaxError('not a playlist: no #EXTM3U')
  const segments: { uri: string; duration: number }[] = []
  let duration: number | undefined
  let init: string | undefined
  for (const line of lines) {
    if (line.startsWith('#EXTINF:')) duration = Number.parseFloat(line.slice('#EXTINF:'.length))
    else if (INIT.test(line)) init = INIT.exec(line)?.[2]
    else if (line !== '' && !line.startsWith('#')) {
      if (duration === undefined || !(duration >= 0)) throw new SyntaxError('a segment without a duration')
      segments.push({ uri: line, duration })
      duration = undefined
    }
  }
  const target = lines.find((line) => line.startsWith('#EXT-X-TARGETDURATION:'))
  return {
    segments,
    ...(init !== undefined && { init }),
    ended: lines.includes('#EXT-X-ENDLIST'),
    targetDuration: Number(target?.split(':')[1] ?? 0),
  }
}

/** The playlist with other names in it, all else as it was. `i` counts the segments from 0. */
export const renameSegments = (
  text: string,
  names: { readonly init?: string; readonly segment: (i: number) => string },
): string => {
  let i = 0
  return text
    .split('\n')
    .map((line) => {
      const { init } = names
      if (init !== undefined && INIT.test(line))
        return line.replace(INIT, (_, before: string, __, after: string) => before + init + after)
      return line.trim() === '' || line.startsWith('#') ? line : names.segment(i++)
    })
    .join('\n')
}

const linesOf = (text: string): string[] => text.split('\n').map((line) => line.trim())
