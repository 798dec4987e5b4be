import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Measures files independently of the server, and makes its source. */

export interface Probed {
  readonly format: {
    readonly format_name: string
    readonly duration: string
    readonly size: string
    readonly bit_rate: string
  }
  readonly streams: readonly {
    readonly codec_type: string
    readonly codec_name: string
    readonly width?: number
    readonly height?: number
    readonly avg_frame_rate: string
    readonly sample_rate?: string
    readonly channels?: number
    readonly bit_rate?: string
    readonly duration?: string
    readonly nb_frames?: string
  }[]
}

export const probe = (path: string): Probed =>
  JSON.parse(
    execFileSync('ffprobe', ['-v', 'error', '-of', 'json', '-show_format', '-show_streams', path], {
      encoding: 'utf8',
    }),
  ) as Probed

export const streamOf = (probed: Probed, type: 'video' | 'audio') =>
  probed.streams.find((stream) => stream.codec_type === type)

export const md5 = (path: string): string => createHash('md5').update(readFileSync(path)).digest('hex')
export const size = (path: string): number => statSync(path).size
export const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))

/** The folder of a bucket, made when it is not there. */
export const bucket = (dataDir: string, name: string): string => {
  const folder = join(dataDir, 'buckets', name)
  mkdirSync(folder, { recursive: true })
  return folder
}

/** Three seconds of moving picture, 480x360 at 30000/1001 frames a second, with stereo sound. */
export const makeClip = (path: string): void => {
  execFileSync('ffmpeg', [
    ...['-v', 'error', '-f', 'lavfi', '-i', 'testsrc2=s=480x360:r=30000/1001:d=3'],
    ...['-f', 'lavfi', '-i', 'sine=f=440:d=3', '-ac', '2', '-c:v', 'libx264', '-preset', 'ultrafast'],
    ...['-c:a', 'aac', '-shortest', '-y', path],
  ])
}

/** A second of red, 640x272 at 25 frames a second, without sound. */
export const makeSilentClip = (path: string): void => {
  execFileSync('ffmpeg', [
    ...['-v', 'error', '-f', 'lavfi', '-i', 'color=c=red:s=640x272:r=25:d=1'],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-y', path],
  ])
}
