import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { inputOptions } from '../domain/input-policy.ts'
import type { MediaInfo } from '../domain/media-info.ts'
import { DomainError } from '../domain/problem.ts'
import type { Warning } from '../domain/warning.ts'
import { problemOf } from '../engine/outcome-problem.ts'
import { runProcess } from '../engine/run.ts'
import { globalArgs } from '../planner/global-args.ts'
import type { WorkContext } from './context.ts'
import { SOURCE_NAME } from './fetch-source.ts'

/** Containers whose files can be joined by writing one behind the other, each with times of its own. */
const MUXERS: Readonly<Record<string, string>> = { mpegts: 'mpegts', mpeg: 'vob' }
/** Seconds by which the first and the last time may tell another length than what lies between. */
const ORDINARY = 1

export interface Mended {
  /** Where the copy lies, under the source's name in the attempt's folder. */
  readonly path: string
  readonly warning: Warning
}

/**
 * Puts the parts of a stream whose times jump one after the other: its length is then not what its first and last time say,
 * and readers of pictures and of sound alone would see different jumps. Costs one reading of such a container, without decoding.
 * Undefined where times go on as they should.
 * @throws DomainError interrupted, or for a copy that cannot be made
 */
export const mendTimes = async (
  { ffmpeg, sandbox, stallMs, policy }: Pick<WorkContext, 'ffmpeg' | 'sandbox' | 'stallMs' | 'policy'>,
  media: MediaInfo,
  place: { readonly dir: string; readonly sourcePath: string; readonly signal: AbortSignal },
): Promise<Mended | undefined> => {
  const muxer = MUXERS[media.container]
  if (muxer === undefined) return undefined
  const { path } = await ffmpeg()
  const { dir, sourcePath, signal } = place
  const streams = [...media.video, ...media.audio, ...media.subtitles].flatMap(({ index }) => [
    '-map',
    `0:${index}`,
  ])
  const copy = async (target: readonly string[]): Promise<number> => {
    let length = 0
    const outcome = await runProcess({
      program: path,
      args: [
        ...globalArgs(),
        ...inputOptions(policy),
        '-i',
        `file:${SOURCE_NAME}`,
        ...streams,
        '-c',
        'copy',
        ...target,
      ],
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
  const length = await copy(['-f', 'null', '-'])
  if (Math.abs(length - media.duration) <= ORDINARY + media.duration / 100) return undefined
  const copied = 'mended'
  await copy(['-f', muxer, `file:${copied}`])
  await rm(join(dir, SOURCE_NAME))
  await rename(join(dir, copied), join(dir, SOURCE_NAME))
  return {
    path: join(dir, SOURCE_NAME),
    warning: {
      code: 'source-damaged',
      message: `The source's times jump, as in files that were joined end to end: its parts are shown one after the other, ${length.toFixed(1)} s in all.`,
      detail: { said: media.duration, found: length },
    },
  }
}
