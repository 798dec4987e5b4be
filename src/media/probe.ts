import { realpath, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { ImageInfo } from '../domain/image-info.ts'
import type { InputPolicy } from '../domain/input-policy.ts'
import { isImage, type MediaInfo } from '../domain/media-info.ts'
import { fail } from '../domain/problem.ts'
import { type BitsPerSecond, bps, type Seconds, seconds, toNumber } from '../domain/units.ts'
import { declaredSize } from './declared-size.ts'
import { undecodable } from './decoders.ts'
import { Ffprobe, type FfprobeOptions, type Look } from './ffprobe.ts'
import { withFirstPictures } from './first-pictures.ts'
import { withFirstShown } from './first-shown.ts'
import { isWholeImage } from './images/is-whole.ts'
import { lookAhead } from './look-ahead.ts'
import { streamsOf, toMediaInfo } from './media-info.ts'
import { missingPackets } from './missing-packets.ts'
import { FIRST_FRAMES, type PacketFacts } from './packets.ts'
import { probeImage } from './probe-image.ts'
import { imageFormatOf } from './sniff-image.ts'
import { endsEarly } from './truncation.ts'
import { mayBeUneven, withUnevenRates } from './uneven-frames.ts'

export interface ProbeRequest {
  /** What a relative path is relative to. */
  readonly cwd?: string
  /** Measure the longest key-frame interval: reads every packet once. */
  readonly keyframes?: boolean
  /** Count the packets of each video stream: reads every packet once. */
  readonly countFrames?: boolean
  /** Read every packet once and measure lengths, and bitrates that are not said: a header may promise more than is there. */
  readonly packets?: boolean
  /** Count what each track of subtitles says: reads every packet once. */
  readonly cues?: boolean
  /** An MP4 whose picture is a copy: none of it is decoded, and its pixels are not told of. */
  readonly copied?: boolean
  /** The path is an HLS playlist that this server wrote; it and the files of its folder are opened, nothing else. */
  readonly ownPlaylist?: boolean
  readonly signal?: AbortSignal
}

export interface Prober {
  /**
   * What is in the file. One run of ffprobe, unless the container does not say how long it is, or says that the file
   * was longer once.
   * @throws DomainError source-not-found, source-unreadable, source-unsupported, source-too-large, source-truncated;
   *   interrupted when the signal ended it, unavailable when ffprobe cannot be started
   */
  probe(path: string, request?: ProbeRequest): Promise<MediaInfo>
  /**
   * What image is in the file, under the policy of images.
   * @throws DomainError source-not-found, source-unreadable, source-unsupported, source-too-large; interrupted, unavailable
   */
  probeImage(path: string, signal?: AbortSignal): Promise<ImageInfo>
  /**
   * Starts ffprobe for a file that is yet to be made in a folder that is there. Until a program of FFmpeg's is linked to its
   * libraries takes longer than it then reads most files.
   */
  ahead(path: string, request?: ProbeRequest): ProbeAhead
}

/** An ffprobe that waits for its file. Whoever does not need it any more disposes of it. */
export interface ProbeAhead extends Disposable {
  /** Once, when the file is there. @throws as `probe` */
  probe(): Promise<MediaInfo>
}

export const createProber = (options: FfprobeOptions): Prober => ({
  probe: async (path, request = {}) => {
    const file = await regularFile(path, request.cwd)
    const format = await imageFormatOf(file)
    const ffprobe = new Ffprobe(options, file, request)
    const media = await examine(ffprobe, await ffprobe.look(), options.policy)
    if (format && !(await isWholeImage(file, format)))
      throw fail('source-truncated', 'The source is cut short: the image ends before its own end mark.')
    return media
  },
  probeImage: async (path, signal) => {
    const { ffprobe, sandbox, timeoutMs } = options
    const file = await regularFile(path, undefined)
    return probeImage(file, { ffprobe, sandbox, timeoutMs, ...(signal && { signal }) })
  },
  ahead: (path, request = {}) => {
    const waiting = lookAhead(options, resolve(request.cwd ?? '.', path), request)
    return {
      probe: async () => {
        const ffprobe = new Ffprobe(options, await regularFile(path, request.cwd), request)
        // Whatever one that waited dislikes, one that has not must dislike too.
        const seen = await waiting.look().catch(() => ffprobe.look())
        return examine(ffprobe, seen, options.policy)
      },
      [Symbol.dispose]: waiting.end,
    }
  },
})

/** What is in a file by what it says of itself, looking closer where that is not enough. */
const examine = async (
  ffprobe: Ffprobe,
  { json, packets, hollow }: Look,
  policy: InputPolicy,
): Promise<MediaInfo> => {
  const { file, request } = ffprobe
  const problem = undecodable(streamsOf(json), policy)
  if (problem) throw fail(problem.code, problem.message, problem)

  const said = toMediaInfo(json)
  await insistOnAll(file, said)
  const early = !request.ownPlaylist && (await endsEarly(file, said.container))
  const unsure = mayBeOutlasted(said)
  const image = isImage(said)
  const uneven = mayBeUneven(said)
  const all = early || unsure || image || said.duration <= 0
  // What is counted was made here, and begins with a key frame or is a copy.
  const made = request.countFrames || request.packets
  const [pictured, scan, first] = await Promise.all([
    withFirstPictures(said, streamsOf(json), ffprobe).then((media) =>
      made ? media : withFirstShown(media, ffprobe),
    ),
    packets ?? (all ? ffprobe.packets() : undefined),
    uneven && !packets && !all ? ffprobe.packets(FIRST_FRAMES) : undefined,
  ])
  const times = scan ?? first
  const media = times && uneven ? withUnevenRates(pictured, times) : pictured
  if (media.video.length + media.audio.length === 0)
    throw fail(
      'source-unreadable',
      image
        ? 'The source is an image that cannot be read: it is broken, or has more pixels than the server takes.'
        : 'The source holds neither video nor sound.',
    )
  const missing = early && scan ? missingPackets(media, streamsOf(json), scan) : undefined
  if (missing) throw fail(missing.code, missing.message, missing)
  const known = scan && unsure ? asLongAsShown(media, scan) : media
  const asked = image ? { ...request, packets: true } : request
  const seen = withinLimits(scan ? measured(known, scan, asked) : known, policy)
  if (request.countFrames || request.packets) insistOnContent(seen, hollow)
  return seen
}

/** Damage leaves some frames empty; a file that lost its content, most of those that are gone. */
const MOST_HOLLOW = 0.05

/**
 * An index promises frames, and counting finds them, where the disk holds nothing but zeros.
 * @throws DomainError source-unreadable
 */
const insistOnContent = ({ video }: MediaInfo, hollow: number): void => {
  const frames = video.reduce((sum, stream) => sum + (stream.frames ?? 0), 0)
  if (hollow <= frames * MOST_HOLLOW) return
  throw fail('source-unreadable', `${hollow} of its ${frames} frames are empty: they hold no picture.`, {
    detail: { frames, empty: hollow },
  })
}

/** A little may be missing: what a container is padded with, or an index at its end. */
const WHOLE = 0.98

/** @throws DomainError source-truncated */
const insistOnAll = async (file: string, { container, size }: MediaInfo): Promise<void> => {
  const declared = await declaredSize(file, container)
  if (declared === undefined || size >= declared * WHOLE) return
  throw fail('source-truncated', `The source is cut short: it holds ${size} of ${declared} bytes.`, {
    detail: { expected: declared, actual: size },
  })
}

/** The file itself, with links followed: the sandbox shows it under the path it really has. */
const regularFile = async (path: string, cwd: string | undefined): Promise<string> => {
  const found = await realpath(cwd === undefined ? resolve(path) : resolve(cwd, path)).catch(
    (cause: unknown) => {
      throw fail('source-not-found', 'There is no such file.', { cause })
    },
  )
  const facts = await stat(found)
  if (!facts.isFile()) throw fail('source-unreadable', 'The source is not a regular file.')
  if (facts.size === 0) throw fail('source-unreadable', 'The source is empty: it has 0 bytes.')
  return found
}

/** Nobody says whether the file is as long as its picture and sound, or as its subtitles. */
const mayBeOutlasted = ({ subtitles, video, audio }: MediaInfo): boolean =>
  subtitles.length > 0 && [...video, ...audio].some(({ duration }) => duration === undefined)

const asLongAsShown = (media: MediaInfo, scan: ReadonlyMap<number, PacketFacts>): MediaInfo => {
  const ends = [...media.video, ...media.audio].flatMap(({ index }) => scan.get(index)?.end ?? [])
  const end = Math.max(...ends) - media.startTime
  return end > 0 && end < media.duration ? { ...media, duration: seconds(end) } : media
}

/** With what the packets told put in. */
const measured = (
  media: MediaInfo,
  scan: ReadonlyMap<number, PacketFacts>,
  { keyframes, packets, cues }: ProbeRequest,
): MediaInfo => {
  const video = media.video.map((stream) => {
    const facts = scan.get(stream.index)
    if (!facts) return stream
    return {
      ...withLength(withBitrate(stream, facts), packets ? facts : undefined),
      frames: facts.packets,
      ...(keyframes && { maxKeyframeInterval: seconds(facts.maxKeyframeInterval) }),
    }
  })
  const audio = media.audio.map((stream) => {
    const facts = scan.get(stream.index)
    return withLength(withBitrate(stream, facts), packets ? facts : undefined)
  })
  const subtitles = media.subtitles.map((stream) =>
    cues ? { ...stream, cues: scan.get(stream.index)?.full ?? 0 } : stream,
  )
  if (media.duration > 0) return { ...media, video, audio, subtitles }
  const shown = [...video, ...audio].map(({ index }) => index)
  const lengths = [...scan].map(([index, { packets, start, end }]) => {
    // Subtitles may outlast what they are shown on.
    if (!shown.includes(index)) return 0
    const rate = toNumber(video.find((stream) => stream.index === index)?.frameRate ?? { num: 0, den: 0 })
    // A raw stream has no times; its frame rate is all there is.
    return start !== undefined && end !== undefined ? end - start : rate > 0 ? packets / rate : 0
  })
  const duration = Math.max(0, ...lengths)
  const bitrate =
    media.bitrate > 0 || duration === 0 ? media.bitrate : Math.round((media.size * 8) / duration)
  return {
    ...media,
    video,
    audio,
    subtitles,
    duration: seconds(duration),
    bitrate: bitrate as MediaInfo['bitrate'],
  }
}

/** The stream with the length its packets have. */
const withLength = <T extends { readonly duration?: Seconds }>(
  stream: T,
  facts: PacketFacts | undefined,
): T =>
  facts?.start === undefined || facts.end === undefined
    ? stream
    : { ...stream, duration: seconds(facts.end - facts.start) }

/** The stream with its measured bitrate, unless its container says one. */
const withBitrate = <T extends { readonly bitrate?: BitsPerSecond }>(
  stream: T,
  facts: PacketFacts | undefined,
): T => {
  if (stream.bitrate !== undefined || facts?.start === undefined || facts.end === undefined) return stream
  const length = facts.end - facts.start
  return length > 0 ? { ...stream, bitrate: bps(Math.round((facts.size * 8) / length)) } : stream
}

const withinLimits = (media: MediaInfo, policy: InputPolicy): MediaInfo => {
  const large = media.video.find((stream) => stream.width * stream.height > policy.maxPixels)
  if (large)
    throw fail(
      'source-too-large',
      `A picture of ${large.width}x${large.height} has more pixels than the server takes.`,
      {
        detail: { width: large.width, height: large.height, maxPixels: policy.maxPixels },
      },
    )
  if (media.duration > policy.maxDuration)
    throw fail(
      'source-too-large',
      `The source is ${Math.round(media.duration)} s long; the server takes ${policy.maxDuration} s.`,
      {
        detail: { duration: media.duration, maxDuration: policy.maxDuration },
      },
    )
  return media
}
