import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PlanInput } from '../domain/plan-input.ts'
import type { Source } from '../domain/source.ts'
import { parseSubtitles } from '../media/subtitles/read-subtitles.ts'

/** Subtitles for tests: made as text, read back by ffprobe, and measured by the pixels that they change. */

const clock = (t: number): string =>
  `${new Date(Math.round(t * 1000)).toISOString().slice(11, 23).replace('.', ',')}`

/** SubRip of cues `[start, end, text]`. */
export const srt = (...cues: readonly (readonly [number, number, string])[]): string =>
  cues.map(([start, end, text], i) => `${i + 1}\n${clock(start)} --> ${clock(end)}\n${text}\n`).join('\n')

export const fileAt = (key: string): Source => ({ from: 'object', bucket: 'texts', key })

/** A file beside the source, as the planner gets it. */
export const known = (key: string, text: string): PlanInput => ({
  ...{ use: 'subtitles', source: fileAt(key), document: parseSubtitles(text) },
})

/** Puts subtitles into an attempt's folder as files, for clips that hold them. */
export const writeText = (dir: string, name: string, text: string): void =>
  writeFileSync(join(dir, name), text)

/** What a file's n-th track of subtitles says, by FFmpeg's own reading: `[start, end, text]`. */
export const saidIn = (dir: string, path: string, track = 0): (readonly [number, number, string])[] => {
  const text = execFileSync(
    'ffmpeg',
    ['-v', 'error', '-i', `file:${path}`, '-map', `0:s:${track}`, '-c', 'subrip', '-f', 'srt', '-'],
    { cwd: dir, encoding: 'utf8' },
  )
  return text
    .split(/\n\n(?=\d+\n)/)
    .filter((block) => block.includes('-->'))
    .map((block) => {
      const [, times = '', ...lines] = block.trim().split('\n')
      const [start = 0, end = 0] = times.split(' --> ').map((time) => {
        const [h, m, s] = time.replace(',', '.').split(':').map(Number)
        return (h ?? 0) * 3600 + (m ?? 0) * 60 + (s ?? 0)
      })
      return [start, end, lines.join('\n')] as const
    })
}

/** A file's tracks of subtitles: codec, language, title and what they are disposed to. */
export const subtitleTracks = (dir: string, path: string) => {
  const out = execFileSync(
    'ffprobe',
    ['-v', 'error', '-select_streams', 's', '-show_streams', '-of', 'json', `file:${path}`],
    {
      cwd: dir,
      encoding: 'utf8',
    },
  )
  const { streams } = JSON.parse(out) as {
    streams: { codec_name: string; tags?: Record<string, string>; disposition: Record<string, number> }[]
  }
  return streams.map(({ codec_name, tags = {}, disposition }) => ({
    codec: codec_name,
    language: tags.language,
    title: tags.title,
    default: disposition.default === 1,
    forced: disposition.forced === 1,
  }))
}

const decoded = (dir: string, path: string, format: string): Buffer =>
  execFileSync(
    'ffmpeg',
    [
      '-v',
      'error',
      '-i',
      `file:${path}`,
      '-map',
      '0:v:0',
      '-fps_mode',
      'passthrough',
      '-pix_fmt',
      format,
      '-f',
      'rawvideo',
      '-',
    ],
    { cwd: dir, maxBuffer: 1024 * 1024 * 1024 },
  )

/** How many bytes of each frame two pictures of one size differ in. */
export const differences = (
  dir: string,
  one: string,
  other: string,
  size: readonly [number, number],
): number[] => {
  const [a, b] = [decoded(dir, one, 'yuv420p'), decoded(dir, other, 'yuv420p')]
  if (a.length !== b.length) throw new Error(`the pictures have ${a.length} and ${b.length} bytes`)
  const frame = (size[0] * size[1] * 3) / 2
  return Array.from({ length: a.length / frame }, (_, i) => {
    let count = 0
    for (let at = i * frame; at < (i + 1) * frame; at++) if (a[at] !== b[at]) count++
    return count
  })
}

/** The frames that differ, as the first of them and the one after the last of each run. */
export const runsOf = (counts: readonly number[]): (readonly [number, number])[] => {
  const runs: [number, number][] = []
  counts.forEach((count, i) => {
    const last = runs.at(-1)
    if (count === 0) return
    if (last?.[1] === i) last[1] = i + 1
    else runs.push([i, i + 1])
  })
  return runs
}

/** One frame as RGB, as a player shows it. */
export const frameOf = (
  dir: string,
  path: string,
  frame: number,
  [width, height]: readonly [number, number],
) => {
  const all = decoded(dir, path, 'rgb24').subarray(frame * width * height * 3)
  const boxOf = (is: (at: number) => boolean): Box => {
    let [left, top, right, bottom] = [width, height, -1, -1]
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        if (!is((y * width + x) * 3)) continue
        left = Math.min(left, x)
        right = Math.max(right, x)
        top = Math.min(top, y)
        bottom = Math.max(bottom, y)
      }
    return { left, top, right, bottom }
  }
  return {
    at: (x: number, y: number): readonly number[] => [
      ...all.subarray((y * width + x) * 3, (y * width + x) * 3 + 3),
    ],
    /** The smallest box around pixels that are nearly white. */
    white: (): Box => boxOf((at) => [0, 1, 2].every((i) => (all[at + i] ?? 0) > 220)),
    /** The smallest box around pixels that are unlike `ground`. */
    box: (ground: readonly number[], by = 40): Box =>
      boxOf((at) => ground.some((value, i) => Math.abs((all[at + i] ?? 0) - value) > by)),
  }
}

interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}
