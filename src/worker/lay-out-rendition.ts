import type { PlannedPart } from '../domain/plan.ts'
import type { EncryptionSpec, StreamSpec } from '../domain/stream-spec.ts'
import type { RenditionResult } from '../domain/task.ts'
import { type BitsPerSecond, bps } from '../domain/units.ts'
import { averageBitrate, peakBitrate } from '../media/bitrate.ts'
import type { VerifiedPart } from '../media/verified.ts'
import type { InitTrack } from '../packaging/init-segment.ts'
import { mediaPlaylist } from '../packaging/media-playlist.ts'
import { type PackedPiece, type PackedRendition, packRendition } from '../packaging/pack-rendition.ts'
import type { PlaylistKey } from '../packaging/playlist-parts.ts'
import { protectSamples } from '../packaging/protect-samples.ts'
import { protectWhole } from '../packaging/protect-whole.ts'
import type { Protection } from '../packaging/protection.ts'
import type { SegmentKey } from '../packaging/segment-keys.ts'
import type { Placed } from './lay-out.ts'
import { type RenditionNames, relativeUri, type StreamNames } from './stream-names.ts'

/** A rendition with its names, and what manifests say of it. */
export interface LaidRendition {
  readonly part: Extract<PlannedPart, { role: 'rendition' }>
  readonly names: RenditionNames
  readonly files: readonly Placed[]
  readonly playlists: readonly Placed[]
  readonly packed: PackedRendition
  /** Of fMP4: the track whose ticks its segments are measured in. */
  readonly lead?: InitTrack
  readonly firstPts?: number
  readonly codecs: readonly (string | undefined)[]
  readonly iFrames?: {
    readonly key: string
    readonly averageBitrate: BitsPerSecond
    readonly peakBitrate: BitsPerSecond
  }
  readonly result: RenditionResult
  /** Where a piece of it is published. */
  readonly keyOf: (piece: PackedPiece) => string
}

export interface LayOutPlace {
  readonly spec: StreamSpec
  readonly names: StreamNames
  readonly dir: string
  readonly keys: readonly SegmentKey[]
  /** How the playlist `from` names the i-th key. */
  readonly keyUri: (i: number, from: string) => string
}

type VerifiedRendition = VerifiedPart & { readonly part: LaidRendition['part'] }

/** Packs a rendition, and writes its playlists. */
export const layOutRendition = async (
  { part, files, media, measured, targetDuration, quality }: VerifiedRendition,
  { spec, names: streamNames, dir, keys, keyUri }: LayOutPlace,
): Promise<LaidRendition> => {
  if (!media || !measured || targetDuration === undefined)
    throw new Error('a verified rendition was measured')
  const names = streamNames.rendition(part.name)
  const init = files.find((file) => file.role === 'init')
  const lead = measured.tracks.find((track) => track.type === 'video') ?? measured.tracks[0]
  const packed = await packRendition({
    dir,
    ...(init && { init }),
    ...(lead && { lead }),
    segments: files
      .filter((file) => file.role === 'segment')
      .map(({ path, size, duration }, i) => ({
        path,
        size,
        duration: duration ?? 0,
        ...measured.segments[i],
      })),
    ...(spec.segmentFiles === 'joined' && { joined: `${part.path}.joined` }),
    ...(spec.encryption && { protection: protectionOf(spec.encryption, keys, measured.tracks) }),
  })
  const places = new Map(packed.segments.map(({ path }, i) => [path, i]))
  const keyOf = ({ path, range }: PackedPiece): string =>
    range ? names.joined : path === packed.init?.path ? names.init : names.segment(places.get(path) ?? 0)
  const sized = packed.segments.map(({ size, duration }) => ({ size, duration }))
  const average = averageBitrate(sized)
  const peak = peakBitrate(sized, targetDuration)
  const frames = packed.segments.flatMap(({ keyFrame, duration }) =>
    keyFrame ? [{ size: keyFrame.length, duration }] : [],
  )
  const withHls = streamNames.hls !== undefined
  const shown = withHls && spec.iFrames && frames.length > 0
  const playlistOf = (iFramesOnly: boolean): string => {
    const key = iFramesOnly ? names.iFrames : names.playlist
    return mediaPlaylist({
      ...(packed.init && { init: refer(key, packed.init, keyOf) }),
      iFramesOnly,
      independent: !iFramesOnly && !part.audioOnly,
      segments: packed.segments.map((segment) => {
        const { uri, range } = refer(key, segment, keyOf)
        const where = iFramesOnly ? segment.keyFrame : range
        return {
          uri,
          duration: segment.duration,
          ...(where && { range: where }),
          ...(spec.encryption &&
            segment.key !== undefined && { key: playlistKey(spec.encryption, keyUri(segment.key, key)) }),
        }
      }),
    })
  }
  return {
    ...{ part, names, packed, keyOf },
    ...(lead && { lead }),
    ...(measured.firstPts !== undefined && { firstPts: measured.firstPts }),
    codecs: codecsOf(media, measured.codecs),
    files: packed.files.map((file) => ({
      key: keyOf(packed.segments[0]?.range && file.role === 'segment' ? packed.segments[0] : file),
      role: file.role,
      from: file.path,
      size: file.size,
    })),
    playlists: [
      ...(withHls ? [{ key: names.playlist, role: 'playlist' as const, text: playlistOf(false) }] : []),
      ...(shown ? [{ key: names.iFrames, role: 'playlist' as const, text: playlistOf(true) }] : []),
    ],
    ...(shown && {
      iFrames: {
        key: names.iFrames,
        averageBitrate: averageBitrate(frames),
        peakBitrate: peakBitrate(frames, targetDuration),
      },
    }),
    result: {
      name: part.name,
      key: withHls ? names.playlist : (streamNames.dash ?? names.playlist),
      media: { ...media, bitrate: bps(average) },
      averageBitrate: average,
      peakBitrate: peak,
      segments: packed.segments.length,
      ...(quality && { quality }),
    },
  }
}

const refer = (from: string, piece: PackedPiece, keyOf: LaidRendition['keyOf']) => ({
  uri: relativeUri(from, keyOf(piece)),
  ...(piece.range && { range: piece.range }),
})

const protectionOf = (
  spec: EncryptionSpec,
  keys: readonly SegmentKey[],
  tracks: readonly InitTrack[],
): Protection => {
  const [key] = keys
  if (!key) throw new Error('an encrypted stream has a key')
  return spec.method === 'aes-128' ? protectWhole(spec, keys) : protectSamples(spec, key, tracks)
}

const METHODS = { 'aes-128': 'AES-128', 'sample-aes': 'SAMPLE-AES', cenc: 'SAMPLE-AES-CTR' } as const

/** Samples carry their own vectors, or their track's. */
const playlistKey = (encryption: EncryptionSpec, uri: string): PlaylistKey => ({
  ...{ method: METHODS[encryption.method], uri },
  ...(encryption.method === 'aes-128' && encryption.iv !== undefined && { iv: encryption.iv }),
})

/** The names read from the files, bit for bit; of MPEG-TS only the picture's is, and the rest is ffprobe's word. */
const codecsOf = (
  media: NonNullable<VerifiedPart['media']>,
  exact: readonly (string | undefined)[],
): readonly (string | undefined)[] =>
  [...media.video, ...media.audio].map((stream, i) => exact[i] ?? stream.codecString)
