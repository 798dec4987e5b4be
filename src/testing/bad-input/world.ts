import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import type { Caller } from '../../app/app.ts'
import { openEmbedded } from '../../bin/embedded.ts'
import { readConfig } from '../../config/config.ts'
import { dialects } from '../../dialects/index.ts'
import { accessKeyId, projectId } from '../../domain/ids.ts'
import type { Problem } from '../../domain/problem.ts'
import { instant } from '../../domain/units.ts'
import { createServer } from '../../server/create-server.ts'
import type { Gate } from '../../wire/dialect.ts'
import { noRateLimits } from '../../wire/rate-limit.ts'
import { MAX_BODY } from './hostile.ts'

/** An HTTP request as it goes over the wire, but for its signature. */
export interface Sent {
  readonly method: string
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
}

export interface Answered {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly text: string
  /** What the server said no to; undefined for a success. */
  readonly problem: Problem | undefined
}

/** A whole server without a worker, whose signature gates are open: what is behind them is tried here. */
export interface World extends AsyncDisposable {
  readonly send: (request: Sent) => Promise<Answered>
  /** Everything a request could have changed, as text. */
  readonly state: () => Promise<string>
  /** Problems that were the server's own fault. */
  readonly faults: readonly unknown[]
}

const CALLER: Caller = { project: projectId('default'), key: accessKeyId('k') }

export const openWorld = async (): Promise<World> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'pentode-bad-'))
  const log = pino({ level: 'silent' })
  const env = { PENTODE_DATA: dataDir, PENTODE_WORKERS: '0', PENTODE_SANDBOX: 'off' }
  const config = readConfig({ ...env, PENTODE_MAX_BODY_BYTES: String(MAX_BODY) }, 1)
  const embedded = await openEmbedded(config, log)
  const { app, store, storage, metrics } = embedded
  const gate: Gate = {
    findKey: store.keys.get,
    useNonce: async () => true,
    now: () => instant(Date.now()),
  }
  const faults: unknown[] = []
  let last: Problem | undefined
  const open = dialects.map((dialect) => ({
    ...dialect,
    authenticate: async () => CALLER,
    renderError: ((error, problem, context) => {
      last = problem
      return dialect.renderError(error, problem, context)
    }) satisfies typeof dialect.renderError,
  }))
  const server = createServer({
    ...{ app, gate },
    ...{ limiter: noRateLimits, dialects: open, metrics, log, maxBodyBytes: config.maxBodyBytes },
    corsOrigins: config.corsOrigins,
    fallback: open.find(({ id }) => id === 'pentode') ?? (open[0] as (typeof open)[number]),
    onFault: (error) => faults.push(error),
  })
  for (const bucket of ['media', 'full']) await storage.createBucket(bucket)
  return {
    faults,
    send: async ({ method, url, headers, body }) => {
      last = undefined
      const answer = await server.inject({
        method: method as 'GET',
        url,
        ...(headers && { headers }),
        ...(body !== undefined && { payload: typeof body === 'string' ? body : Buffer.from(body) }),
      })
      return { status: answer.statusCode, headers: answer.headers, text: answer.body, problem: last }
    },
    state: async () => {
      const { project } = CALLER
      const tasks = await store.tasks.list({ project, limit: 1000 })
      const templates = await Promise.all(dialects.map(({ id }) => store.templates.list(id, project)))
      const pipelines = await Promise.all(dialects.map(({ id }) => store.pipelines.list(id, project)))
      return JSON.stringify({ tasks, templates, pipelines, buckets: await storage.listBuckets() })
    },
    [Symbol.asyncDispose]: async () => {
      await server.close()
      await embedded[Symbol.asyncDispose]()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
