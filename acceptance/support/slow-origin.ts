import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A web server in the test's process that gives each file as far as the test lets it. */
export interface SlowOrigin extends Disposable {
  readonly urlOf: (name: string) => string
  /** How often a file was asked for. */
  readonly asked: (name: string) => number
  /** Ends all answers that were held back; from now on everything comes whole. */
  readonly letGo: () => void
}

/** @param held share of each file that comes before `letGo` */
export const startOrigin = async (files: Readonly<Record<string, Buffer>>, held = 1): Promise<SlowOrigin> => {
  let open = held >= 1
  const waiting = new Set<() => void>()
  const asks = new Map<string, number>()
  const give = (answer: ServerResponse, bytes: Buffer): void => {
    const first = open ? bytes.length : Math.floor(bytes.length * held)
    answer.write(bytes.subarray(0, first))
    const rest = (): void => void answer.end(bytes.subarray(first))
    if (open) rest()
    else waiting.add(rest)
  }
  const server = createServer((request, answer) => {
    const name = request.url?.slice(1) ?? ''
    asks.set(name, (asks.get(name) ?? 0) + 1)
    const bytes = files[name]
    if (!bytes) return void answer.writeHead(404).end()
    answer.writeHead(200, { 'content-length': bytes.length, 'content-type': 'application/octet-stream' })
    give(answer, bytes)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    urlOf: (name) => `http://127.0.0.1:${port}/${name}`,
    asked: (name) => asks.get(name) ?? 0,
    letGo: () => {
      open = true
      for (const rest of waiting) rest()
    },
    [Symbol.dispose]: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
