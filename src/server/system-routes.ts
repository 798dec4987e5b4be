import type { FastifyInstance, FastifyReply, RouteHandlerMethod } from 'fastify'
import type { App } from '../app/app.ts'
import type { Metrics } from './metrics.ts'

export interface Page {
  readonly path: string
  /** Called once, for the first reader. */
  readonly render: () => {
    readonly contentType: string
    readonly body: string
    readonly headers?: Readonly<Record<string, string>>
  }
}

export interface SystemRoutes {
  readonly app: App
  readonly metrics: Metrics
  /** Documents that are the same for everybody: the OpenAPI description and its reference page. */
  readonly pages: readonly Page[]
}

/** What is served without an access key: liveness, readiness, metrics, and the API's own description. */
export const addSystemRoutes = (server: FastifyInstance, { app, metrics, pages }: SystemRoutes): void => {
  // Monitors look with HEAD, too; Node leaves the body out.
  const show = (url: string, handler: RouteHandlerMethod): unknown =>
    server.route({ method: ['GET', 'HEAD'], url, handler })
  show('/health', async (_request, reply) => json(reply, 200, { status: 'ok' }))
  show('/ready', async (_request, reply) => {
    const readiness = await app.system.readiness()
    return json(reply, readiness.ready ? 200 : 503, readiness)
  })
  show('/metrics', async (_request, reply) => {
    const { text, contentType } = await metrics.expose()
    return reply.header('content-type', contentType).send(Buffer.from(text))
  })
  for (const { path, render } of pages) {
    let made: { readonly bytes: Buffer; readonly headers: Readonly<Record<string, string>> } | undefined
    show(path, async (_request, reply) => {
      if (!made) {
        const { contentType, body, headers = {} } = render()
        made = {
          bytes: Buffer.from(body),
          headers: { 'content-type': contentType, 'x-content-type-options': 'nosniff', ...headers },
        }
      }
      return reply.headers(made.headers).send(made.bytes)
    })
  }
}

const json = (reply: FastifyReply, status: number, body: unknown) =>
  reply
    .code(status)
    .header('content-type', 'application/json')
    .send(Buffer.from(`${JSON.stringify(body)}\n`))
