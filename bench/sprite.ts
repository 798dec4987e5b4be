import { join } from 'node:path'
import { fixed, judge, NO_TARGET, spread } from './harness/figures.ts'
import { measureWork } from './harness/measure.ts'
import { cpus, interleave, walls } from './harness/pairs.ts'
import type { Report } from './harness/report.ts'
import { say } from './harness/say.ts'
import { median, ratios } from './harness/statistics.ts'
import { temporaryFolder } from './harness/workspace.ts'
import { ladderSource } from './media/clips.ts'
import { SPRITE } from './media/picture-cases.ts'
import type { Options } from './options.ts'
import { runLadder } from './server/run-ladder.ts'
import { startServer } from './server/start.ts'

/** What contact sheets add to a ladder that is made anyway. */
export const sprite = async ({ pairs, quick }: Options): Promise<Report> => {
  await using folder = await temporaryFolder()
  const clip = await ladderSource(folder.path, quick)
  await using server = await startServer(join(folder.path, 'data'), { PENTODE_WORKERS: '1' })
  const alone = await runLadder(server, clip.path)
  const both = await runLadder(server, clip.path, [SPRITE])
  say('ladder with sprite')
  const costs = await interleave(pairs, {
    both: () => measureWork(server.program, async () => void (await both())),
    alone: () => measureWork(server.program, async () => void (await alone())),
  })
  const cpu = ratios(cpus(costs.both), cpus(costs.alone))
  const wall = ratios(walls(costs.both), walls(costs.alone))
  return {
    tables: [
      {
        title: `Ladder with a sprite, ${clip.seconds} s of source; rounds: ${pairs}`,
        columns: ['', 'with', 'without', 'ratio', 'target', ''],
        rows: [
          [
            ...['CPU s', spread(cpus(costs.both)), spread(cpus(costs.alone)), spread(cpu, fixed(3))],
            ...judge(median(cpu), { atMost: 1.01 }),
          ],
          [
            ...['Wall s', spread(walls(costs.both)), spread(walls(costs.alone)), spread(wall, fixed(3))],
            ...NO_TARGET,
          ],
        ],
      },
    ],
    notes: [
      `Source: ${clip.description}. Both by Pentode, in one task: the preset \`hls-ladder\`, with and without a picture of 160x90 every 2 s on sheets of 6 x 2 with their WebVTT.`,
    ],
  }
}
