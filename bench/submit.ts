import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { NO_TARGET, number, spread } from './harness/figures.ts'
import type { Report } from './harness/report.ts'
import { say } from './harness/say.ts'
import { temporaryFolder } from './harness/workspace.ts'
import { runLoad, type Throughput } from './load/run-load.ts'
import { generateClip } from './media/clips.ts'
import type { Options } from './options.ts'
import { apiOf, BUCKET } from './server/api.ts'
import { startServer } from './server/start.ts'

const CONNECTIONS = [1, 8, 32]

/** Tasks taken in a second, each on the disk before its answer. */
export const submit = async ({ pairs, quick }: Options): Promise<Report> => {
  await using folder = await temporaryFolder()
  const clip = join(folder.path, 'clip.mp4')
  await generateClip(clip, 2, '320x180')
  // No worker: tasks are taken in and stay queued.
  await using server = await startServer(join(folder.path, 'data'), { PENTODE_WORKERS: '0' })
  const api = apiOf(server)
  await api.put('source.mp4', clip)
  const { hostname: host, port } = new URL(server.url)
  const body = JSON.stringify({
    source: { bucket: BUCKET, key: 'source.mp4' },
    outputs: [{ template: 'hls-ladder' }, { template: 'mp4-720p' }],
  })
  const request = [
    'POST /api/v1/tasks HTTP/1.1',
    `Host: ${host}:${port}`,
    `Authorization: ${api.authorization}`,
    'Content-Type: application/json',
    `Content-Length: ${body.length}`,
    '',
    body,
  ].join('\r\n')
  const seconds = quick ? 1 : 5
  const found = new Map<number, Throughput[]>(CONNECTIONS.map((connections) => [connections, []]))
  const syncs: number[] = []
  for (let round = 0; round <= pairs; round++) {
    const sync = syncsPerSecond(join(folder.path, 'sync'), seconds / 5)
    if (round > 0) syncs.push(sync)
    for (const [connections, all] of found) {
      const load = { host, port: Number(port), requests: [request], connections, seconds, status: 201 }
      const result = await runLoad(server.program, load)
      say(
        `  ${round}/${pairs} ${connections} connections: ${number(result.perSecond)}/s, disk ${number(sync)}/s`,
      )
      if (round > 0) all.push(result)
    }
  }
  return {
    tables: [
      {
        title: `Submissions; rounds: ${pairs} of ${seconds} s`,
        columns: ['', 'a second', 'p50 ms', 'p99 ms', 'server CPU µs'],
        rows: [
          ...[...found].map(([connections, all]) => [
            `${connections} connection${connections === 1 ? '' : 's'}`,
            ...(['perSecond', 'p50', 'p99', 'cpuMicros'] as const).map((name) =>
              spread(all.map((each) => each[name])),
            ),
          ]),
          ['the disk alone: 4 KiB written and synced', spread(syncs), ...NO_TARGET, ''],
        ],
      },
    ],
    notes: [
      '`POST /api/v1/tasks` with two outputs (`hls-ladder`, `mp4-720p`); every answer is 201, given after the transaction was synced to the disk. The server has no workers (PENTODE_WORKERS=0).',
    ],
  }
}

const syncsPerSecond = (path: string, seconds: number): number => {
  const file = openSync(path, 'w')
  const block = Buffer.alloc(4096, 1)
  const startedAt = performance.now()
  let count = 0
  for (; performance.now() - startedAt < seconds * 1000; count++) {
    writeSync(file, block)
    fdatasyncSync(file)
  }
  closeSync(file)
  return (count * 1000) / (performance.now() - startedAt)
}
