import type { FrameTimes } from '../domain/analysis.ts'

/** Reads what FFmpeg's `framecrc` writes of packets that are all key frames; undefined when it has not begun. */
export const readFrameTimes = (stderr: string): FrameTimes | undefined => {
  const [, num, den] = /^#tb 0: (\d+)\/(\d+)$/m.exec(stderr) ?? []
  if (den === undefined) return undefined
  const ticks = [...stderr.matchAll(/^0, +-?\d+, +(-?\d+),/gm)].map((packet) => Number(packet[1]))
  const times = ticks.map((pts) => (pts * Number(num)) / Number(den))
  return { what: 'frame-times', times: times.sort((a, b) => a - b) }
}
