import { createHash } from 'node:crypto'
import { open, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { EncryptionSpec } from '../domain/stream-spec.ts'
import { decryptSegment, encryptSegment, numberVector } from './aes-128.ts'
import type { MeasuredSegment } from './measure-rendition.ts'
import type { ByteRange } from './playlist-parts.ts'
import { bytesAt } from './read-segment.ts'
import { keyIndex, type SegmentKey } from './segment-keys.ts'

/** A rendition as it goes out: its files, and where in them its pieces are. Paths are relative to the attempt's folder. */
export interface PackedRendition {
  readonly init?: PackedPiece
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
  readonly encryption?: { readonly spec: EncryptionSpec; readonly keys: readonly SegmentKey[] }
}

/**
 * Encrypts and joins the files of a rendition as asked; with neither they stay as they are. What was written is read back,
 * decrypted and compared before the clear files go.
 * @throws Error when something reads back differently
 */
export const packRendition = async (request: PackRequest): Promise<PackedRendition> => {
  const { dir, init, segments, joined, encryption } = request
  if (joined === undefined && !encryption)
    return {
      ...(init && { init: { path: init.path } }),
      segments,
      files: [
        ...(init ? [{ ...init, role: 'init' as const }] : []),
        ...segments.map(({ path, size }) => ({ path, size, role: 'segment' as const })),
      ],
    }
  const secret = (
    i: number,
  ): { readonly place: number; readonly key: Buffer; readonly iv: Buffer } | undefined => {
    if (!encryption) return undefined
    const { spec, keys } = encryption
    const place = keyIndex(spec, i, keys.length)
    const key = keys[place]?.key
    if (!key) throw new Error(`no key for segment ${i}`)
    return { place, key, iv: spec.iv === undefined ? numberVector(i) : Buffer.from(spec.iv, 'hex') }
  }
  const packed: PackedSegment[] = []
  const files: PackedRendition['files'][number][] = []
  let initPiece: PackedPiece | undefined = init && { path: init.path }
  let at = 0
  await using whole = joined === undefined ? undefined : await open(join(dir, joined), 'wx')
  if (init && whole && joined !== undefined) {
    const data = await readFile(join(dir, init.path))
    await whole.write(data, 0, data.length, at)
    initPiece = { path: joined, range: { offset: 0, length: data.length } }
    at = data.length
  } else if (init) files.push({ ...init, role: 'init' })

  for (const [i, segment] of segments.entries()) {
    const clear = await readFile(join(dir, segment.path))
    const locked = secret(i)
    const data = locked ? encryptSegment(clear, locked.key, locked.iv) : clear
    const place = { ...segment, size: data.length, ...(locked && { key: locked.place }) }
    if (whole && joined !== undefined) {
      await whole.write(data, 0, data.length, at)
      packed.push({ ...moved(place, at), path: joined, range: { offset: at, length: data.length } })
      at += data.length
    } else {
      const path = `${segment.path}.enc`
      await using file = await open(join(dir, path), 'wx')
      await file.write(data, 0, data.length, 0)
      await file.sync()
      packed.push({ ...place, path })
      files.push({ path, size: data.length, role: 'segment' })
    }
  }
  if (whole && joined !== undefined) {
    await whole.sync()
    files.push({ path: joined, size: at, role: 'segment' })
  }
  for (const [i, segment] of packed.entries()) {
    const locked = secret(i)
    const data = await readPiece(dir, segment)
    const clear = locked ? decryptSegment(data, locked.key, locked.iv) : data
    const from = segments[i]?.path ?? ''
    if (digest(clear) !== digest(await readFile(join(dir, from))))
      throw new Error(`segment ${i} of ${from} reads back differently`)
    await rm(join(dir, from))
  }
  return { ...(initPiece && { init: initPiece }), segments: packed, files }
}

/** The key frame's bytes, counted from the start of the joined file. */
const moved = <T extends MeasuredSegment>(segment: T, by: number): T =>
  segment.keyFrame
    ? { ...segment, keyFrame: { ...segment.keyFrame, offset: segment.keyFrame.offset + by } }
    : segment

const readPiece = async (dir: string, { path, range }: PackedPiece): Promise<Buffer> => {
  await using file = await open(join(dir, path), 'r')
  return range ? bytesAt(file, range.offset, range.length) : file.readFile()
}

const digest = (data: Uint8Array): string => createHash('sha256').update(data).digest('hex')
