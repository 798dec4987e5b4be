import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../server/start.ts'
import { ffmpeg } from './ffmpeg.ts'

/** A natural 1080p30 clip of 24 s, when there is one: `PENTODE_BENCH_SOURCE`, or beside the repository. */
const NATURAL = process.env.PENTODE_BENCH_SOURCE ?? join(ROOT, '../shared/corpus/ladder-1080p30-24s.mp4')

export interface Clip {
  readonly path: string
  readonly seconds: number
  readonly description: string
}

/** Picture and sound that are made on the spot; noise keeps the encoders busy. */
export const generateClip = async (path: string, seconds: number, size: string): Promise<void> =>
  ffmpeg(
    ...['-f', 'lavfi', '-i', `testsrc2=size=${size}:rate=30:duration=${seconds},noise=alls=8:allf=t`],
    ...['-f', 'lavfi', '-i', `sine=frequency=330:beep_factor=4:sample_rate=48000:duration=${seconds}`],
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-b:v', '10M', '-pix_fmt', 'yuv420p'],
    ...['-c:a', 'aac', '-b:a', '192k', '-ac', '2', path],
  )

/** The 1080p source of the ladder, in `folder`. */
export const ladderSource = async (folder: string, quick: boolean): Promise<Clip> => {
  if (!quick && existsSync(NATURAL))
    return { path: NATURAL, seconds: 24, description: 'a natural clip, 1080p30, 24 s, H.264 10 Mb/s' }
  const seconds = quick ? 2 : 24
  const path = join(folder, `generated-${seconds}s.mp4`)
  await generateClip(path, seconds, '1920x1080')
  return { path, seconds, description: `a generated clip, 1080p30, ${seconds} s, H.264 10 Mb/s` }
}

/** The clip over and over, its streams copied. */
export const loopedClip = async (clip: Clip, seconds: number, folder: string): Promise<Clip> => {
  const path = join(folder, `looped-${seconds}s.mp4`)
  await ffmpeg('-stream_loop', '-1', '-i', clip.path, '-t', String(seconds), '-c', 'copy', path)
  return { path, seconds, description: `${clip.description}, repeated to ${seconds} s` }
}
