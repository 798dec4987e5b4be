import { languageName } from '../domain/language.ts'
import type { VideoStream } from '../domain/media-info.ts'
import type { TrackFacts } from '../domain/plan.ts'
import type { StreamSpec } from '../domain/stream-spec.ts'
import { bps } from '../domain/units.ts'
import {
  type MasterRendition,
  type MasterTrack,
  masterPlaylist,
  USUAL_GROUPS,
} from '../packaging/master-playlist.ts'
import { type MpdRepresentation, type MpdSet, mpdText } from '../packaging/mpd.ts'
import { SCHEMES } from '../packaging/protect-samples.ts'
import type { SegmentKey } from '../packaging/segment-keys.ts'
import type { Placed } from './lay-out.ts'
import type { LaidRendition } from './lay-out-rendition.ts'
import type { LaidSubtitles } from './lay-out-subtitles.ts'
import { relativeUri, type StreamNames } from './stream-names.ts'

/** The manifests over all renditions, the one that was asked for by its key last. */
export const streamManifests = (
  spec: StreamSpec,
  names: StreamNames,
  laid: readonly LaidRendition[],
  subtitles: readonly LaidSubtitles[],
  keys: readonly SegmentKey[],
): readonly Placed[] => [
  ...(names.dash === undefined
    ? []
    : [
        {
          key: names.dash,
          role: 'manifest' as const,
          text: dashManifest(names.dash, laid, subtitles, protectionOf(spec, keys)),
        },
      ]),
  ...(names.hls === undefined || !spec.master
    ? []
    : [
        {
          key: names.hls,
          role: 'master' as const,
          text: hlsManifest(names.hls, laid, subtitles, spec.groups),
        },
      ]),
]

const hlsManifest = (
  key: string,
  laid: readonly LaidRendition[],
  subtitles: readonly LaidSubtitles[],
  groups: StreamSpec['groups'],
): string => {
  const [sounds, texts] = [uniqueTitles(), uniqueTitles()]
  return masterPlaylist(
    laid.map((l): MasterRendition => {
      const { part, result, codecs, iFrames } = l
      const [video] = result.media.video
      const [audio] = result.media.audio
      return {
        name: part.name,
        uri: relativeUri(key, l.names.playlist),
        peakBitrate: bps(result.peakBitrate),
        averageBitrate: bps(result.averageBitrate),
        codecs,
        segmentFormat: part.segmentFormat,
        ...(video && {
          video: { ...sizeOf(video), ...rangeOf(video), captions: video.closedCaptions === true },
        }),
        ...(audio && { channels: audio.channels }),
        ...(part.track && { track: trackOf(part.track, part.name, sounds) }),
        ...(iFrames && { iFrames: { ...iFrames, uri: relativeUri(key, iFrames.key) } }),
      }
    }),
    subtitles.map(({ part, names }) => ({
      ...trackOf(part.track, part.name, texts),
      uri: relativeUri(key, names.playlist),
    })),
    { ...USUAL_GROUPS, ...groups },
  )
}

const sizeOf = ({ width, height, frameRate }: VideoStream) => ({ width, height, frameRate })
const rangeOf = ({ hdr, color }: VideoStream): { range?: 'HLG' | 'PQ' } => {
  if (hdr === 'hlg' || color.transfer === 'arib-std-b67') return { range: 'HLG' }
  return hdr === 'sdr' ? {} : { range: 'PQ' }
}

const trackOf = (track: TrackFacts, name: string, unique: (title: string) => string): MasterTrack => ({
  title: unique(titleOf(track) ?? name),
  default: track.default,
  ...(track.language !== undefined && { language: track.language }),
  ...(track.autoSelect !== undefined && { autoSelect: track.autoSelect }),
  ...(track.forced !== undefined && { forced: track.forced }),
})

const titleOf = ({ title, language }: TrackFacts): string | undefined =>
  title ?? (language === undefined ? undefined : languageName(language))

/** Players tell the members of a group by their names. */
const uniqueTitles = (): ((title: string) => string) => {
  const taken = new Set<string>()
  return (title) => {
    let free = title
    for (let n = 2; taken.has(free); n++) free = `${title} ${n}`
    taken.add(free)
    return free
  }
}

const protectionOf = ({ encryption }: StreamSpec, [key]: readonly SegmentKey[]): MpdSet['protection'] =>
  encryption && encryption.method !== 'aes-128' && key?.keyId
    ? { scheme: SCHEMES[encryption.method], keyId: key.keyId }
    : undefined

const dashManifest = (
  key: string,
  laid: readonly LaidRendition[],
  subtitles: readonly LaidSubtitles[],
  protection: MpdSet['protection'],
): string => {
  const pictures = laid.filter(({ part }) => !part.audioOnly)
  const byCodec = Map.groupBy(pictures, ({ codecs }) => codecs[0]?.split('.')[0])
  const sets: MpdSet[] = [
    ...[...byCodec.values()].map((group): MpdSet => {
      const [stream] = group[0]?.result.media.video ?? []
      const color = stream && colorOf(stream)
      return {
        type: 'video',
        main: true,
        aligned: group.length === 1 || group.every((l) => l.part.aligned),
        ...(color && { color }),
        ...(protection && { protection }),
        representations: group.map((l) => representation(key, l)),
      }
    }),
    ...laid
      .filter(({ part }) => part.audioOnly)
      .map((l): MpdSet => {
        const { track } = l.part
        return {
          type: 'audio',
          main: track?.default ?? true,
          aligned: true,
          ...(protection && { protection }),
          ...labelled(track),
          representations: [representation(key, l)],
        }
      }),
    ...subtitles.map(
      ({ part, names, size }): MpdSet => ({
        type: 'text',
        main: part.track.default,
        aligned: false,
        ...labelled(part.track),
        representations: [
          {
            id: part.name,
            bandwidth: bps(Math.max(1, Math.ceil((size * 8) / Math.max(1, part.duration)))),
            media: { file: relativeUri(key, names.subtitles) },
          },
        ],
      }),
    ),
  ]
  return mpdText({ duration: Math.max(0, ...laid.map(endOf)), sets })
}

const labelled = (track: TrackFacts | undefined): { language?: string; label?: string } => {
  const label = track && titleOf(track)
  return {
    ...(track?.language !== undefined && { language: track.language }),
    ...(label !== undefined && { label }),
  }
}

const endOf = ({ packed, lead }: LaidRendition): number => {
  const span = packed.segments.at(-1)?.span
  return span && lead ? (span.start + span.duration) / lead.timescale : 0
}

const representation = (key: string, l: LaidRendition): MpdRepresentation => {
  const { part, packed, lead, names, codecs, result } = l
  const { init, index } = packed
  if (!lead || !init) throw new Error('DASH is made of fMP4 segments')
  const [video] = result.media.video
  const [audio] = result.media.audio
  const uriOf = (piece: typeof init) => relativeUri(key, l.keyOf(piece))
  return {
    id: part.name,
    bandwidth: bps(result.peakBitrate),
    ...(codecs.every((codec) => codec !== undefined) && { codecs: codecs.join(',') }),
    ...(video && { video: sizeOf(video) }),
    ...(audio && { audio: { channels: audio.channels, sampleRate: audio.sampleRate } }),
    media: {
      timescale: lead.timescale,
      timeline: packed.segments.map(({ span }) => span ?? { start: 0, duration: 0 }),
      names:
        init.range && index?.range
          ? { file: uriOf(init), init: init.range, index: index.range }
          : names.template
            ? { init: uriOf(init), template: names.template.uri, startNumber: names.template.startNumber }
            : { init: uriOf(init), list: packed.segments.map(uriOf) },
    },
  }
}

const PRIMARIES: Readonly<Record<string, number>> = { bt709: 1, bt470bg: 5, smpte170m: 6, bt2020: 9 }
const TRANSFERS: Readonly<Record<string, number>> = {
  bt709: 1,
  smpte170m: 6,
  smpte2084: 16,
  'arib-std-b67': 18,
}
const MATRICES: Readonly<Record<string, number>> = {
  bt709: 1,
  bt470bg: 5,
  smpte170m: 6,
  bt2020nc: 9,
  bt2020c: 10,
}

/** Said where a player must know before it opens a segment: high dynamic range. */
const colorOf = ({ hdr, color }: VideoStream): MpdSet['color'] => {
  const primaries = PRIMARIES[color.primaries ?? '']
  const transfer = TRANSFERS[color.transfer ?? '']
  const matrix = MATRICES[color.space ?? '']
  if (hdr === 'sdr' || primaries === undefined || transfer === undefined || matrix === undefined)
    return undefined
  return { primaries, transfer, matrix }
}
