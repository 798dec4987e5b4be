import { type BitsPerSecond, type Rational, toNumber } from '../domain/units.ts'
import type { Scheme } from './cenc/scheme.ts'
import type { ByteRange } from './playlist-parts.ts'
import { element, type XmlNode, xmlText } from './xml.ts'

/** A finished presentation as its DASH manifest describes it; every figure measured on the segments. */
export interface MpdFacts {
  /** Seconds. */
  readonly duration: number
  readonly sets: readonly MpdSet[]
}

/** Representations a player may change between: of one codec and language. */
export interface MpdSet {
  readonly type: 'video' | 'audio' | 'text'
  readonly language?: string
  readonly label?: string
  /** Played when the viewer has not chosen. */
  readonly main: boolean
  /** The segments of all representations begin together, each with a closed GOP. */
  readonly aligned: boolean
  /** Common encryption: its scheme, and the 16 bytes that name the key. */
  readonly protection?: { readonly scheme: Scheme; readonly keyId: Uint8Array }
  /** ISO/IEC 23091-2 numbers; said of pictures that are not plain BT.709. */
  readonly color?: { readonly primaries: number; readonly transfer: number; readonly matrix: number }
  readonly representations: readonly MpdRepresentation[]
}

export interface MpdRepresentation {
  readonly id: string
  /** The peak over segments. */
  readonly bandwidth: BitsPerSecond
  readonly codecs?: string
  readonly video?: { readonly width: number; readonly height: number; readonly frameRate: Rational }
  readonly audio?: { readonly channels: number; readonly sampleRate: number }
  readonly media: SegmentedMedia | { readonly file: string }
}

/** URIs are relative to the manifest, percent-encoded. */
export interface SegmentedMedia {
  readonly timescale: number
  /** In ticks of `timescale`; each begins where the one before ends. */
  readonly timeline: readonly { readonly start: number; readonly duration: number }[]
  /** A pattern such as `v/$Number%05d$.m4s`, or every name, or one file with an index of its own. */
  readonly names:
    | { readonly init: string; readonly template: string; readonly startNumber: number }
    | { readonly init: string; readonly list: readonly string[] }
    | { readonly file: string; readonly init: ByteRange; readonly index: ByteRange }
}

const MIME = { video: 'video/mp4', audio: 'audio/mp4', text: 'text/vtt' } as const

/** The text of a static MPD of the ISO BMFF live profile, or of the on-demand profile, whose representations are one file each. */
export const mpdText = ({ duration, sets }: MpdFacts): string => {
  const locked = sets.some(({ protection }) => protection)
  const onDemand = sets.some((set) => set.representations.some(isIndexed))
  const longest = Math.max(0, ...sets.flatMap((set) => set.representations.map(longestSegment)))
  return xmlText(
    element(
      'MPD',
      {
        xmlns: 'urn:mpeg:dash:schema:mpd:2011',
        'xmlns:cenc': locked ? 'urn:mpeg:cenc:2013' : undefined,
        profiles: `urn:mpeg:dash:profile:${onDemand ? 'isoff-on-demand' : 'isoff-live'}:2011`,
        type: 'static',
        mediaPresentationDuration: isoDuration(duration),
        maxSegmentDuration: isoDuration(longest),
        minBufferTime: isoDuration(longest),
      },
      [
        element(
          'Period',
          { id: '0', start: 'PT0S', duration: isoDuration(duration) },
          sets.map(adaptationSet),
        ),
      ],
    ),
  )
}

const longestSegment = ({ media }: MpdRepresentation): number =>
  'file' in media ? 0 : Math.max(0, ...media.timeline.map((s) => s.duration / media.timescale))

const isIndexed = ({ media }: MpdRepresentation): boolean => !('file' in media) && 'file' in media.names

const isoDuration = (seconds: number): string => `PT${Number(seconds.toFixed(6))}S`

const adaptationSet = (set: MpdSet, id: number): XmlNode => {
  const sizes = set.representations.flatMap(({ video }) => video ?? [])
  const rates = sizes.map(({ frameRate }) => frameRate).toSorted((a, b) => toNumber(b) - toNumber(a))
  return element(
    'AdaptationSet',
    {
      id: String(id),
      contentType: set.type,
      mimeType: MIME[set.type],
      lang: set.language,
      ...(set.aligned &&
        (set.representations.some(isIndexed)
          ? { subsegmentAlignment: 'true', subsegmentStartsWithSAP: '1' }
          : { segmentAlignment: 'true', startWithSAP: '1' })),
      ...(sizes.length > 0 && {
        maxWidth: String(Math.max(...sizes.map(({ width }) => width))),
        maxHeight: String(Math.max(...sizes.map(({ height }) => height))),
        maxFrameRate: rates[0] && fraction(rates[0]),
      }),
    },
    [
      ...(set.protection ? protections(set.protection) : []),
      ...(set.color ? colors(set.color) : []),
      ...(set.label === undefined ? [] : [element('Label', {}, [], set.label)]),
      element('Role', {
        schemeIdUri: 'urn:mpeg:dash:role:2011',
        value: set.type === 'text' ? 'subtitle' : set.main ? 'main' : 'alternate',
      }),
      ...set.representations.map(representation),
    ],
  )
}

/** Clear Key, which players know without a licence server, beside what holds for every system. */
const protections = ({ scheme, keyId }: NonNullable<MpdSet['protection']>): readonly XmlNode[] => [
  element('ContentProtection', {
    schemeIdUri: 'urn:mpeg:dash:mp4protection:2011',
    value: scheme,
    'cenc:default_KID': uuid(keyId),
  }),
  element('ContentProtection', {
    schemeIdUri: 'urn:uuid:e2719d58-a985-b3c9-781a-b030af78d30e',
    value: 'ClearKey1.0',
  }),
]

const uuid = (bytes: Uint8Array): string =>
  Buffer.from(bytes)
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')

const colors = ({ primaries, transfer, matrix }: NonNullable<MpdSet['color']>): readonly XmlNode[] =>
  Object.entries({
    ColourPrimaries: primaries,
    TransferCharacteristics: transfer,
    MatrixCoefficients: matrix,
  }).map(([name, value]) =>
    element('SupplementalProperty', { schemeIdUri: `urn:mpeg:mpegB:cicp:${name}`, value: String(value) }),
  )

const representation = ({ id, bandwidth, codecs, video, audio, media }: MpdRepresentation): XmlNode =>
  element(
    'Representation',
    {
      id,
      bandwidth: String(Math.ceil(bandwidth)),
      codecs,
      ...(video && {
        width: String(video.width),
        height: String(video.height),
        frameRate: toNumber(video.frameRate) > 0 ? fraction(video.frameRate) : undefined,
        sar: '1:1',
      }),
      audioSamplingRate: audio && String(audio.sampleRate),
    },
    [
      ...(audio
        ? [
            element('AudioChannelConfiguration', {
              schemeIdUri: 'urn:mpeg:dash:23003:3:audio_channel_configuration:2011',
              value: String(audio.channels),
            }),
          ]
        : []),
      ...('file' in media ? [element('BaseURL', {}, [], media.file)] : segments(media)),
    ],
  )

const fraction = ({ num, den }: Rational): string => (den === 1 ? String(num) : `${num}/${den}`)
const rangeText = ({ offset, length }: ByteRange): string => `${offset}-${offset + length - 1}`

/** An index in the file, since players that read lists take no times from a timeline beside them. */
const segments = ({ timescale, timeline, names }: SegmentedMedia): readonly XmlNode[] => {
  if ('file' in names)
    return [
      element('BaseURL', {}, [], names.file),
      element('SegmentBase', { timescale: String(timescale), indexRange: rangeText(names.index) }, [
        element('Initialization', { range: rangeText(names.init) }),
      ]),
    ]
  const times = element('SegmentTimeline', {}, runs(timeline))
  if ('template' in names)
    return [
      element(
        'SegmentTemplate',
        {
          timescale: String(timescale),
          initialization: names.init,
          media: names.template,
          startNumber: String(names.startNumber),
        },
        [times],
      ),
    ]
  return [
    element('SegmentList', { timescale: String(timescale) }, [
      element('Initialization', { sourceURL: names.init }),
      times,
      ...names.list.map((media) => element('SegmentURL', { media })),
    ]),
  ]
}

/** Equal lengths in a row are one entry, repeated. */
const runs = (timeline: SegmentedMedia['timeline']): readonly XmlNode[] => {
  const found: { start: number; duration: number; repeat: number }[] = []
  for (const { start, duration } of timeline) {
    const last = found.at(-1)
    if (last && last.duration === duration && last.start + last.duration * (last.repeat + 1) === start)
      last.repeat++
    else found.push({ start, duration, repeat: 0 })
  }
  return found.map(({ start, duration, repeat }) =>
    element('S', { t: String(start), d: String(duration), r: repeat > 0 ? String(repeat) : undefined }),
  )
}
