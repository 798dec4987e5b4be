import { rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fixed, judge, NO_TARGET, number, spread } from './harness/figures.ts'
import type { Report } from './harness/report.ts'
import { say } from './harness/say.ts'
import { median, ratios } from './harness/statistics.ts'
import { temporaryFolder } from './harness/workspace.ts'
import { runLoad, type Throughput } from './load/run-load.ts'
import { generateClip } from './media/clips.ts'
import type { Options } from './options.ts'
import { apiOf } from './server/api.ts'
import { describeCalls, FAILURE, makeDescribedTask } from './server/describe-task.ts'
import { type Server, startServer } from './server/start.ts'
import { copyId, fillStore, newestTask } from './store/fill.ts'

const FEW = 1000
const CONNECTIONS = 4
const ASKED_FOR = 1000
const KEY = { PENTODE_ACCESS_KEY_ID: 'bench', PENTODE_ACCESS_KEY_SECRET: 'bench-secret' }

/** Whether queries cost the same however many tasks there are. */
export const flatness = async ({ pairs, quick, tasks }: Options): Promise<Report> => {
  await using folder = await temporaryFolder()
  const original = await realTask(folder.path)
  const many = quick ? 5 * FEW : tasks
  const place = (name: string) => join(folder.path, name)
  say(`flatness: filling stores with ${FEW} and ${many} tasks`)
  await fillStore(place('few'), original, FEW)
  const startedAt = performance.now()
  await fillStore(place('many'), original, many)
  const fillSeconds = (performance.now() - startedAt) / 1000
  const { size } = await stat(join(place('many'), 'pentode.db'))

  await using small = await startServer(place('few'), { ...KEY, PENTODE_WORKERS: '0' })
  await using large = await startServer(place('many'), { ...KEY, PENTODE_WORKERS: '0' })
  const seconds = quick ? 1 : 5
  const rows: string[][] = []
  for (const [what, requestsOf] of Object.entries(QUERIES)) {
    const found: { few: Throughput[]; many: Throughput[] } = { few: [], many: [] }
    const ask = (server: Server, count: number) => {
      const { hostname: host, port } = new URL(server.url)
      const requests = requestsOf(server, count)
      return runLoad(server.program, {
        ...{ host, port: Number(port), requests, connections: CONNECTIONS },
        ...{ seconds, status: 200, failure: FAILURE },
      })
    }
    // The first round warms both up and does not count.
    for (let round = 0; round <= pairs; round++) {
      const a = await ask(large, many)
      const b = await ask(small, FEW)
      say(`  ${round}/${pairs} ${what}: ${number(a.perSecond)}/s of many, ${number(b.perSecond)}/s of few`)
      if (round === 0) continue
      found.many.push(a)
      found.few.push(b)
    }
    const row = (name: keyof Throughput) => {
      const [a, b] = [found.many, found.few].map((all) => all.map((each) => each[name])) as [
        number[],
        number[],
      ]
      return { cells: [spread(a), spread(b), spread(ratios(a, b), fixed(2))], ratio: median(ratios(a, b)) }
    }
    const [cpu, p50] = [row('cpuMicros'), row('p50')]
    rows.push(
      [`${what}: server CPU µs`, ...cpu.cells, ...judge(cpu.ratio, { atMost: 1.2 })],
      [`${what}: p50 ms`, ...p50.cells, ...judge(p50.ratio, { atMost: 1.2 })],
      [`${what}: answers a second`, ...row('perSecond').cells, ...NO_TARGET],
    )
  }
  return {
    tables: [
      {
        title: `Queries of ${number(many)} and of ${number(FEW)} tasks; rounds: ${pairs} of ${seconds} s`,
        columns: ['', `${number(many)} tasks`, `${number(FEW)} tasks`, 'ratio', 'target', ''],
        rows,
      },
    ],
    notes: [
      `The stores hold copies of one finished task (two MP4s and a sprite), rows as the server writes them; the large one has ${number(size / 1024 ** 2)} MiB and was filled in ${number(fillSeconds)} s.`,
      `DescribeTaskDetail asks for ${number(Math.min(ASKED_FOR, FEW))} tasks from all over the store, in turn; the list is the first page of 20, newest first. ${CONNECTIONS} connections.`,
    ],
  }
}

/** A task that a server has really done. */
const realTask = async (folder: string) => {
  const data = join(folder, 'original')
  const clip = join(folder, 'clip.mp4')
  await generateClip(clip, 2, '640x360')
  await using server = await startServer(data, { ...KEY, PENTODE_WORKERS: '1' })
  await makeDescribedTask(server, clip)
  await server.stop()
  const task = await newestTask(data)
  await rm(data, { recursive: true })
  return task
}

/** Ready-made requests by what they ask. */
const QUERIES: Readonly<Record<string, (server: Server, tasks: number) => readonly string[]>> = {
  DescribeTaskDetail: (server, tasks) => {
    const step = Math.max(1, Math.floor(tasks / ASKED_FOR))
    const ids = Array.from(
      { length: Math.min(ASKED_FOR, tasks) },
      (_, i) => `1300000000-WorkflowTask-${copyId(i * step)}t0`,
    )
    return describeCalls(server, ids, ids.length)
  },
  'list of 20': (server) => [
    [
      'GET /api/v1/tasks?limit=20&status=succeeded HTTP/1.1',
      `Host: ${new URL(server.url).host}`,
      `Authorization: ${apiOf(server).authorization}`,
      '\r\n',
    ].join('\r\n'),
  ],
}
