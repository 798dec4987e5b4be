import { isSubtitles, isVideo, type MuxFile, type Track, trackKey, type VideoEncode } from './tracks.ts'

/** Files that FFmpeg writes as one output, with the distinct streams they share: pictures, sounds, subtitles. */
export interface MuxGroup {
  readonly files: readonly MuxFile[]
  readonly tracks: readonly Track[]
}

/**
 * An encode that does not care where key frames stand becomes the same as one that does, when they are equal otherwise: an
 * MP4 and an HLS rendition of one size are then one encode.
 */
export const adoptKeyFrames = (files: readonly MuxFile[]): readonly MuxFile[] => {
  const opinionated = new Map<string, VideoEncode>()
  for (const track of files.flatMap((f) => f.tracks)) {
    if (track.type !== 'video' || !track.keyFrames) continue
    const key = trackKey(indifferent(track))
    if (!opinionated.has(key)) opinionated.set(key, track)
  }
  return files.map((file) => ({
    ...file,
    tracks: file.tracks.map((track) =>
      track.type === 'video' && !track.keyFrames ? (opinionated.get(trackKey(track)) ?? track) : track,
    ),
  }))
}

const indifferent = ({ keyFrames: _, ...rest }: VideoEncode): VideoEncode => rest

/**
 * Files joined by encodes they have in common. An encode belongs to one FFmpeg output only, so files that share one, and
 * those that share another with these, must be written together. Copies and subtitles cost nothing and join nobody. Files that are written together say the same of
 * themselves, so that those with different tags have encodes of their own.
 */
export const groupFiles = (files: readonly MuxFile[]): readonly MuxGroup[] => {
  const groups: MuxFile[][] = []
  for (const file of files) {
    const keys = new Set(encodeKeys(file))
    const joined = groups.filter((group) => group.some((other) => encodeKeys(other).some((k) => keys.has(k))))
    const [first, ...others] = joined
    if (!first) {
      groups.push([file])
      continue
    }
    for (const other of others) {
      first.push(...other)
      groups.splice(groups.indexOf(other), 1)
    }
    first.push(file)
  }
  return groups.map((group) => ({ files: group, tracks: distinct(group.flatMap((f) => f.tracks)) }))
}

const encodeKeys = (file: MuxFile): string[] =>
  file.tracks
    .filter((track) => track.type === 'video' || track.type === 'audio')
    .map((track) => encodeKey(file, track))

/** Equal ones are one encode. */
export const encodeKey = ({ tags = [] }: MuxFile, track: Track): string =>
  tags.length > 0 ? `${trackKey(track)} ${JSON.stringify(tags)}` : trackKey(track)

const distinct = (tracks: readonly Track[]): readonly Track[] => {
  const byKey = new Map(tracks.map((track) => [trackKey(track), track]))
  const order = (t: Track): number => (isVideo(t) ? 0 : isSubtitles(t) ? 2 : 1)
  return [...byKey.values()].sort((a, b) => order(a) - order(b))
}
