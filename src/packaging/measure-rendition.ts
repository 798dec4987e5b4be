import { open, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { InitTrack } from './init-segment.ts'
import { readInit } from './init-segment.ts'
import type { ByteRange } from './playlist-parts.ts'
import { bytesAt, readSegment, type SegmentContent } from './read-segment.ts'
import { isKeyUnit, readTransportStart, type TransportStart } from './transport-stream.ts'

/** Facts of a rendition's files that manifests state, read from the files themselves. */
export interface MeasuredRendition {
  /** RFC 6381, by track; undefined for one that cannot be told. */
  readonly codecs: readonly (string | undefined)[]
  /** Of fMP4. */
  readonly tracks: readonly InitTrack[]
  /** Time of its first picture on the clock of MPEG-TS, in ticks of 90 kHz. */
  readonly firstPts?: number
  readonly segments: readonly MeasuredSegment[]
}

export interface MeasuredSegment {
  /** Where it begins and how long it lasts on the presentation's line, in ticks of the first track. Of fMP4. */
  readonly span?: { readonly start: number; readonly duration: number }
  /** The bytes a player needs to show the first picture, which is a key frame. */
  readonly keyFrame?: ByteRange
}

export interface MeasureRequest {
  readonly dir: string
  readonly segmentFormat: 'ts' | 'fmp4'
  /** Relative to `dir`, as the paths of the segments. */
  readonly init?: string
  readonly segments: readonly string[]
  /** Find the key frame of each segment. */
  readonly keyFrames: boolean
}

/** @throws RangeError naming the file that is not what it should be */
export const measureRendition = async (request: MeasureRequest): Promise<MeasuredRendition> =>
  request.segmentFormat === 'ts' ? measureTransport(request) : measureFragments(request)

const measureFragments = async (request: MeasureRequest): Promise<MeasuredRendition> => {
  const { dir, init = '', segments, keyFrames } = request
  const tracks = readInit(await readFile(join(dir, init)))
  const lead = tracks.find((track) => track.type === 'video') ?? tracks[0]
  if (!lead) throw new RangeError(`${init} has no track`)
  const spans: { start: number; end: number; keyFrame?: ByteRange }[] = []
  for (const path of segments) {
    const content = await named(path, () => readSegment(join(dir, path), tracks))
    const samples = content.tracks.find(({ track }) => track.id === lead.id)?.samples
    if (!samples) throw new RangeError(`${path} has nothing of track ${lead.id}`)
    const times = samples.map((sample) => sample.decodeTime + sample.composition - lead.shift)
    const start = times.reduce((least, time) => Math.min(least, time))
    const end = samples.reduce((most, sample, i) => Math.max(most, (times[i] ?? 0) + sample.duration), start)
    const keyFrame =
      keyFrames && lead.type === 'video' ? await keyRange(join(dir, path), content, lead) : undefined
    spans.push({ start, end, ...(keyFrame && { keyFrame }) })
  }
  return {
    codecs: tracks.map((track) => track.codecString),
    tracks,
    segments: spans.map(({ start, end, keyFrame }, i) => {
      // Priming before zero is not shown.
      const from = Math.max(0, start)
      return {
        span: { start: from, duration: Math.max(0, (spans[i + 1]?.start ?? end) - from) },
        ...(keyFrame && { keyFrame }),
      }
    }),
  }
}

/** From the fragment's description to the end of its first picture. */
const keyRange = async (
  path: string,
  { fragments, tracks }: SegmentContent,
  lead: InitTrack,
): Promise<ByteRange> => {
  const [fragment] = fragments
  const first = tracks.find(({ track }) => track.id === lead.id)?.samples[0]
  if (!fragment || !first?.sync) throw new RangeError('a segment that does not begin with a key frame')
  if (lead.nals) {
    await using file = await open(path, 'r')
    const data = await bytesAt(file, first.offset, first.size)
    if (!units(data, lead.nalLength ?? 4).some((unit) => isKeyUnit(unit, lead.nals ?? 'h264')))
      throw new RangeError('a segment whose first picture is no key frame')
  }
  return { offset: fragment.start, length: first.offset + first.size - fragment.start }
}

/** Units of a sample, without the lengths before them. @throws RangeError when one does not fit */
export const units = (sample: Buffer, nalLength: number): readonly Buffer[] => {
  const found: Buffer[] = []
  for (let at = 0; at < sample.length; ) {
    const length = sample.readUIntBE(at, nalLength)
    at += nalLength
    if (at + length > sample.length) throw new RangeError('a unit that does not fit its sample')
    found.push(sample.subarray(at, at + length))
    at += length
  }
  return found
}

/** Enough for the tables and the first picture of all but the largest. */
const TRANSPORT_HEAD = 188 * 4096

const measureTransport = async ({ dir, segments, keyFrames }: MeasureRequest): Promise<MeasuredRendition> => {
  const starts: (TransportStart | undefined)[] = []
  for (const path of keyFrames ? segments : segments.slice(0, 1))
    starts.push(await named(path, () => transportStart(join(dir, path))))
  const [first] = starts
  return {
    codecs: first ? [first.codecString] : [],
    tracks: [],
    ...(first && { firstPts: first.pts }),
    segments: segments.map((path, i) => {
      const start = starts[i]
      if (!keyFrames || !start) return {}
      if (!start.key) throw new RangeError(`${path} does not begin with a key frame`)
      return { keyFrame: { offset: 0, length: start.end } }
    }),
  }
}

const transportStart = async (path: string): Promise<TransportStart | undefined> => {
  const { size } = await stat(path)
  await using file = await open(path, 'r')
  const head = await bytesAt(file, 0, Math.min(size, TRANSPORT_HEAD))
  const found = readTransportStart(head, head.length === size)
  return found || head.length === size ? found : readTransportStart(await bytesAt(file, 0, size), true)
}

const named = async <T>(path: string, read: () => Promise<T>): Promise<T> => {
  try {
    return await read()
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new RangeError(`${path}: ${error.message}`, { cause: error })
  }
}
