import { join } from 'node:path'
import { fixed, judge, NO_TARGET, number } from '../harness/figures.ts'
import type { Table } from '../harness/report.ts'
import { say } from '../harness/say.ts'
import type { Clip } from './clips.ts'
import { RUNGS } from './ladder-commands.ts'
import { countFrames, measureQuality } from './quality.ts'

const BITRATE = { atLeast: 0.97, atMost: 1.02 }
const VMAF_LOSS = 0.2
const EVERY = 6

/** What came out, rung by rung: the product's files against those of the single command. */
export const compareRungs = async (
  clip: Clip,
  ours: string,
  plain: string,
  withQuality: boolean,
): Promise<Table> => {
  const source = { path: clip.path, seconds: clip.seconds, frames: await countFrames(clip.path) }
  const rows: string[][] = []
  for (const { name } of RUNGS) {
    say(`  looking at ${name}`)
    const every = withQuality ? EVERY : undefined
    const a = await measureQuality(join(ours, name, 'index.m3u8'), source, every)
    const b = await measureQuality(join(plain, name, 'index.m3u8'), source, every)
    const frames = a.frames === b.frames && a.frames === source.frames
    const ratio = a.bitrate / b.bitrate
    rows.push(
      [
        `${name} frames`,
        number(a.frames),
        number(b.frames),
        '',
        `${number(source.frames)}`,
        frames ? 'met' : '**missed**',
      ],
      [`${name} kbit/s`, number(a.bitrate), number(b.bitrate), ratio.toFixed(3), ...judge(ratio, BITRATE)],
    )
    if (a.ssim !== undefined && b.ssim !== undefined)
      rows.push([`${name} SSIM`, ...[a.ssim, b.ssim].map(fixed(5)), signed(a.ssim - b.ssim, 5), ...NO_TARGET])
    if (a.vmaf !== undefined && b.vmaf !== undefined) {
      const gain = a.vmaf - b.vmaf
      rows.push([
        ...[`${name} VMAF`, ...[a.vmaf, b.vmaf].map(fixed(2)), signed(gain, 2)],
        ...judge(gain, { atLeast: -VMAF_LOSS }),
      ])
    }
  }
  return {
    title: `Outputs, ${clip.seconds} s of source`,
    columns: ['', 'Pentode', 'single command', 'ratio or difference', 'target', ''],
    rows,
  }
}

/** A difference, which says that it is one. A nothing that rounding leaves has no sign. */
const signed = (value: number, digits: number): string => {
  const text = value.toFixed(digits)
  return Number(text) === 0 ? '0' : value > 0 ? `+${text}` : text
}
