import { type FileHandle, open } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import type { Font } from '../domain/font.ts'
import { fontAdvances } from './font-advances.ts'
import { fontCharacters, glyphRuns } from './font-characters.ts'

/** No table that is read here is larger in any font. */
const MAX_TABLE = 4 * 1024 * 1024

/**
 * What the first face of a TrueType or OpenType file is called, and what can be written in it. Undefined for files of other
 * kinds, broken ones, and fonts without outlines, which have one size only.
 */
export const readFont = async (path: string): Promise<Font | undefined> => {
  try {
    await using file = await open(path)
    const tables = await readTables(file)
    if (!['glyf', 'CFF ', 'CFF2'].some((name) => tables.has(name))) return undefined
    const table = async (name: string): Promise<Buffer | undefined> => {
      const place = tables.get(name)
      return place && readAt(file, place.offset, Math.min(place.length, MAX_TABLE))
    }
    const [name, cmap, os2] = await Promise.all([table('name'), table('cmap'), table('OS/2')])
    const [head, hhea, hmtx] = await Promise.all([table('head'), table('hhea'), table('hmtx')])
    if (!name || !cmap) return undefined
    const said = readNames(name)
    const family = said(TYPOGRAPHIC_FAMILY)[0] ?? said(FAMILY)[0]
    const runs = glyphRuns(cmap)
    const characters = fontCharacters(runs)
    if (family === undefined || characters === '') return undefined
    return {
      family,
      style: said(TYPOGRAPHIC_STYLE)[0] ?? said(STYLE)[0] ?? 'Regular',
      names: [
        ...new Set([
          ...said(TYPOGRAPHIC_FAMILY),
          ...said(FAMILY),
          ...said(WHOLE),
          basename(path, extname(path)),
        ]),
      ],
      fancy: os2 ? distanceFromPlain(os2) : 0,
      path,
      characters,
      ...(head && hhea && hmtx && { advances: fontAdvances(runs, { head, hhea, hmtx }) }),
    }
  } catch {
    return undefined
  }
}

const readAt = async (file: FileHandle, position: number, length: number): Promise<Buffer> => {
  const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(length), position })
  return buffer.subarray(0, bytesRead)
}

interface Place {
  readonly offset: number
  readonly length: number
}

/** https://learn.microsoft.com/typography/opentype/spec/otff */
const readTables = async (file: FileHandle): Promise<ReadonlyMap<string, Place>> => {
  const start = await readAt(file, 0, 16)
  const face = start.toString('latin1', 0, 4) === 'ttcf' ? start.readUInt32BE(12) : 0
  const head = await readAt(file, face, 12)
  const kind = head.toString('latin1', 0, 4)
  const count = ['\0\x01\0\0', 'OTTO', 'true'].includes(kind) ? head.readUInt16BE(4) : 0
  const records = await readAt(file, face + 12, count * 16)
  return new Map(
    Array.from({ length: count }, (_, i) => [
      records.toString('latin1', i * 16, i * 16 + 4),
      { offset: records.readUInt32BE(i * 16 + 8), length: records.readUInt32BE(i * 16 + 12) },
    ]),
  )
}

const [FAMILY, STYLE, WHOLE, TYPOGRAPHIC_FAMILY, TYPOGRAPHIC_STYLE] = [1, 2, 4, 16, 17] as const
const ENGLISH = 0x409

/** Names by their number, in English first. https://learn.microsoft.com/typography/opentype/spec/name */
const readNames = (table: Buffer): ((id: number) => readonly string[]) => {
  const texts = table.readUInt16BE(4)
  const names = Array.from({ length: table.readUInt16BE(2) }, (_, i) => {
    const field = (n: number): number => table.readUInt16BE(6 + i * 12 + n * 2)
    const [platform, , language, id, length, offset] = [0, 1, 2, 3, 4, 5].map(field) as [
      ...[number, number, number, number, number, number],
    ]
    const bytes = table.subarray(texts + offset, texts + offset + length)
    // Macintosh names repeat the others in an encoding of their own.
    const text = platform === 1 ? '' : Buffer.from(bytes).swap16().toString('utf16le')
    return { id, text, english: language === ENGLISH }
  }).filter(({ text }) => text !== '')
  const ordered = [...names.filter((n) => n.english), ...names.filter((n) => !n.english)]
  return (id) => ordered.filter((n) => n.id === id).map(({ text }) => text)
}

const [REGULAR_WEIGHT, NORMAL_WIDTH, ITALIC] = [400, 5, 1] as const

/** https://learn.microsoft.com/typography/opentype/spec/os2 */
const distanceFromPlain = (os2: Buffer): number =>
  Math.abs(os2.readUInt16BE(4) - REGULAR_WEIGHT) +
  1000 * Math.abs(os2.readUInt16BE(6) - NORMAL_WIDTH) +
  10_000 * (os2.readUInt16BE(62) & ITALIC)
