import { percentile } from '../harness/statistics.ts'
import { openConnection } from './connection.ts'

/** What a client process is told to do. */
export interface Load {
  readonly host: string
  readonly port: number
  /** Sent in turn, over and over. */
  readonly requests: readonly string[]
  readonly connections: number
  readonly seconds: number
  readonly status: number
  /** An answer whose body begins so is a failure. */
  readonly failure?: string
}

export interface LoadResult {
  readonly answers: number
  readonly seconds: number
  /** Milliseconds. */
  readonly p50: number
  readonly p99: number
}

const run = async ({
  host,
  port,
  requests,
  connections,
  seconds,
  status,
  failure,
}: Load): Promise<LoadResult> => {
  const ready = requests.map((request) => Buffer.from(request))
  const times: number[] = []
  let next = 0
  const startedAt = performance.now()
  const end = startedAt + seconds * 1000
  const talk = async (): Promise<void> => {
    const connection = await openConnection(host, port)
    for (let now = performance.now(); now < end; ) {
      const answer = await connection.send(ready[next++ % ready.length] ?? '')
      if (
        answer.status !== status ||
        (failure && answer.body.toString('latin1', 0, failure.length) === failure)
      )
        throw new Error(`answer ${answer.status}: ${answer.body.toString('utf8', 0, 500)}`)
      const then = performance.now()
      times.push(then - now)
      now = then
    }
    connection.close()
  }
  await Promise.all(Array.from({ length: connections }, talk))
  return {
    answers: times.length,
    seconds: (performance.now() - startedAt) / 1000,
    p50: percentile(times, 50),
    p99: percentile(times, 99),
  }
}

process.once('message', (load: Load) => {
  run(load).then(
    (result) => process.send?.(result, undefined, undefined, () => process.disconnect?.()),
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`)
      process.exit(1)
    },
  )
})
