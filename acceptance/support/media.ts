import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Loose } from './native.ts'

const run = promisify(execFile)

export const ffmpeg = async (...args: readonly string[]): Promise<{ stderr: string }> =>
  run('ffmpeg', ['-v', 'error', '-nostdin', '-y', ...args])

export interface ClipSettings {
  readonly seconds: number
  readonly size?: string
  readonly rate?: number
  readonly sound?: boolean
  readonly extension?: string
  /** Further output options, such as a preset. */
  readonly options?: readonly string[]
}

/** A moving test picture with a tone; the bytes of the file. The index of an mp4 stands at its front. */
export const makeClip = async (settings: ClipSettings): Promise<Buffer> => {
  const { seconds, size = '640x360', rate = 25, sound = true, extension = 'mp4', options = [] } = settings
  const folder = await mkdtemp(join(tmpdir(), 'pentode-clip-'))
  const file = join(folder, `clip.${extension}`)
  try {
    await ffmpeg(
      ...['-f', 'lavfi', '-i', `testsrc2=s=${size}:r=${rate}:d=${seconds},format=yuv420p`],
      ...(sound ? ['-f', 'lavfi', '-i', `sine=r=48000:d=${seconds}`, '-c:a', 'aac', '-ac', '2'] : []),
      ...['-c:v', 'libx264', '-preset', 'ultrafast', '-g', String(rate), '-movflags', '+faststart'],
      ...options,
      file,
    )
    return await readFile(file)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** One frame of a lavfi source as a PNG. */
export const makeImage = async (picture: string): Promise<Buffer> => {
  const { stdout } = await run(
    'ffmpeg',
    [
      ...['-v', 'error', '-f', 'lavfi', '-i', picture, '-frames:v', '1'],
      ...['-c:v', 'png', '-f', 'image2pipe', '-'],
    ],
    { encoding: 'buffer' },
  )
  return stdout
}

export interface Probed {
  readonly format: Loose
  readonly video: Loose
  readonly audio: Loose
  readonly streams: readonly Loose[]
}

/** What an independent ffprobe says of a file or URL; frames are counted by decoding them. */
export const probe = async (path: string, ...options: readonly string[]): Promise<Probed> => {
  const { stdout } = await run(
    'ffprobe',
    ['-v', 'error', ...options, '-count_frames', '-show_format', '-show_streams', '-of', 'json', path],
    { maxBuffer: 16 * 1024 * 1024 },
  )
  const { format, streams } = JSON.parse(stdout)
  const first = (type: string) => streams.find((s: Loose) => s.codec_type === type)
  return { format, streams, video: first('video'), audio: first('audio') }
}

/** Every error FFmpeg has to say while it decodes all of it; empty when it is sound. */
export const decodeErrors = async (path: string, ...options: readonly string[]): Promise<string> => {
  const { stderr } = await run('ffmpeg', [
    '-v',
    'warning',
    '-nostdin',
    ...options,
    '-i',
    path,
    '-f',
    'null',
    '-',
  ])
  return stderr.trim()
}

/** What FFmpeg decodes of a presentation over HTTP: frames of each picture, counted one by one, and how many sounds. */
export const decodedStreams = async (
  url: string,
  { authorization }: { readonly authorization: string },
  ...options: readonly string[]
): Promise<{ readonly frames: readonly number[]; readonly sounds: number }> => {
  const { streams } = await probe(url, '-headers', `Authorization: ${authorization}\r\n`, ...options)
  return {
    frames: streams.filter((s) => s.codec_type === 'video').map((s) => Number(s.nb_read_frames)),
    sounds: streams.filter((s) => s.codec_type === 'audio').length,
  }
}
