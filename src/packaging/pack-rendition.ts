import { open, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { MeasuredSegment } from './measure-rendition.ts'
import type { ByteRange } from './playlist-parts.ts'
import type { LockedSegment, Protection } from './protection.ts'
import { bytesAt } from './read-segment.ts'
import { segmentIndex, segmentIndexSize } from './segment-index.ts'

/** A rendition as it goes out: its files, and where in them its pieces are. Paths are relative to the attempt's folder. */
export interface PackedRendition {
  readonly init?: PackedPiece
  /** Of a joined file: where its segments begin and how long they last. */
  readonly index?: PackedPiece
  readonly segments: readonly PackedSegment[]
  /** Every file, once. */
  readonly files: readonly {
    readonly path: string
    readonly size: number
    readonly role: 'init' | 'segment'
  }[]
}

export interface PackedPiece {
  readonly path: string
  /** Absent: all of the file. */
  readonly range?: ByteRange
}

export interface PackedSegment extends PackedPiece, MeasuredSegment {
  /** Bytes on the wire. */
  readonly size: number
  /** Seconds. */
  readonly duration: number
  /** Place in the list of keys. */
  readonly key?: number
}

export interface PackRequest {
  readonly dir: string
  readonly init?: { readonly path: string; readonly size: number }
  readonly segments: readonly ({
    readonly path: string
    readonly size: number
    readonly duration: number
  } & MeasuredSegment)[]
  /** One file for all; this is it, relative to `dir`. */
  readonly joined?: string
  /** The track whose times the segments' spans are; a joined file gets an index by it. */
  readonly lead?: { readonly id: number; readonly timescale: number }
  readonly protection?: Protection
}

/**
 * Protects and joins the files of a rendition as asked; with neither they stay as they are. What was written is read back,
 * opened and compared before the clear files go.
 * @throws Error when something reads back differently
 */
export const packRendition = async (request: PackRequest): Promise<PackedRendition> => {
  const { dir, init, segments, joined, lead, protection } = request
  if (joined === undefined && !protection)
    return {
      ...(init && { init: { path: init.path } }),
      segments,
      files: [
        ...(init ? [{ ...init, role: 'init' as const }] : []),
        ...segments.map(({ path, size }) => ({ path, size, role: 'segment' as const })),
      ],
    }
  const packed: PackedSegment[] = []
  const files: PackedRendition['files'][number][] = []
  let initPiece: PackedPiece | undefined
  let indexPiece: (PackedPiece & { readonly range: ByteRange }) | undefined
  let at = 0
  await using whole = joined === undefined ? undefined : await open(join(dir, joined), 'wx')
  if (init) {
    const clear = await readFile(join(dir, init.path))
    const data = protection?.init(clear) ?? clear
    if (whole && joined !== undefined) {
      await whole.write(data, 0, data.length, at)
      initPiece = { path: joined, range: { offset: 0, length: data.length } }
      at = data.length
    } else {
      const path = data === clear ? init.path : await writeApart(dir, init.path, data)
      initPiece = { path }
      files.push({ path, size: data.length, role: 'init' })
    }
  }
  if (joined !== undefined && lead) {
    indexPiece = { path: joined, range: { offset: at, length: segmentIndexSize(segments.length) } }
    at += indexPiece.range.length
  }
  for (const [i, segment] of segments.entries()) {
    const clear = await readFile(join(dir, segment.path))
    const locked = protection?.lock(clear, i)
    const data = locked?.data ?? clear
    const place = { ...grown(segment, locked), size: data.length, ...(locked && { key: locked.key }) }
    if (whole && joined !== undefined) {
      await whole.write(data, 0, data.length, at)
      packed.push({ ...moved(place, at), path: joined, range: { offset: at, length: data.length } })
      at += data.length
    } else {
      const path = await writeApart(dir, segment.path, data)
      packed.push({ ...place, path })
      files.push({ path, size: data.length, role: 'segment' })
    }
  }
  if (whole && joined !== undefined) {
    if (indexPiece && lead) {
      const spans = packed.map(({ size, span }) => ({ size, span: span ?? { start: 0, duration: 0 } }))
      const index = segmentIndex({ track: lead.id, timescale: lead.timescale, segments: spans })
      await whole.write(index, 0, index.length, indexPiece.range.offset)
    }
    await whole.sync()
    files.push({ path: joined, size: at, role: 'segment' })
  }
  for (const [i, segment] of packed.entries()) {
    const from = segments[i]?.path ?? ''
    const data = await readPiece(dir, segment)
    const clear = await readFile(join(dir, from))
    if (!(protection ? protection.opens(data, clear, i) : data.equals(clear)))
      throw new Error(`segment ${i} of ${from} reads back differently`)
    await rm(join(dir, from))
  }
  return {
    ...(initPiece && { init: initPiece }),
    ...(indexPiece && { index: indexPiece }),
    segments: packed,
    files,
  }
}

/** @returns the new file's path, relative to `dir` */
const writeApart = async (dir: string, beside: string, data: Buffer): Promise<string> => {
  const path = `${beside}.enc`
  await using file = await open(join(dir, path), 'wx')
  await file.write(data, 0, data.length, 0)
  await file.sync()
  return path
}

/** The key frame begins with its fragment's description. */
const grown = <T extends MeasuredSegment>(segment: T, locked: LockedSegment | undefined): T =>
  segment.keyFrame && locked?.growth
    ? { ...segment, keyFrame: { ...segment.keyFrame, length: segment.keyFrame.length + locked.growth } }
    : segment

/** The key frame's bytes, counted from the start of the joined file. */
const moved = <T extends MeasuredSegment>(segment: T, by: number): T =>
  segment.keyFrame
    ? { ...segment, keyFrame: { ...segment.keyFrame, offset: segment.keyFrame.offset + by } }
    : segment

const readPiece = async (dir: string, { path, range }: PackedPiece): Promise<Buffer> => {
  await using file = await open(join(dir, path), 'r')
  return range ? bytesAt(file, range.offset, range.length) : file.readFile()
}
