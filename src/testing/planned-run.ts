import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import type { AudioStream, MediaInfo, VideoStream } from '../domain/media-info.ts'
import type { OutputSpec } from '../domain/output-spec.ts'
import type { Plan } from '../domain/plan.ts'
import type { PlanInput } from '../domain/plan-input.ts'
import { seconds } from '../domain/units.ts'
import type { ProbeRequest, Prober } from '../media/probe.ts'
import { fullCapabilities, mediaStubs } from './media-stubs.ts'
import { argsOf, planOf } from './output-stubs.ts'
import { testProber } from './prober.ts'

/** Runs planned commands with the real FFmpeg on clips of a few seconds, and measures what came out. */

export const ffmpeg = (cwd: string, ...args: string[]) =>
  execFileSync('ffmpeg', ['-v', 'error', '-nostdin', '-y', ...args], {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  })

/** An attempt's folder whose `src` FFmpeg makes: MP4 unless `-f` comes last. It is gone when the test ends. */
export const attempt = (...args: string[]): string => {
  const dir = mkdtempSync(join(tmpdir(), 'pentode-planner-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  ffmpeg(dir, ...args, ...(args.at(-2) === '-f' ? [] : ['-f', 'mp4']), 'file:src')
  return dir
}

export const PICTURE = (rate: string, duration = 3) => [
  '-f',
  'lavfi',
  '-i',
  `testsrc2=s=320x180:r=${rate}:d=${duration}`,
]
export const TONE = (duration = 3) => ['-f', 'lavfi', '-i', `sine=440:r=48000:d=${duration}`]
export const FAST = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p']

/** The encoder's options of a clip in HDR10, in BT.2020 and PQ, and what a probe says of its picture. */
export const HDR10 = [
  ...['-c:v', 'libx265', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p10le', '-x265-params', 'log-level=none'],
  ...['-color_primaries', 'bt2020', '-color_trc', 'smpte2084', '-colorspace', 'bt2020nc'],
]
export const HDR10_STREAM = {
  ...{ codec: 'hevc', pixelFormat: 'yuv420p10le', bitDepth: 10, hdr: 'hdr10' },
  color: { primaries: 'bt2020', transfer: 'smpte2084', space: 'bt2020nc', range: 'tv' },
} as const satisfies Partial<VideoStream>

/** What the probe says of an attempt's `src`, or of another of its files. */
export const probed = async (dir: string, path = 'src', request: ProbeRequest = {}): Promise<MediaInfo> =>
  await (await testedProber()).probe(path, { cwd: dir, ...request })

/** One for all that looks into an attempt's files. */
export const testedProber = (): Promise<Prober> => {
  prober ??= testProber({}, 'off')
  return prober
}
let prober: Promise<Prober> | undefined

/** What a probe would say of such a clip. */
export const media = (
  video: Partial<VideoStream> | null,
  audio: Partial<AudioStream> | null = {},
  duration = seconds(3),
): MediaInfo => ({
  ...mediaStubs.hd30,
  duration,
  video: video
    ? [
        {
          ...(mediaStubs.hd30.video[0] as VideoStream),
          width: 320,
          height: 180,
          frames: 90,
          duration,
          ...video,
        },
      ]
    : [],
  audio: audio
    ? [{ ...(mediaStubs.hd30.audio[0] as AudioStream), channels: 1, layout: 'mono', duration, ...audio }]
    : [],
})

/** Runs a plan's commands. */
export const runPlan = (dir: string, planned: Plan): void => {
  for (const step of planned.steps) {
    for (const folder of step.folders) mkdirSync(join(dir, folder), { recursive: true })
    for (const { name, content } of step.files) writeFileSync(join(dir, name), content)
    for (const { args } of step.commands)
      execFileSync('ffmpeg', [...args], { cwd: dir, stdio: ['ignore', 'pipe', 'pipe', 'ignore'] })
  }
}

export const run = (
  dir: string,
  info: MediaInfo,
  specs: readonly OutputSpec[],
  muxers = fullCapabilities.muxers,
  inputs: readonly PlanInput[] = [],
): Plan => {
  const planned = planOf(info, specs, { ...fullCapabilities, muxers }, inputs)
  expect(planned.refused).toEqual([])
  runPlan(dir, planned)
  return planned
}

export interface Probed {
  codec_type: string
  codec_name: string
  codec_tag_string: string
  width: number
  height: number
  sample_aspect_ratio?: string
  profile?: string
  level?: number
  pix_fmt: string
  start_time: string
  nb_read_packets: string
  sample_rate: string
  channels: number
  channel_layout?: string
  tags?: Record<string, string>
  disposition: Record<string, number>
}
export const probe = (dir: string, path: string) => {
  const out = execFileSync(
    'ffprobe',
    [
      '-v',
      'error',
      '-allowed_extensions',
      'ALL',
      '-count_packets',
      '-show_streams',
      '-of',
      'json',
      `file:${path}`,
    ],
    { cwd: dir, encoding: 'utf8' },
  )
  const streams: Probed[] = JSON.parse(out).streams
  return {
    video: streams.find((s) => s.codec_type === 'video'),
    audio: streams.find((s) => s.codec_type === 'audio'),
    audios: streams.filter((s) => s.codec_type === 'audio'),
  }
}
export const facts = (dir: string, path: string) => {
  const { video: v, audio: a } = probe(dir, path)
  return [v && `${v.codec_name} ${v.width}x${v.height} ${v.nb_read_packets}`, a?.codec_name]
}
/** Times of the key frames, from the first. */
export const keyTimes = (dir: string, path: string): number[] => {
  const out = execFileSync(
    'ffprobe',
    [
      '-v',
      'error',
      '-allowed_extensions',
      'ALL',
      '-select_streams',
      'v',
      '-show_entries',
      'packet=pts_time,flags',
      '-of',
      'csv=p=0',
      `file:${path}`,
    ],
    { cwd: dir, encoding: 'utf8' },
  )
  const times = [...out.matchAll(/^([\d.-]+),K/gm)].map((m) => Number(m[1]))
  return times.map((t) => Math.round((t - (times[0] ?? 0)) * 100) / 100)
}
/** Seconds of silence before the first sound of a file. */
export const leadingSilence = (dir: string, path: string): number => {
  const { stderr } = spawnSync(
    'ffmpeg',
    [
      ...[
        '-hide_banner',
        '-nostats',
        ...(path.endsWith('.m3u8') ? ['-allowed_extensions', 'ALL'] : []),
        '-i',
        `file:${path}`,
        '-map',
        '0:a:0',
      ],
      ...['-af', 'asetpts=N/SR/TB,silencedetect=n=-40dB:d=0.01', '-f', 'null', '-'],
    ],
    { cwd: dir, encoding: 'utf8' },
  )
  const [, from, to] = /silence_start: (-?[\d.]+)[\s\S]*?silence_end: ([\d.]+)/.exec(stderr) ?? []
  return from !== undefined && Number(from) < 0.001 ? Number(to) : 0
}
export const extinf = (dir: string, path: string): number[] =>
  [...readFileSync(join(dir, path), 'utf8').matchAll(/#EXTINF:([\d.]+)/g)].map((m) => Number(m[1]))
export const encoders = (p: Plan, name: string): number => argsOf(p).filter((a) => a === name).length

/** The mean colours of rectangles of an output's frames, as [Y, U, V] in the picture's own 8-bit values. Decodes once. */
export const picturesOf = (dir: string, path: string, rate = 30) => {
  const { width = 0, height = 0 } = probe(dir, path).video ?? {}
  const raw = execFileSync(
    'ffmpeg',
    ['-v', 'error', '-i', `file:${path}`, '-pix_fmt', 'yuv444p', '-f', 'rawvideo', '-'],
    { cwd: dir, maxBuffer: 512 * 1024 * 1024 },
  )
  const plane = width * height
  return {
    frames: raw.length / (3 * plane),
    /** Of the frame that is shown at `time`; the box is x, y, width, height. */
    colorAt: (time: number, box: readonly [number, number, number, number]): readonly number[] => {
      const [left, top, across, down] = box
      const start = Math.floor(time * rate + 1e-6) * 3 * plane
      return [0, 1, 2].map((n) => {
        let sum = 0
        for (let y = top; y < top + down; y++)
          for (let x = left; x < left + across; x++) sum += raw[start + n * plane + y * width + x] ?? 0
        return sum / (across * down)
      })
    },
  }
}
