import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import type { Loose } from './native.ts'

export interface Received {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly text: string
  /** The body as JSON. */
  readonly json: Loose
}

/** Somebody who is called back. `status` answers the n-th call, counted from 1. */
export const startReceiver = async (status: (turn: number) => number = () => 200) => {
  const received: Received[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const text = Buffer.concat(chunks).toString()
    const turn = received.push({
      ...{ path: request.url ?? '', headers: request.headers, text, json: JSON.parse(text) },
    })
    response.writeHead(status(turn)).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const waitFor = async (wanted: (all: readonly Received[]) => boolean): Promise<readonly Received[]> => {
    while (!wanted(received)) await pause(20)
    return received
  }
  return {
    url,
    received,
    waitFor,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
