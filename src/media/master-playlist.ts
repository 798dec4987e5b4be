import { type BitsPerSecond, type Rational, toNumber } from '../domain/units.ts'

/** One rendition as the multivariant playlist names it; bitrates measured on its segments. */
export interface MasterRendition {
  readonly name: string
  /** Its playlist, relative to the multivariant one. */
  readonly uri: string
  readonly peakBitrate: BitsPerSecond
  readonly averageBitrate: BitsPerSecond
  /** RFC 6381 names of the streams in its segments. Left out of the playlist when one is unknown. */
  readonly codecs: readonly (string | undefined)[]
  readonly segmentFormat: 'ts' | 'fmp4'
  /** Absent for sound alone. */
  readonly video?: { readonly width: number; readonly height: number; readonly frameRate: Rational }
  /** Channels of the sound in its segments. */
  readonly channels?: number
}

const AUDIO_GROUP = 'audio'

/**
 * The HLS multivariant playlist, best rendition first as given. When there are renditions with pictures, those without
 * are sound that all of them share; when there are none, each is a variant of its own.
 */
export const masterPlaylist = (renditions: readonly MasterRendition[]): string => {
  const pictures = renditions.filter((rendition) => rendition.video)
  const sounds = pictures.length > 0 ? renditions.filter((rendition) => !rendition.video) : []
  const variants = pictures.length > 0 ? pictures : renditions
  const version = renditions.some((rendition) => rendition.segmentFormat === 'fmp4') ? 7 : 4
  return [
    '#EXTM3U',
    `#EXT-X-VERSION:${version}`,
    '#EXT-X-INDEPENDENT-SEGMENTS',
    ...sounds.map(mediaLine),
    ...variants.flatMap((variant) => [streamLine(variant, sounds), variant.uri]),
    '',
  ].join('\n')
}

const mediaLine = (sound: MasterRendition, i: number): string =>
  `#EXT-X-MEDIA:${attributes({
    TYPE: 'AUDIO',
    'GROUP-ID': quoted(AUDIO_GROUP),
    NAME: quoted(sound.name),
    DEFAULT: i === 0 ? 'YES' : 'NO',
    AUTOSELECT: 'YES',
    CHANNELS: sound.channels === undefined ? undefined : quoted(String(sound.channels)),
    URI: quoted(sound.uri),
  })}`

/** A player loads a variant together with one sound of its group: the bitrates are of both, with the largest sound. */
const streamLine = (variant: MasterRendition, sounds: readonly MasterRendition[]): string => {
  const most = (pick: (r: MasterRendition) => number) => Math.max(0, ...sounds.map(pick))
  const codecs = [...new Set([...variant.codecs, ...sounds.flatMap((sound) => sound.codecs)])]
  const { video } = variant
  return `#EXT-X-STREAM-INF:${attributes({
    BANDWIDTH: String(Math.ceil(variant.peakBitrate + most((sound) => sound.peakBitrate))),
    'AVERAGE-BANDWIDTH': String(Math.ceil(variant.averageBitrate + most((sound) => sound.averageBitrate))),
    CODECS: codecs.length === 0 || codecs.includes(undefined) ? undefined : quoted(codecs.join(',')),
    RESOLUTION: video && `${video.width}x${video.height}`,
    'FRAME-RATE': video && toNumber(video.frameRate) > 0 ? toNumber(video.frameRate).toFixed(3) : undefined,
    AUDIO: sounds.length > 0 ? quoted(AUDIO_GROUP) : undefined,
  })}`
}

const attributes = (values: Readonly<Record<string, string | undefined>>): string =>
  Object.entries(values)
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`]))
    .join(',')

/** A quoted string can hold neither quotes nor line breaks. */
const quoted = (text: string): string => `"${text.replace(/["\r\n]/g, '')}"`
