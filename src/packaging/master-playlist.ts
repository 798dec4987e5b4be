import { type BitsPerSecond, type Rational, toNumber } from '../domain/units.ts'

/** One rendition as the multivariant playlist names it; bitrates measured on its segments. */
export interface MasterRendition {
  readonly name: string
  /** Its playlist, relative to the multivariant one, percent-encoded. */
  readonly uri: string
  readonly peakBitrate: BitsPerSecond
  readonly averageBitrate: BitsPerSecond
  /** RFC 6381 names of the streams in its segments. Left out of the playlist when one is unknown. */
  readonly codecs: readonly (string | undefined)[]
  readonly segmentFormat: 'ts' | 'fmp4'
  /** Absent for sound alone. */
  readonly video?: MasterVideo
  /** Channels of the sound in its segments. */
  readonly channels?: number
  /** Of sound that stands apart. */
  readonly track?: MasterTrack
  /** Its playlist of key frames. */
  readonly iFrames?: {
    readonly uri: string
    readonly peakBitrate: BitsPerSecond
    readonly averageBitrate: BitsPerSecond
  }
}

export interface MasterVideo {
  readonly width: number
  readonly height: number
  readonly frameRate: Rational
  /** Absent: the ordinary one. */
  readonly range?: 'HLG' | 'PQ'
  /** CEA-608 captions lie in the picture's stream. */
  readonly captions?: boolean
}

/** What a viewer chooses among. */
export interface MasterTrack {
  /** A BCP 47 tag. */
  readonly language?: string
  /** Unique in its group. */
  readonly title: string
  readonly default: boolean
  /** Absent: a player may. */
  readonly autoSelect?: boolean
  /** Of subtitles. */
  readonly forced?: boolean
}

export interface MasterSubtitles extends MasterTrack {
  readonly uri: string
}

/** What sounds and subtitles are grouped under. */
export interface MasterGroups {
  readonly audio: string
  readonly subtitles: string
}
export const USUAL_GROUPS: MasterGroups = { audio: 'audio', subtitles: 'subtitles' }

/**
 * The HLS multivariant playlist, best rendition first as given. When there are renditions with pictures, those without
 * are sound that all of them share; when there are none, each is a variant of its own.
 */
export const masterPlaylist = (
  renditions: readonly MasterRendition[],
  subtitles: readonly MasterSubtitles[] = [],
  groups: MasterGroups = USUAL_GROUPS,
): string => {
  const pictures = renditions.filter((rendition) => rendition.video)
  const sounds = pictures.length > 0 ? renditions.filter((rendition) => !rendition.video) : []
  const variants = pictures.length > 0 ? pictures : renditions
  const version = renditions.some((rendition) => rendition.segmentFormat === 'fmp4') ? 7 : 4
  return [
    '#EXTM3U',
    `#EXT-X-VERSION:${version}`,
    '#EXT-X-INDEPENDENT-SEGMENTS',
    ...sounds.map((sound, i) => soundLine(sound, i, groups.audio)),
    ...subtitles.map((track) => subtitleLine(track, groups.subtitles)),
    ...variants.flatMap((variant) => [
      streamLine(variant, sounds, { ...groups, subtitled: subtitles.length > 0 }),
      variant.uri,
    ]),
    ...variants.flatMap(iFrameLine),
    '',
  ].join('\n')
}

const soundLine = (sound: MasterRendition, i: number, group: string): string => {
  const isDefault = sound.track?.default ?? i === 0
  return mediaLine('AUDIO', group, {
    ...(sound.track?.language !== undefined && { LANGUAGE: quoted(sound.track.language) }),
    NAME: quoted(sound.track?.title ?? sound.name),
    DEFAULT: isDefault ? 'YES' : 'NO',
    AUTOSELECT: autoSelect(isDefault, sound.track),
    CHANNELS: sound.channels === undefined ? undefined : quoted(String(sound.channels)),
    URI: quoted(sound.uri),
  })
}

const subtitleLine = (track: MasterSubtitles, group: string): string =>
  mediaLine('SUBTITLES', group, {
    ...(track.language !== undefined && { LANGUAGE: quoted(track.language) }),
    NAME: quoted(track.title),
    DEFAULT: track.default ? 'YES' : 'NO',
    AUTOSELECT: autoSelect(track.default, track),
    FORCED: track.forced ? 'YES' : 'NO',
    URI: quoted(track.uri),
  })

/** What is the default must be selectable without the viewer, RFC 8216 has it. */
const autoSelect = (isDefault: boolean, track: MasterTrack | undefined): string =>
  isDefault || track?.autoSelect !== false ? 'YES' : 'NO'

const mediaLine = (type: string, group: string, rest: Readonly<Record<string, string | undefined>>): string =>
  `#EXT-X-MEDIA:${attributes({ TYPE: type, 'GROUP-ID': quoted(group), ...rest })}`

/** A player loads a variant together with one sound of its group: the bitrates are of both, with the largest sound. */
const streamLine = (
  variant: MasterRendition,
  sounds: readonly MasterRendition[],
  { audio, subtitles, subtitled }: MasterGroups & { readonly subtitled: boolean },
): string => {
  const most = (pick: (r: MasterRendition) => number) => Math.max(0, ...sounds.map(pick))
  const { video } = variant
  return `#EXT-X-STREAM-INF:${attributes({
    BANDWIDTH: String(Math.ceil(variant.peakBitrate + most((sound) => sound.peakBitrate))),
    'AVERAGE-BANDWIDTH': String(Math.ceil(variant.averageBitrate + most((sound) => sound.averageBitrate))),
    CODECS: codecList([...variant.codecs, ...sounds.flatMap((sound) => sound.codecs)]),
    RESOLUTION: video && `${video.width}x${video.height}`,
    'FRAME-RATE': video && toNumber(video.frameRate) > 0 ? toNumber(video.frameRate).toFixed(3) : undefined,
    'VIDEO-RANGE': video?.range,
    AUDIO: sounds.length > 0 ? quoted(audio) : undefined,
    SUBTITLES: subtitled ? quoted(subtitles) : undefined,
    'CLOSED-CAPTIONS': video && !video.captions ? 'NONE' : undefined,
  })}`
}

const iFrameLine = ({ iFrames, video, codecs }: MasterRendition): readonly string[] =>
  iFrames && video
    ? [
        `#EXT-X-I-FRAME-STREAM-INF:${attributes({
          BANDWIDTH: String(Math.ceil(iFrames.peakBitrate)),
          'AVERAGE-BANDWIDTH': String(Math.ceil(iFrames.averageBitrate)),
          // The picture's stream comes first.
          CODECS: codecList(codecs.slice(0, 1)),
          RESOLUTION: `${video.width}x${video.height}`,
          'VIDEO-RANGE': video.range,
          URI: quoted(iFrames.uri),
        })}`,
      ]
    : []

const codecList = (codecs: readonly (string | undefined)[]): string | undefined => {
  const distinct = [...new Set(codecs)]
  return distinct.length === 0 || distinct.includes(undefined) ? undefined : quoted(distinct.join(','))
}

const attributes = (values: Readonly<Record<string, string | undefined>>): string =>
  Object.entries(values)
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`]))
    .join(',')

/** A quoted string can hold neither quotes nor line breaks. */
const quoted = (text: string): string => `"${text.replace(/["\r\n]/g, '')}"`
