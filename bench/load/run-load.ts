import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Supervised } from '../harness/supervise.ts'
import type { Load, LoadResult } from './client.ts'

const CLIENT = fileURLToPath(new URL('client.ts', import.meta.url))

export interface Throughput extends LoadResult {
  readonly perSecond: number
  /** CPU of the server for one answer, in microseconds. */
  readonly cpuMicros: number
}

/** Puts load on a server from a process of its own. @throws when an answer is not as expected */
export const runLoad = async (server: Supervised, load: Load): Promise<Throughput> => {
  const before = server.cpuSeconds()
  const result = await runClient(load).catch((cause: unknown) => {
    const state = server.processes().length > 0 ? 'still runs' : 'has ended'
    throw new Error(`${String(cause)}\nThe server ${state}; it said:\n${server.output()}`, { cause })
  })
  const cpu = server.cpuSeconds() - before
  return { ...result, perSecond: result.answers / result.seconds, cpuMicros: (cpu * 1e6) / result.answers }
}

const runClient = (load: Load): Promise<LoadResult> =>
  new Promise((resolve, reject) => {
    const client = fork(CLIENT, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
    client.once('message', (result) => resolve(result as LoadResult))
    client.once('exit', (code) => reject(new Error(`the client ended with ${code}`)))
    client.send(load)
  })
