import { join } from 'node:path'
import { judge, NO_TARGET, number } from './harness/figures.ts'
import type { Report } from './harness/report.ts'
import { say } from './harness/say.ts'
import { percentile } from './harness/statistics.ts'
import { watchPrograms } from './harness/watch-programs.ts'
import { temporaryFolder } from './harness/workspace.ts'
import { generateClip } from './media/clips.ts'
import { runTool } from './media/ffmpeg.ts'
import type { Options } from './options.ts'
import { apiOf, BUCKET } from './server/api.ts'
import { startServer } from './server/start.ts'

/** Enough that the slowest one of a hundred is seen several times. */
const SUBMITS = 300
/** How many of a known source there are to one of a source never seen before. */
const KNOWN = 5
const WARM_UP = 5
const TIMEOUT_MS = 30_000

/** How soon an idle server is at work on a new task. */
export const latency = async ({ quick }: Options): Promise<Report> => {
  await using folder = await temporaryFolder()
  const clip = join(folder.path, 'clip.mp4')
  await generateClip(clip, 2, '320x180')
  await using server = await startServer(join(folder.path, 'data'), { PENTODE_WORKERS: '1' })
  const api = apiOf(server)
  await api.put('source.mp4', clip)
  const known = { answered: [] as number[], ffprobe: [] as number[], ffmpeg: [] as number[] }
  const fresh = { answered: [] as number[], ffprobe: [] as number[], ffmpeg: [] as number[] }
  const alone: number[] = []
  const submit = async (key: string, times: typeof known | undefined): Promise<void> => {
    await server.program.quiet()
    const watched = watchPrograms(server.program.pid, ['ffprobe', 'ffmpeg'], TIMEOUT_MS)
    const startedAt = performance.now()
    const { id } = await api.submit({
      source: { bucket: BUCKET, key },
      outputs: [{ template: 'mp4-360p' }],
    })
    const answered = performance.now()
    const { ffprobe, ffmpeg } = await watched
    await api.finished(id)
    times?.answered.push(answered - startedAt)
    times?.ffprobe.push(ffprobe - startedAt)
    times?.ffmpeg.push(ffmpeg - startedAt)
  }
  const count = quick ? 3 : SUBMITS
  for (let i = -WARM_UP; i < count; i++) {
    const counts = i >= 0
    await submit('source.mp4', counts ? known : undefined)
    if (i % KNOWN !== 0) continue
    await api.put(`source-${i}.mp4`, clip)
    await submit(`source-${i}.mp4`, counts ? fresh : undefined)
    const plain = await timeOf(() =>
      runTool('ffprobe', ['-v', 'error', '-show_format', '-show_streams', '-of', 'json', clip]),
    )
    if (!counts) continue
    alone.push(plain)
    if (i % 50 === 0) say(`  ${i}/${count} submitted`)
  }
  const row = (label: string, of: readonly number[], judged = false) => [
    ...[label, number(percentile(of, 50)), number(percentile(of, 99))],
    ...(judged ? judge(percentile(of, 99), { atMost: 50 }, ' ms at p99') : NO_TARGET),
  ]
  return {
    tables: [
      {
        title: `Milliseconds from sending the request, ${count} submissions to an idle server`,
        columns: ['', 'p50', 'p99', 'target', ''],
        rows: [
          row('the answer is there (task durable)', known.answered),
          row('ffmpeg runs', known.ffmpeg, true),
          row('the first ffprobe runs (of the finished output)', known.ffprobe),
          row('a source never seen before: the answer is there', fresh.answered),
          row('a source never seen before: the first ffprobe runs (of the source)', fresh.ffprobe),
          row('a source never seen before: ffmpeg runs', fresh.ffmpeg),
          row('for comparison: a plain ffprobe of the same file, start to end', alone),
        ],
      },
    ],
    notes: [
      `One task at a time (\`mp4-360p\`, 2 s of 320x180), each after the one before has ended and left no process; ${WARM_UP} before do not count. After every ${KNOWN}th there is one of a source never seen before.`,
      'The benchmark looks into /proc every millisecond for a process below the server that has become ffprobe or ffmpeg; its own sandbox is set up by then. What was measured of a source is remembered while it does not change; one that is new is read by ffprobe before ffmpeg can be told what to do.',
    ],
  }
}

const timeOf = async (work: () => Promise<unknown>): Promise<number> => {
  const startedAt = performance.now()
  await work()
  return performance.now() - startedAt
}
