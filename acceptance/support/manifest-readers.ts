import { Parser } from 'm3u8-parser'
import { parse } from 'mpd-parser'

/** Readers of manifests that know nothing of this server, with as much of their answers as the tests look at. */

interface Range {
  readonly offset: number
  readonly length: number
}
interface Segment {
  readonly uri: string
  readonly resolvedUri?: string
  readonly duration: number
  readonly byterange?: Range
  readonly map?: { readonly uri: string; readonly byterange?: Range }
  readonly key?: { readonly method: string; readonly uri: string }
}
interface Attributes {
  readonly NAME?: string
  readonly BANDWIDTH?: number
  readonly CODECS?: string
  readonly RESOLUTION?: { readonly width: number; readonly height: number }
}
interface Group {
  readonly [name: string]: { readonly language?: string; readonly default: boolean }
}
export interface Manifest {
  readonly duration: number
  readonly iFramesOnly?: boolean
  readonly segments: readonly Segment[]
  readonly playlists: readonly { readonly attributes: Attributes; readonly segments: readonly Segment[] }[]
  readonly mediaGroups: {
    readonly AUDIO: Readonly<Record<string, Group>>
    readonly SUBTITLES: Readonly<Record<string, Group>>
  }
}

export const parseMpd = (text: string, options: { manifestUri: string }): Manifest => parse(text, options)

export const readPlaylist = (text: string): Partial<Manifest> & Pick<Manifest, 'segments'> => {
  const parser = new Parser()
  parser.push(text)
  parser.end()
  return parser.manifest
}
