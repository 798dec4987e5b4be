import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fixed, judge, spread } from './harness/figures.ts'
import { measureCommands, measureWork } from './harness/measure.ts'
import { cpus, interleave, walls } from './harness/pairs.ts'
import type { Report } from './harness/report.ts'
import { say } from './harness/say.ts'
import { median, ratios } from './harness/statistics.ts'
import { temporaryFolder } from './harness/workspace.ts'
import { ladderSource } from './media/clips.ts'
import { RUNGS, singleCommand } from './media/ladder-commands.ts'
import { SNAPSHOTS, SPRITE, snapshotsCommand, spriteCommand } from './media/picture-cases.ts'
import type { Options } from './options.ts'
import { runLadder } from './server/run-ladder.ts'
import { startServer } from './server/start.ts'

/** A ladder, a sprite and snapshots of one source: one task, against one ffmpeg for each of the three. */
export const together = async ({ pairs, quick }: Options): Promise<Report> => {
  await using folder = await temporaryFolder()
  const clip = await ladderSource(folder.path, quick)
  await using server = await startServer(join(folder.path, 'data'), { PENTODE_WORKERS: '1' })
  const run = await runLadder(server, clip.path, [SPRITE, SNAPSHOTS])
  const cwd = join(folder.path, 'by-hand')
  for (const name of [...RUNGS.map((rung) => rung.name), 'audio'])
    await mkdir(join(cwd, name), { recursive: true })
  const commands = [singleCommand, spriteCommand, snapshotsCommand].map((command) => command(clip.path))
  say('ladder, sprite and snapshots')
  const costs = await interleave(pairs, {
    pentode: () => measureWork(server.program, async () => void (await run())),
    separate: () => measureCommands(commands, { cwd }),
  })
  const rows = (
    [
      ['Wall s', walls],
      ['CPU s', cpus],
    ] as const
  ).map(([what, of]) => {
    const ratio = ratios(of(costs.pentode), of(costs.separate))
    return [
      ...[what, spread(of(costs.pentode)), spread(of(costs.separate)), spread(ratio, fixed(2))],
      ...judge(median(ratio), { atMost: 1 }),
    ]
  })
  return {
    tables: [
      {
        title: `Ladder, sprite and snapshots, ${clip.seconds} s of source; rounds: ${pairs}`,
        columns: ['', 'one task', 'three ffmpegs', 'ratio', 'target', ''],
        rows,
      },
    ],
    notes: [
      `Source: ${clip.description}. The preset \`hls-ladder\`, a picture of 160x90 every 2 s on sheets of 6 x 2, and a JPEG of 640x360 every 5 s.`,
      'By hand: the best single command for the ladder, one for the sheets, one for the snapshots, one after the other. Nothing is verified there, nor hashed, and there is no WebVTT.',
    ],
  }
}
