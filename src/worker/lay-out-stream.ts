import { type Destination, expand, formatNumber, PLAIN_NUMBERS } from '../domain/destination.ts'
import type { StreamSpec } from '../domain/output-spec.ts'
import type { RenditionResult } from '../domain/task.ts'
import { bps } from '../domain/units.ts'
import { type MasterRendition, masterPlaylist } from '../media/master-playlist.ts'
import { renameSegments } from '../media/playlist.ts'
import type { VerifiedPart } from '../media/verified.ts'
import { folderOf, uriOf } from './keys.ts'
import type { Arrangement, Placed } from './lay-out.ts'

const NUMBERS = { ...PLAIN_NUMBERS, minLength: 5 }

/** Segments first, then the playlists that name them, then the multivariant playlist: no reader ever meets a name without its file. */
export const layOutStream = async (
  destination: Destination,
  spec: StreamSpec,
  verified: readonly VerifiedPart[],
  readText: (path: string) => Promise<string>,
): Promise<Arrangement> => {
  const laid = await Promise.all(verified.map((part) => layOutRendition(destination, spec, part, readText)))
  const pictures = laid.filter(({ result }) => result.media.video.length > 0)
  const best = pictures[0] ?? laid[0]
  const master: readonly Placed[] = spec.master
    ? [{ key: destination.key, role: 'master', text: masterPlaylist(laid.map((l) => l.entry)) }]
    : []
  return {
    files: [...laid.flatMap((l) => l.segments), ...laid.map((l) => l.playlist), ...master],
    facts: { ...(best ? { media: best.result.media } : {}), renditions: laid.map((l) => l.result) },
  }
}

interface LaidRendition {
  readonly segments: readonly Placed[]
  readonly playlist: Placed
  readonly entry: MasterRendition
  readonly result: RenditionResult
}

const layOutRendition = async (
  { key, parts }: Destination,
  spec: StreamSpec,
  { part, files, media, averageBitrate, peakBitrate }: VerifiedPart,
  readText: (path: string) => Promise<string>,
): Promise<LaidRendition> => {
  if (part.role !== 'rendition' || !media) throw new Error('a verified stream output has renditions')
  const { name, segmentFormat } = part
  const path = spec.master ? expand(parts?.rendition ?? '{rendition}/index.m3u8', { rendition: name }) : ''
  const playlistKey = spec.master ? folderOf(key) + path : key
  const template = parts?.segment ?? `{number}.${segmentFormat === 'ts' ? 'ts' : 'm4s'}`
  const called = (number: string): string => expand(template, { rendition: name, number })
  const segmentName = (i: number): string => called(formatNumber(parts?.numbers ?? NUMBERS, i))
  const initName = called('init').replace(/\.m4s$/, '.mp4')

  const folder = folderOf(playlistKey)
  const pieces = files.filter((file) => file.role === 'segment')
  const segments: Placed[] = [
    ...files
      .filter((file) => file.role === 'init')
      .map((file) => ({ key: folder + initName, role: 'init' as const, from: file.path, size: file.size })),
    ...pieces.map((file, i) => ({
      key: folder + segmentName(i),
      role: 'segment' as const,
      from: file.path,
      size: file.size,
    })),
  ]
  const text = renameSegments(await readText(part.path), {
    init: uriOf(initName),
    segment: (i) => uriOf(segmentName(i)),
  })
  const [video] = media.video
  const [audio] = media.audio
  const average = averageBitrate ?? media.bitrate
  const peak = peakBitrate ?? media.bitrate
  return {
    segments,
    playlist: { key: playlistKey, role: 'playlist', text },
    entry: {
      name,
      uri: uriOf(path),
      peakBitrate: bps(peak),
      averageBitrate: bps(average),
      codecs: [...media.video, ...media.audio].map((stream) => stream.codecString),
      segmentFormat,
      ...(video ? { video: { width: video.width, height: video.height, frameRate: video.frameRate } } : {}),
      ...(audio ? { channels: audio.channels } : {}),
    },
    result: {
      name,
      key: playlistKey,
      media,
      averageBitrate: average,
      peakBitrate: peak,
      segments: pieces.length,
    },
  }
}
