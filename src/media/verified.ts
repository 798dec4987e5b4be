import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Json } from '../domain/json.ts'
import type { MediaInfo } from '../domain/media-info.ts'
import type { PlannedPart } from '../domain/plan.ts'
import { DomainError, type Problem, problem } from '../domain/problem.ts'
import type { QualityResult } from '../domain/quality.ts'
import type { AnimationResult, OutputFile } from '../domain/task.ts'
import { type Bytes, bytes, type Seconds } from '../domain/units.ts'
import type { MeasuredRendition } from '../packaging/measure-rendition.ts'
import { makeDurable } from './durable.ts'
import { fileVersion } from './file-version.ts'
import type { ProbeRequest, Prober } from './probe.ts'

/** One part of the plan, found to be what was planned. */
export interface VerifiedPart {
  readonly part: PlannedPart
  /** Absent for pictures. */
  readonly media?: MediaInfo
  /** The main file first; segments in playing order. */
  readonly files: readonly VerifiedFile[]
  /** Of renditions. */
  readonly measured?: MeasuredRendition
  readonly targetDuration?: number
  /** Of sheets: how many pictures they hold. */
  readonly pictures?: number
  readonly animation?: AnimationResult
  /** How near its picture is to what it was made of, once that is measured. */
  readonly quality?: QualityResult
}

export interface VerifiedFile {
  /** Relative to the attempt's folder. */
  readonly path: string
  readonly role: OutputFile['role']
  readonly size: Bytes
  /** Which state of the file was looked at. */
  readonly version?: string
  /** Lower-case hex; not of segments. */
  readonly md5?: string
  /** Of a segment, as the playlist says it. */
  readonly duration?: Seconds
  /** Of a picture: when it is on screen. */
  readonly time?: Seconds
}

/** A check that did not hold, on its way out of the nested checks. */
export class CheckFailed extends Error {
  override readonly name = 'CheckFailed'
  readonly problem: Problem
  constructor(check: string, message: string, facts: { expected?: Json; actual?: Json; path?: string } = {}) {
    super(message)
    this.problem = problem('output-invalid', message, { detail: { check, ...facts } })
  }
}

/**
 * A file that is there and has bytes.
 * @throws CheckFailed
 */
export const foundFile = async (
  dir: string,
  path: string,
  role: OutputFile['role'],
): Promise<VerifiedFile> => {
  const version = await fileVersion(join(dir, path))
  const found = await stat(join(dir, path)).catch(() => undefined)
  if (!found?.isFile()) throw new CheckFailed('exists', `The output lacks the file ${path}.`, { path })
  if (found.size === 0)
    throw new CheckFailed('size', `The output's file ${path} is empty.`, { path, actual: 0 })
  return { path, role, size: bytes(found.size), ...(version !== undefined && { version }) }
}

/** Whether the file is the one that was found, and nobody has written to it since. */
export const isAsFound = async (dir: string, { path, version }: VerifiedFile): Promise<boolean> =>
  version !== undefined && (await fileVersion(join(dir, path))) === version

/** The file with its hash, once it is on the disk for good. */
export const keptFile = async (dir: string, file: VerifiedFile): Promise<VerifiedFile> => ({
  ...file,
  md5: await makeDurable(join(dir, file.path)),
})

/**
 * A finished file that is there, has bytes, and is on the disk for good; hashed.
 * @throws CheckFailed
 */
export const finishedFile = async (
  dir: string,
  path: string,
  role: OutputFile['role'],
): Promise<VerifiedFile> => keptFile(dir, await foundFile(dir, path, role))

/** What is done side by side, all of it to its end. Of several that fail the first in order is told of. */
export const sideBySide = async <T extends readonly unknown[]>(
  ...work: { readonly [I in keyof T]: Promise<T[I]> }
): Promise<T> => {
  await Promise.allSettled(work)
  return (await Promise.all(work)) as unknown as T
}

/** The output's media info; a refusal that would blame a source is the output's failure here. */
export const probeOutput = async (
  prober: Prober,
  path: string,
  request: ProbeRequest,
): Promise<MediaInfo> => {
  try {
    return await prober.probe(path, request)
  } catch (error) {
    if (!(error instanceof DomainError) || !error.problem.code.startsWith('source-')) throw error
    const { code, message } = error.problem
    const said = message.replace(/\b(the) source\b/gi, '$1 file')
    throw new CheckFailed('readable', `The output cannot be read back: ${said}`, { path, actual: code })
  }
}
