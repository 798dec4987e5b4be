import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { inputOptions } from '../domain/input-policy.ts'
import type { MediaInfo } from '../domain/media-info.ts'
import { DomainError } from '../domain/problem.ts'
import type { Seconds } from '../domain/units.ts'
import { problemOf } from '../engine/outcome-problem.ts'
import { runProcess } from '../engine/run.ts'
import { globalArgs } from '../planner/global-args.ts'
import type { WorkContext } from './context.ts'
import { SOURCE_NAME } from './fetch-source.ts'

export type Copying = Pick<WorkContext, 'ffmpeg' | 'sandbox' | 'stallMs' | 'policy'>
export interface CopyPlace {
  /** The attempt's folder, where the source lies under its fixed name. */
  readonly dir: string
  /** Where it really lies. */
  readonly sourcePath: string
  readonly signal: AbortSignal
}

/**
 * Reads the source's picture, sound and subtitles without decoding them, and writes them where the target says.
 * @returns how long they last, one after the other
 * @throws DomainError interrupted, or for a copy that cannot be made
 */
export const copyStreams = async (
  { ffmpeg, sandbox, stallMs, policy }: Copying,
  { video, audio, subtitles }: MediaInfo,
  { dir, sourcePath, signal }: CopyPlace,
  target: readonly string[],
): Promise<Seconds> => {
  const { path } = await ffmpeg()
  const maps = [...video, ...audio, ...subtitles].flatMap(({ index }) => ['-map', `0:${index}`])
  const input = [...inputOptions(policy), '-i', `file:${SOURCE_NAME}`]
  let length = 0 as Seconds
  const outcome = await runProcess({
    program: path,
    args: [...globalArgs(), ...input, ...maps, '-c', 'copy', ...target],
    cwd: dir,
    readablePaths: [sourcePath],
    signal,
    stallMs,
    onProgress: ({ outTime }) => {
      length = outTime
    },
    sandbox,
  })
  const fault = problemOf(outcome)
  if (fault) throw new DomainError(fault)
  return length
}

/**
 * Puts a copy in the source's place in the attempt's folder.
 * @returns where it lies
 * @throws DomainError as `copyStreams`
 */
export const replaceSource = async (
  context: Copying,
  media: MediaInfo,
  place: CopyPlace,
  muxer: string,
): Promise<string> => {
  const copied = 'copied'
  await copyStreams(context, media, place, ['-f', muxer, `file:${copied}`])
  const path = join(place.dir, SOURCE_NAME)
  await rm(path)
  await rename(join(place.dir, copied), path)
  return path
}
