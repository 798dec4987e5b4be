import type { AddressInfo } from 'node:net'
import type { Logger } from 'pino'
import { type Config, ConfigError, layoutOf } from '../config/config.ts'
import { dialects } from '../dialects/index.ts'
import { pentode } from '../dialects/pentode/index.ts'
import { describingPages } from '../dialects/pentode/pages.ts'
import { instant } from '../domain/units.ts'
import { createServer } from '../server/create-server.ts'
import { addSystemRoutes } from '../server/system-routes.ts'
import { addTusRoutes } from '../server/tus.ts'
import type { Gate } from '../wire/dialect.ts'
import { createRateLimiter, noRateLimits } from '../wire/rate-limit.ts'
import type { Embedded } from './embedded.ts'
import { VERSION } from './version.ts'

export interface Listening {
  /** e.g. `http://127.0.0.1:7005` */
  readonly url: string
  /** Takes no new connection; resolves when the last answer is out, or after a grace time. */
  readonly close: () => Promise<void>
}

/** Open event streams never end by themselves; they get this long, in milliseconds. */
const CLOSE_GRACE_MS = 2000

const cannotListen = ({ host, port }: Config, cause: unknown): string => {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  if (code === 'EADDRINUSE')
    return `Something else listens on port ${port} of ${host} already. Stop it, or set PENTODE_PORT to another one.`
  if (code === 'EACCES') return `Port ${port} is not for this user. Set PENTODE_PORT to one above 1023.`
  const why = cause instanceof Error ? cause.message : String(cause)
  return `The server cannot listen on port ${port} of ${JSON.stringify(host)}: ${why}. PENTODE_HOST and PENTODE_PORT say where.`
}

/** Puts the HTTP front before an embedded server and listens. */
export const listen = async (
  config: Config,
  { app, store, storage, metrics }: Embedded,
  log: Logger,
): Promise<Listening> => {
  const now = () => instant(Date.now())
  const gate: Gate = {
    findKey: store.keys.get,
    now,
    useNonce: (key, nonce, until) => store.nonces.use(key, nonce, until, now()),
  }
  let url = config.publicUrl?.replace(/\/$/, '') ?? ''
  const server = createServer({
    app,
    gate,
    limiter: config.rateLimits ? createRateLimiter() : noRateLimits,
    onFault: (error, context) => log.error({ ...context, err: error }, 'request failed'),
    dialects,
    fallback: pentode,
    metrics,
    // What Fastify itself has to say is for debugging; requests and faults are logged by the dispatcher.
    log: log.child({}, { level: log.level === 'debug' || log.level === 'trace' ? log.level : 'warn' }),
    maxBodyBytes: config.maxBodyBytes,
    corsOrigins: config.corsOrigins,
  })
  addSystemRoutes(server, { app, metrics, pages: describingPages(VERSION, () => url) })
  addTusRoutes(server, { app, storage, gate, dialect: pentode, directory: layoutOf(config.dataDir).uploads })
  await server.listen({ host: config.host, port: config.port }).catch((cause: unknown) => {
    throw new ConfigError(cannotListen(config, cause), { cause })
  })
  const { port } = server.server.address() as AddressInfo
  const host = config.host.includes(':') ? `[${config.host}]` : config.host
  url ||= `http://${host}:${port}`
  return {
    url,
    close: async () => {
      app.system.drain()
      const timer = setTimeout(() => server.server.closeAllConnections(), CLOSE_GRACE_MS)
      await server.close()
      clearTimeout(timer)
    },
  }
}
