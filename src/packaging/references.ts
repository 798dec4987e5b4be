import type { ByteRange } from './playlist-parts.ts'

/** Something a manifest names, as it is written there. */
export interface Reference {
  readonly uri: string
  readonly range?: ByteRange
}

/** All that an HLS playlist names: segments, initialisation segments, keys, other playlists. */
export const playlistReferences = (text: string): readonly Reference[] => {
  let range: ByteRange | undefined
  return text.split('\n').flatMap((line): readonly Reference[] => {
    if (line.startsWith('#EXT-X-BYTERANGE:')) range = hlsRange(line.slice(line.indexOf(':') + 1))
    else if (line.startsWith('#')) {
      const uri = /[:,]URI="([^"]*)"/.exec(line)?.[1]
      const own = hlsRange(/[:,]BYTERANGE="([^"]*)"/.exec(line)?.[1])
      return uri === undefined ? [] : [{ uri, ...(own && { range: own }) }]
    } else if (line !== '') {
      const found = { uri: line, ...(range && { range }) }
      range = undefined
      return [found]
    }
    return []
  })
}

/** `length@offset` */
const hlsRange = (text: string | undefined): ByteRange | undefined => {
  const [, length, offset] = /^(\d+)@(\d+)$/.exec(text ?? '') ?? []
  return length === undefined ? undefined : { offset: Number(offset), length: Number(length) }
}

/** All that an MPD of this server names: patterns with every number their timeline has, lists, and whole files. */
export const mpdReferences = (text: string): readonly Reference[] => {
  const found: Reference[] = []
  for (const [, open = '', inside = ''] of text.matchAll(
    /<SegmentTemplate([^>]*)>([\s\S]*?)<\/SegmentTemplate>/g,
  )) {
    const of = attributesOf(open)
    const entries = [...inside.matchAll(/<S ([^>]*)\/>/g)].map(
      ([, s = '']) => 1 + Number(attributesOf(s).r ?? 0),
    )
    const count = entries.reduce((sum, n) => sum + n, 0)
    if (of.initialization !== undefined) found.push({ uri: of.initialization })
    for (let i = 0; i < count; i++)
      found.push({
        uri: (of.media ?? '').replace(/\$Number(?:%0(\d+)d)?\$/, (_, width: string | undefined) =>
          String(Number(of.startNumber ?? 1) + i).padStart(Number(width ?? 1), '0'),
        ),
      })
  }
  for (const [, tag = ''] of text.matchAll(/<(?:Initialization|SegmentURL) ([^>]*)\/>/g)) {
    const { sourceURL, media } = attributesOf(tag)
    const uri = sourceURL ?? media
    if (uri !== undefined) found.push({ uri })
  }
  for (const [, file = '', more = ''] of text.matchAll(
    /<BaseURL>([^<]*)<\/BaseURL>(\s*<SegmentBase [\s\S]*?<\/SegmentBase>)?/g,
  )) {
    const uri = unescaped(file)
    const ranges = [...more.matchAll(/ (?:indexRange|range)="(\d+)-(\d+)"/g)].map(([, from, to]) => ({
      offset: Number(from),
      length: Number(to) - Number(from) + 1,
    }))
    found.push(...(ranges.length === 0 ? [{ uri }] : ranges.map((range) => ({ uri, range }))))
  }
  return found
}

const attributesOf = (text: string): Readonly<Record<string, string | undefined>> =>
  Object.fromEntries(
    [...text.matchAll(/([\w:]+)="([^"]*)"/g)].map(([, name, value = '']) => [name, unescaped(value)]),
  )

const unescaped = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&')
