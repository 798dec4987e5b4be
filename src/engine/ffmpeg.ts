import { realpath } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import type { Capabilities } from '../domain/plan.ts'
import { type DomainError, fail } from '../domain/problem.ts'
import { executableOnPath, isExecutable } from './executable.ts'
import { isOldVersion, namesOf, versionOf } from './ffmpeg-lists.ts'
import { runProcess } from './run.ts'
import type { Sandbox } from './sandbox.ts'

/** Absolute paths of the two programs. */
export interface FfmpegTools {
  readonly ffmpeg: string
  readonly ffprobe: string
}

export interface FfmpegSetting {
  /** A path, or a name to look for on the `PATH`. Default `ffmpeg`. */
  readonly ffmpeg?: string
  /** Default: `ffprobe` beside the given ffmpeg, else on the `PATH`. */
  readonly ffprobe?: string
  /** The `PATH` to search; default the process's own. */
  readonly path?: string
}

const HINT = 'install it with `apt-get install ffmpeg`, or set PENTODE_FFMPEG to its path'

/** @throws DomainError ffmpeg-missing, with how to get it. */
export const locateFfmpeg = async (setting: FfmpegSetting = {}): Promise<FfmpegTools> => {
  const path = setting.path ?? process.env.PATH ?? ''
  const ffmpeg = await locate(setting.ffmpeg ?? 'ffmpeg', path)
  if (ffmpeg === undefined)
    throw missing(setting.ffmpeg === undefined ? 'FFmpeg was not found' : `No FFmpeg at "${setting.ffmpeg}"`)
  if (setting.ffprobe !== undefined) {
    const ffprobe = await locate(setting.ffprobe, path)
    if (ffprobe === undefined) throw missing(`No ffprobe at "${setting.ffprobe}"`)
    return { ffmpeg, ffprobe }
  }
  // A link such as ~/bin/ffmpeg may stand alone; its target has ffprobe at its side.
  const beside = [dirname(ffmpeg), dirname(await realpath(ffmpeg))].map((folder) => join(folder, 'ffprobe'))
  for (const candidate of beside) if (await isExecutable(candidate)) return { ffmpeg, ffprobe: candidate }
  const ffprobe = await executableOnPath('ffprobe', path)
  if (ffprobe === undefined) throw missing('ffprobe, which belongs to FFmpeg, was not found')
  return { ffmpeg, ffprobe }
}

const locate = async (name: string, path: string): Promise<string | undefined> => {
  if (!name.includes('/')) return executableOnPath(name, path)
  const absolute = resolve(name)
  return (await isExecutable(absolute)) ? absolute : undefined
}

/** The first of some ffprobes that can measure VMAF, each a path or a name. */
export const locateVmaf = async (
  names: readonly string[],
  sandbox: Sandbox,
  path = process.env.PATH ?? '',
): Promise<string | undefined> => {
  for (const name of names) {
    const program = await locate(name, path)
    if (program === undefined) continue
    const args = ['-hide_banner', '-filters']
    const outcome = await runProcess({
      ...{ program, args, sandbox, timeoutMs: 30_000, maxStdoutBytes: 1024 * 1024 },
    })
    if (namesOf(outcome.stdout).has('libvmaf')) return program
  }
  return undefined
}

const missing = (what: string): DomainError => fail('ffmpeg-missing', `${what}; ${HINT}.`)

/**
 * Asks FFmpeg what it can do. Four short runs side by side.
 * @throws DomainError ffmpeg-missing when it does not run, or is older than 5.1.
 */
export const readCapabilities = async (tools: FfmpegTools, sandbox: Sandbox): Promise<Capabilities> => {
  const ask = async (what: string): Promise<string> => {
    const outcome = await runProcess({
      program: tools.ffmpeg,
      args: ['-hide_banner', what].slice(what === '-version' ? 1 : 0),
      sandbox,
      timeoutMs: 30_000,
      maxStdoutBytes: 1024 * 1024,
    })
    if (outcome.ended === 'exit' && outcome.exitCode === 0) return outcome.stdout
    const why =
      outcome.ended === 'failed-to-start' ? outcome.message : outcome.stderr.trim().split('\n').at(-1)
    throw missing(`FFmpeg does not run (${why || outcome.ended})`)
  }
  const [version, encoders, filters, muxers] = await Promise.all(
    ['-version', '-encoders', '-filters', '-muxers'].map(ask),
  )
  const found = versionOf(version ?? '')
  if (found === undefined || isOldVersion(found))
    throw missing(`FFmpeg 5.1 or newer is needed, and this is ${found?.text ?? 'none that is known'}`)
  return {
    version: found.text,
    encoders: namesOf(encoders ?? ''),
    filters: namesOf(filters ?? ''),
    muxers: namesOf(muxers ?? ''),
    soxr: (version ?? '').includes('--enable-libsoxr'),
    // Of the filter drawtext, from FFmpeg 6.1 on.
    shapesText: (version ?? '').includes('--enable-libharfbuzz'),
  }
}
