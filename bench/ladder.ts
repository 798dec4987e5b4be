import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fixed, judge, mebibytes, NO_TARGET, number, spread } from './harness/figures.ts'
import { measureCommands, measureWork } from './harness/measure.ts'
import { residentOf } from './harness/memory.ts'
import { cpus, interleave, peaks, type Rounds, walls } from './harness/pairs.ts'
import type { Report, Table } from './harness/report.ts'
import { say } from './harness/say.ts'
import { median, ratios } from './harness/statistics.ts'
import { temporaryFolder } from './harness/workspace.ts'
import { type Clip, ladderSource, loopedClip } from './media/clips.ts'
import { perRungCommands, RUNGS, singleCommand } from './media/ladder-commands.ts'
import { VMAF_FFPROBE } from './media/quality.ts'
import { compareRungs } from './media/rungs.ts'
import type { Options } from './options.ts'
import { OUTPUTS } from './server/api.ts'
import { runLadder } from './server/run-ladder.ts'
import { startServer } from './server/start.ts'

/** The long source; of `--quick`, the one in its place. */
const LONG = { real: 300, quick: 6 }
const QUALITY_NOTE = `SSIM, at 1080p against the source, of each 6th frame. ${VMAF_FFPROBE ? 'VMAF alike.' : 'No VMAF: no ffprobe with libvmaf was named in PENTODE_BENCH_VMAF_FFPROBE.'}`
const LIMITS = { cpu: 1.03, wallShort: 1.1, wallLong: 1.05, gain: 1.6, memory: 1.1 }

/** A 4-rung HLS ladder by Pentode, from the request to the playlist, against plain ffmpeg. */
export const ladder = async (options: Options): Promise<Report> => {
  await using folder = await temporaryFolder()
  const source = await ladderSource(folder.path, options.quick)
  return report(source, await measureClip(source, options, true), [QUALITY_NOTE])
}

/** The same of a long source, where what a task costs once weighs less. */
export const ladderLong = async (options: Options): Promise<Report> => {
  await using folder = await temporaryFolder()
  const source = await ladderSource(folder.path, options.quick)
  const clip = await loopedClip(source, options.quick ? LONG.quick : LONG.real, folder.path)
  return report(clip, await measureClip(clip, options, false), [])
}

const report = (source: Clip, tables: readonly Table[], more: readonly string[]): Report => ({
  tables,
  notes: [
    `Source: ${source.description}. Ladder: 1080p, 720p, 480p, 360p; H.264 veryfast, CRF 23 capped at 5000/2800/1400/800 kbit/s; AAC 128 kbit/s; HLS in fMP4 segments of 4 s.`,
    'Pentode: preset `hls-ladder`, from `POST /api/v1/tasks` on a running server until all its playlists can be read over HTTP. CPU: the server with everything it starts, from before the request until only the server is left; sandboxes included.',
    'Single command: one ffmpeg, one decode, each size scaled from the next larger one, the sound encoded once. Per rung: four ffmpegs one after the other.',
    'Ratios are medians of the ratios of neighbouring runs. Memory: the largest sum of resident memory over all processes, looked at every 200 ms.',
    ...more,
  ],
})

/** @param short with the per-rung commands and the quality, which a longer repetition would not change */
const measureClip = async (clip: Clip, { pairs }: Options, short: boolean): Promise<readonly Table[]> => {
  say(`ladder, ${clip.seconds} s`)
  await using folder = await temporaryFolder()
  await using server = await startServer(join(folder.path, 'data'), { PENTODE_WORKERS: '1' })
  const run = await runLadder(server, clip.path)
  const byHand = { single: join(folder.path, 'single'), perRung: join(folder.path, 'per-rung') }
  for (const place of Object.values(byHand))
    for (const name of [...RUNGS.map((rung) => rung.name), 'audio'])
      await mkdir(join(place, name), { recursive: true })
  await server.program.quiet()
  const idle = residentOf(server.program)
  let task = ''
  const product = () =>
    measureWork(server.program, async () => {
      task = await run()
    })
  const single = () => measureCommands([singleCommand(clip.path)], { cwd: byHand.single })
  const costs: Rounds<'pentode' | 'single' | 'perRung'> = short
    ? await interleave(pairs, {
        pentode: product,
        single,
        perRung: () => measureCommands(perRungCommands(clip.path), { cwd: byHand.perRung }),
      })
    : { ...(await interleave(pairs, { pentode: product, single })), perRung: [] }
  return [
    costTable(clip, costs, idle, short),
    await compareRungs(
      clip,
      join(server.dataDir, 'buckets', OUTPUTS, task, 'hls-ladder'),
      byHand.single,
      short,
    ),
  ]
}

const costTable = (
  clip: Clip,
  { pentode, single, perRung }: Rounds<'pentode' | 'single' | 'perRung'>,
  idle: number,
  short: boolean,
): Table => {
  const memory = (costs: typeof pentode) => peaks(costs).map(mebibytes)
  const two = fixed(2)
  const cpu = ratios(cpus(pentode), cpus(single))
  const wall = ratios(walls(pentode), walls(single))
  const gain = ratios(walls(perRung), walls(pentode))
  // What the server itself holds is there once, however many tasks run.
  const extra = ratios(
    peaks(pentode).map((peak) => peak - idle),
    peaks(single),
  )
  return {
    title: `Ladder, ${clip.seconds} s of source; rounds: ${pentode.length}`,
    columns: ['', 'Pentode', 'plain ffmpeg', 'ratio', 'target', ''],
    rows: [
      [
        ...['CPU s, single command', spread(cpus(pentode)), spread(cpus(single)), spread(cpu, two)],
        ...judge(median(cpu), { atMost: LIMITS.cpu }),
      ],
      [
        ...['Wall s, single command', spread(walls(pentode)), spread(walls(single)), spread(wall, two)],
        ...judge(median(wall), { atMost: short ? LIMITS.wallShort : LIMITS.wallLong }),
      ],
      ...(perRung.length === 0
        ? []
        : [
            [
              ...[
                'Wall s, per rung',
                spread(walls(pentode)),
                spread(walls(perRung)),
                `${spread(gain, two)} faster`,
              ],
              ...judge(median(gain), { atLeast: LIMITS.gain }, ' faster'),
            ],
            [
              'Wall s, per rung, of the single command',
              spread(walls(single)),
              spread(walls(perRung)),
              `${spread(ratios(walls(perRung), walls(single)), two)} faster`,
              ...NO_TARGET,
            ],
            [
              'CPU s, per rung',
              spread(cpus(pentode)),
              spread(cpus(perRung)),
              spread(ratios(cpus(pentode), cpus(perRung)), two),
              ...NO_TARGET,
            ],
          ]),
      [
        `Peak memory MiB, without the idle server's ${number(mebibytes(idle))}`,
        spread(memory(pentode).map((peak) => peak - mebibytes(idle))),
        ...[spread(memory(single)), spread(extra, two)],
        ...judge(median(extra), { atMost: LIMITS.memory }),
      ],
    ],
  }
}
