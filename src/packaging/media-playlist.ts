import type { ByteRange, PlaylistKey, PlaylistSegment } from './playlist-parts.ts'

/** An HLS media playlist as this server writes it: of a finished stream, with everything it says known. */
export interface MediaPlaylistFacts {
  readonly segments: readonly PlaylistSegment[]
  /** The initialisation segment of fMP4. */
  readonly init?: { readonly uri: string; readonly range?: ByteRange }
  /** Each segment is one key frame; `duration` reaches to the next. */
  readonly iFramesOnly?: boolean
  /** Each segment begins with a key frame. */
  readonly independent?: boolean
}

/** The text of a closed playlist. URIs come percent-encoded. */
export const mediaPlaylist = (facts: MediaPlaylistFacts): string => {
  const { segments, init, iFramesOnly = false, independent = false } = facts
  const longest = Math.max(0, ...segments.map(({ duration }) => duration))
  let key: PlaylistKey | undefined
  const lines = segments.flatMap((segment) => {
    const changed = !sameKey(segment.key, key)
    key = segment.key
    return [
      ...(changed ? [keyLine(segment.key)] : []),
      `#EXTINF:${segment.duration.toFixed(6)},`,
      ...(segment.range ? [`#EXT-X-BYTERANGE:${segment.range.length}@${segment.range.offset}`] : []),
      segment.uri,
    ]
  })
  return [
    '#EXTM3U',
    `#EXT-X-VERSION:${version(facts)}`,
    `#EXT-X-TARGETDURATION:${Math.max(1, Math.round(longest))}`,
    '#EXT-X-MEDIA-SEQUENCE:0',
    '#EXT-X-PLAYLIST-TYPE:VOD',
    ...(independent ? ['#EXT-X-INDEPENDENT-SEGMENTS'] : []),
    ...(iFramesOnly ? ['#EXT-X-I-FRAMES-ONLY'] : []),
    // Before any key: the initialisation segment is never encrypted.
    ...(init ? [mapLine(init)] : []),
    ...lines,
    '#EXT-X-ENDLIST',
    '',
  ].join('\n')
}

/** The lowest version of the protocol that knows all that is said. */
const version = ({ segments, init, iFramesOnly }: MediaPlaylistFacts): number => {
  if (init) return iFramesOnly ? 5 : 7
  return iFramesOnly || segments.some(({ range }) => range) ? 4 : 3
}

const mapLine = ({ uri, range }: NonNullable<MediaPlaylistFacts['init']>): string =>
  `#EXT-X-MAP:URI="${uri}"${range ? `,BYTERANGE="${range.length}@${range.offset}"` : ''}`

const keyLine = (key: PlaylistKey | undefined): string =>
  key
    ? `#EXT-X-KEY:METHOD=${key.method},URI="${key.uri}"${key.iv === undefined ? '' : `,IV=0x${key.iv}`}`
    : '#EXT-X-KEY:METHOD=NONE'

const sameKey = (a: PlaylistKey | undefined, b: PlaylistKey | undefined): boolean =>
  a === b || (a?.method === b?.method && a?.uri === b?.uri && a?.iv === b?.iv)
