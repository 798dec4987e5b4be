import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { parseObjectKey } from '../domain/object-key.ts'
import type { FileMove } from '../domain/ports.ts'
import type { Output, OutputFile, OutputResult } from '../domain/task.ts'
import { bytes } from '../domain/units.ts'
import type { VerifiedPart } from '../media/verified.ts'
import { layOutFile } from './lay-out-file.ts'
import { layOutSnapshots } from './lay-out-snapshots.ts'
import { layOutSprite } from './lay-out-sprite.ts'
import { layOutStream } from './lay-out-stream.ts'

/** What goes where, in the order it must become visible: what refers to others comes after them. */
export interface Layout {
  readonly moves: readonly FileMove[]
  readonly result: OutputResult
}

/** A file on its way: made by FFmpeg, or a text written from measurements. */
export type Placed = { readonly key: string; readonly role: OutputFile['role'] } & (
  | { readonly from: string; readonly size: number; readonly md5?: string }
  | { readonly text: string | Uint8Array }
)

/** How one kind of output is laid out: files in order, main file last, and what is to be told of it. */
export interface Arrangement {
  readonly files: readonly Placed[]
  readonly facts: Pick<OutputResult, 'media' | 'renditions' | 'sprite' | 'pictures' | 'animation' | 'quality'>
}

/**
 * Names the files of a verified output as its destination wants them, and writes the texts that refer to them.
 * @throws DomainError invalid-object-key when a name template expands to no good key
 */
export const layOut = async (
  output: Output,
  parts: readonly VerifiedPart[],
  dir: string,
): Promise<Layout> => {
  const { files, facts } = await arrange(output, parts, dir)
  const { bucket } = output.destination
  const placed = await Promise.all(
    files.map(async (file, i) => {
      parseObjectKey(file.key)
      return 'text' in file
        ? { ...file, ...(await writeText(join(dir, `t${output.index}-${i}`), file.text)) }
        : { ...file, from: join(dir, file.from) }
    }),
  )
  return {
    moves: placed.map(({ from, key }) => ({ from, bucket, key })),
    result: {
      files: (output.spec.kind === 'snapshots' ? placed : mainFirst(placed)).map(
        ({ key, role, size, md5 }) => ({
          role,
          bucket,
          key,
          size: bytes(size),
          // Not of a key: it would be a fact about a secret.
          ...(md5 === undefined || role === 'key' ? {} : { md5 }),
        }),
      ),
      size: bytes(placed.reduce((sum, { size }) => sum + size, 0)),
      ...facts,
    },
  }
}

const arrange = (
  output: Output,
  parts: readonly VerifiedPart[],
  dir: string,
): Promise<Arrangement> | Arrangement => {
  switch (output.spec.kind) {
    case 'file':
    case 'original':
      return layOutFile(output.destination, parts)
    case 'sprite':
      return layOutSprite(output.destination, parts)
    case 'snapshots':
      return layOutSnapshots(output.destination, parts)
    case 'animation':
    case 'subtitles':
      return layOutFile(output.destination, parts)
    case 'probe':
      throw new Error('what a source is lies nowhere')
    case 'stream':
      return layOutStream(output.destination, output.spec, parts, dir)
  }
}

/** Files become visible with the main one last; they are told of with the main one first. */
const mainFirst = <T>(placed: readonly T[]): readonly T[] => [...placed.slice(-1), ...placed.slice(0, -1)]

const writeText = async (
  path: string,
  text: string | Uint8Array,
): Promise<{ from: string; size: number; md5: string }> => {
  await using file = await open(path, 'wx')
  await file.writeFile(text)
  await file.sync()
  return { from: path, size: Buffer.byteLength(text), md5: createHash('md5').update(text).digest('hex') }
}
