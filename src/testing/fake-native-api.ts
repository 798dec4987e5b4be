import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import type { OutputJson, TaskJson, TaskNews } from '../cli/api/types.ts'
import { createProgram } from '../cli/program.ts'

/** Answers one route: a value becomes JSON; a function does it by itself. */
export type Answer = object | ((request: IncomingMessage, response: ServerResponse, body: string) => void)

/** A server of the native API that says what the test wants, by `METHOD /path` below `/api/v1`. */
export const fakeNativeApi = async (routes: Record<string, Answer>) => {
  const asked: { route: string; body: unknown; authorization: string | undefined }[] = []
  const server = createServer(async (request, response) => {
    const route = `${request.method} ${request.url?.replace(/^\/api\/v1/, '').replace(/\?.*/, '')}`
    const body = await text(request)
    const { authorization } = request.headers
    asked.push({ route, body: body === '' ? undefined : JSON.parse(body), authorization })
    const answer = routes[route]
    if (typeof answer === 'function') return answer(request, response, body)
    const problem = { code: 'task-not-found', detail: `There is nothing at ${route}.`, status: 404 }
    response.writeHead(answer ? 200 : 404, { 'content-type': 'application/json' })
    response.end(JSON.stringify(answer ?? problem))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** An event stream that says all this and ends, or breaks off. */
export const eventStream =
  (news: readonly TaskNews[], { breakOff = false } = {}): Answer =>
  (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    const frames = news.map(({ event, ...data }) => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
    response.write(`retry: 2000\n\n${frames.join('')}`, () =>
      breakOff ? response.destroy() : response.end(),
    )
  }

const media = {
  duration: 4,
  video: [{ codec: 'h264', displayWidth: 320, displayHeight: 180 }],
  audio: [{ codec: 'aac' }],
}

export const outputJson = (more: Partial<OutputJson> = {}): OutputJson => ({
  index: 0,
  name: 'mp4-720p',
  status: 'succeeded',
  progress: 100,
  destination: { bucket: 'outputs', key: 'clip-mp4-720p.mp4' },
  ...(more.status === undefined || more.status === 'succeeded'
    ? {
        result: {
          size: 123_456,
          files: [{ role: 'file', bucket: 'outputs', key: 'clip-mp4-720p.mp4', size: 123_456 }],
          media,
        },
      }
    : {}),
  ...more,
})

export const TASK_ID = '0123456789abcdef0123456789abcdef'

export const taskJson = (more: Partial<TaskJson> = {}): TaskJson => ({
  id: TASK_ID,
  status: 'succeeded',
  progress: 100,
  source: { bucket: 'input', key: 'clip.mp4' },
  createdAt: '2030-01-31T12:00:00.000Z',
  outputs: [outputJson()],
  ...more,
})

export interface CommandWorld {
  readonly env?: Record<string, string>
  /** Where `startLocal` says its server is. */
  readonly localUrl?: string
  readonly isTTY?: boolean
  /** What the system says of everything that is written to standard output. */
  readonly brokenStdout?: string
  readonly doctor?: { ok: boolean; lines: { ok: boolean; label: string; detail: string }[] }
  /** Is given the function that interrupts the command. */
  readonly onReady?: (interrupt: () => void) => void
}

/** Runs one command line as a shell would, in memory. */
export const runCommand = async (args: readonly string[], world: CommandWorld = {}) => {
  const stdout = new PassThrough()
  const stderr = new PassThrough()
  if (world.brokenStdout !== undefined)
    stdout.destroy(Object.assign(new Error('broken'), { code: world.brokenStdout }))
  let exitCode = 0
  let closed = 0
  let local: unknown
  const program = createProgram({
    version: '1.2.3',
    env: world.env ?? {},
    stdout: world.isTTY ? Object.assign(stdout, { isTTY: true, columns: 80 }) : stdout,
    stderr,
    serve: async () => void stdout.write('served\n'),
    doctor: async () => world.doctor ?? { ok: true, lines: [] },
    startLocal: async (options) => {
      local = options
      return {
        url: world.localUrl ?? '',
        keyId: 'id',
        secret: 'secret',
        close: async () => {
          closed++
        },
      }
    },
    setExitCode: (code) => {
      exitCode = code
    },
    onInterrupt: (listener) => {
      world.onReady?.(() => listener(130))
      return () => {}
    },
  })
  await program.parseAsync(['node', 'pentode', ...args])
  stdout.end()
  stderr.end()
  const said = world.brokenStdout === undefined ? await text(stdout) : ''
  return { exitCode, stdout: said, stderr: await text(stderr), closed, local }
}
