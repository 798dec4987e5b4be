import { join } from 'node:path'
import { fixed, NO_TARGET, number, spread } from './harness/figures.ts'
import { type Cost, measureCommands, measureWork } from './harness/measure.ts'
import { cpus, interleave, walls } from './harness/pairs.ts'
import type { Report } from './harness/report.ts'
import { say } from './harness/say.ts'
import { median, ratios } from './harness/statistics.ts'
import { temporaryFolder } from './harness/workspace.ts'
import { ladderSource } from './media/clips.ts'
import { COPY_CASES } from './media/copy-commands.ts'
import type { Options } from './options.ts'
import { apiOf, BUCKET } from './server/api.ts'
import { startServer } from './server/start.ts'

/** Tasks in one measurement: one alone is near the resolution of the kernel's CPU clock. */
const TASKS = 5

/** Tasks that encode nothing, where all that Pentode adds shows. */
export const copy = async ({ pairs, quick }: Options): Promise<Report> => {
  await using folder = await temporaryFolder()
  const clip = await ladderSource(folder.path, quick)
  await using server = await startServer(join(folder.path, 'data'), { PENTODE_WORKERS: '1' })
  const api = apiOf(server)
  await api.put('source.mp4', clip.path)
  const rows: string[][] = []
  for (const { name, output, command } of COPY_CASES) {
    say(`copy to ${name}`)
    const { pentode, plain } = await interleave(pairs, {
      pentode: async () =>
        perTask(
          await measureWork(server.program, async () => {
            for (let i = 0; i < TASKS; i++) {
              const { id } = await api.submit({
                source: { bucket: BUCKET, key: 'source.mp4' },
                outputs: [output],
              })
              await api.finished(id)
            }
          }),
        ),
      plain: async () =>
        perTask(await measureCommands(Array(TASKS).fill(command(clip.path)), { cwd: folder.path })),
    })
    const wall = ratios(walls(pentode), walls(plain))
    // Seconds that a task may take longer than 1.05 times the command.
    const over = walls(pentode).map((seconds, i) => seconds - 1.05 * (walls(plain)[i] ?? 0))
    rows.push(
      [
        ...[`${name}, wall s`, spread(walls(pentode)), spread(walls(plain)), spread(wall, fixed(1))],
        '≤ 1.05 x + 0.1 s',
        median(over) <= 0.1 ? 'met' : `**missed** by ${number(median(over) - 0.1)} s`,
      ],
      [
        ...[`${name}, CPU s`, spread(cpus(pentode)), spread(cpus(plain))],
        ...[spread(ratios(cpus(pentode), cpus(plain)), fixed(1)), ...NO_TARGET],
      ],
    )
  }
  return {
    tables: [
      {
        title: `Copying the streams, ${clip.seconds} s of source; rounds: ${pairs} of ${TASKS} tasks`,
        columns: ['', 'Pentode', '`ffmpeg -c copy`', 'ratio', 'target', ''],
        rows,
      },
    ],
    notes: [
      `Source: ${clip.description}. One task after the other, each from its request until the event of its end; figures are of one.`,
      "Pentode's figure holds what the command does not do: the source is probed, outputs are verified, hashed and published durably.",
    ],
  }
}

const perTask = ({ wallSeconds, cpuSeconds, peakMemory }: Cost): Cost => ({
  wallSeconds: wallSeconds / TASKS,
  cpuSeconds: cpuSeconds / TASKS,
  peakMemory,
})
