import { join } from 'node:path'
import { fixed, judge, NO_TARGET, number, spread } from './harness/figures.ts'
import type { Report } from './harness/report.ts'
import { say } from './harness/say.ts'
import { median, ratios } from './harness/statistics.ts'
import { supervise } from './harness/supervise.ts'
import { temporaryFolder } from './harness/workspace.ts'
import type { Load } from './load/client.ts'
import { runLoad, type Throughput } from './load/run-load.ts'
import { generateClip } from './media/clips.ts'
import type { Options } from './options.ts'
import { describeCalls, FAILURE, makeDescribedTask } from './server/describe-task.ts'
import { addressIn, ROOT, startServer } from './server/start.ts'

const CONNECTIONS = 8
const SIGNED = 600

/** Signed queries of a real task, beside a bare HTTP route that gives the same bytes. */
export const queries = async ({ pairs, quick }: Options): Promise<Report> => {
  await using folder = await temporaryFolder()
  const clip = join(folder.path, 'clip.mp4')
  await generateClip(clip, 2, '640x360')
  await using server = await startServer(join(folder.path, 'data'), { PENTODE_WORKERS: '1' })
  const { id, detail } = await makeDescribedTask(server, clip)
  await using bare = await supervise([
    ...[process.execPath, join(ROOT, 'bench/load/bare-server.ts'), detail.toString('base64')],
  ])
  const bareUrl = await new Promise<string>((resolve) =>
    bare.onLine((line) => {
      const address = addressIn(line)
      if (address) resolve(address)
    }),
  )
  const seconds = quick ? 1 : 5
  const loadOf = (url: string, requests: readonly string[]): Load => {
    const { hostname: host, port } = new URL(url)
    return {
      ...{ host, port: Number(port), requests, connections: CONNECTIONS },
      ...{ seconds, status: 200, failure: FAILURE },
    }
  }
  const ours: Throughput[] = []
  const plain: Throughput[] = []
  say(`queries: ${detail.length} bytes an answer`)
  // The first round warms both up and does not count.
  for (let round = 0; round <= pairs; round++) {
    // Signed anew each time: a signature holds for 300 s.
    const requests = describeCalls(server, [id], SIGNED)
    const a = await runLoad(server.program, loadOf(server.url, requests))
    const b = await runLoad(bare, loadOf(bareUrl, requests))
    say(`  ${round}/${pairs} pentode ${number(a.perSecond)}/s, bare ${number(b.perSecond)}/s`)
    if (round > 0) {
      ours.push(a)
      plain.push(b)
    }
  }
  const figure = (name: keyof Throughput) =>
    [ours, plain].map((all) => all.map((each) => each[name])) as [number[], number[]]
  const row = (label: string, name: keyof Throughput) => {
    const [a, b] = figure(name)
    return [label, spread(a), spread(b), spread(ratios(a, b), fixed(2))]
  }
  return {
    tables: [
      {
        title: `DescribeTaskDetail; rounds: ${pairs} of ${seconds} s`,
        columns: ['', 'Pentode', 'bare Fastify', 'ratio', 'target', ''],
        rows: [
          [
            ...row('Answers a second', 'perSecond'),
            ...judge(median(ratios(...figure('perSecond'))), { atLeast: 0.5 }),
          ],
          [...row('Server CPU for an answer, µs', 'cpuMicros'), ...NO_TARGET],
          [...row('Time to the answer, p50 ms', 'p50'), ...NO_TARGET],
          [...row('Time to the answer, p99 ms', 'p99'), ...NO_TARGET],
        ],
      },
    ],
    notes: [
      `A finished task of two MP4s and a sprite; an answer has ${number(detail.length)} bytes. Every request is signed (TC3-HMAC-SHA256) before the measurement and checked by Pentode; the bare route looks at nothing and gives the bytes of one answer.`,
      `The same client for both: a process of its own with ${CONNECTIONS} keep-alive connections, one request at a time on each. Call limits are off (PENTODE_RATE_LIMITS=off).`,
    ],
  }
}
