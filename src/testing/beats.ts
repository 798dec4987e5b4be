import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

/** A film whose picture and sound tell the same times: at each beat the frame is white and a tone of 1 kHz begins. */
export interface Beats {
  /** Frames a second, as FFmpeg writes it: `30000/1001`. */
  readonly rate: string
  readonly seconds: number
  /** Frames from one beat to the next; the first comes after half of it. */
  readonly every: number
}

const TONE = 0.08

/** Two inputs of FFmpeg: the picture and the sound. */
export const beatInputs = ({ rate, seconds, every }: Beats): string[] => {
  const first = Math.floor(every / 2)
  const [num = 25, den = 1] = rate.split('/').map(Number)
  const at = (frames: number) => `${(frames * den).toFixed(1)}/${num}`
  const beat = `lt(mod(t-${at(first)}+${at(every)}+0.00001,${at(every)}),${TONE})`
  return [
    ...['-f', 'lavfi', '-i'],
    `color=black:s=160x90:r=${rate}:d=${seconds},format=yuv420p,drawbox=c=white:t=fill:enable='eq(mod(n,${every}),${first})'`,
    ...['-f', 'lavfi', '-i'],
    `aevalsrc='0.8*sin(2*PI*1000*t)*${beat}':s=48000:d=${seconds}`,
  ]
}

/** What a player shows and plays, in seconds from the beginning. */
export interface MeasuredBeats {
  /** When each white frame comes on screen. */
  readonly flashes: readonly number[]
  /** When each tone begins. */
  readonly tones: readonly number[]
  /** When each frame comes on screen. */
  readonly frames: readonly number[]
}

/** Decodes a file, playlist or manifest. */
export const measureBeats = (dir: string, path: string): MeasuredBeats => {
  const { stderr, status } = spawnSync(
    'ffmpeg',
    [
      ...['-hide_banner', '-nostats', '-nostdin'],
      ...(path.endsWith('.m3u8') ? ['-allowed_extensions', 'ALL'] : []),
      // FFmpeg finds the parts of a DASH manifest from whole paths only.
      ...['-i', join(dir, path)],
      ...['-map', '0:v:0', '-vf', 'scale=16:16,showinfo', '-fps_mode', 'passthrough'],
      ...['-map', '0:a:0', '-af', 'silencedetect=n=0.3:d=0.15', '-f', 'null', '-'],
    ],
    { cwd: dir, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  )
  if (status !== 0) throw new Error(`${path} does not play: ${stderr.slice(-2000)}`)
  const shown = [...stderr.matchAll(/ pts_time:(\S+)[^\n]* mean:\[(\d+)/g)]
  const frames = shown.map(([, time]) => Number(time))
  const white = shown.map(([, , mean]) => Number(mean) > 125)
  const ends = [...stderr.matchAll(/silence_(end|start): (\S+)/g)]
  return {
    flashes: frames.filter((_, i) => white[i] && !white[i - 1]),
    // The last silence ends with the sound itself.
    tones: ends.flatMap(([, what, time], i) => (what === 'end' && i < ends.length - 1 ? [Number(time)] : [])),
    frames,
  }
}

/** By how much each tone comes after its flash, in milliseconds; a missing partner makes it infinite. */
export const lateTones = ({ flashes, tones }: Pick<MeasuredBeats, 'flashes' | 'tones'>): readonly number[] =>
  Array.from({ length: Math.max(flashes.length, tones.length) }, (_, i) => {
    const [flash, tone] = [flashes[i], tones[i]]
    return flash === undefined || tone === undefined
      ? Number.POSITIVE_INFINITY
      : Math.round((tone - flash) * 1e5) / 100
  })
