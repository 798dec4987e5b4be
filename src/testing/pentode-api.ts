import { Buffer } from 'node:buffer'
import type { Readable } from 'node:stream'
import type { App } from '../app/app.ts'
import { pentode } from '../dialects/pentode/index.ts'
import { accessKeyId, projectId } from '../domain/ids.ts'
import { DomainError } from '../domain/problem.ts'
import { instant } from '../domain/units.ts'
import type { AnyOperation } from '../wire/operation.ts'
import type { RawRequest, Reply } from '../wire/request.ts'
import { validate } from '../wire/validate.ts'

export const KEY = {
  id: accessKeyId('AK1'),
  secret: 's3:cret',
  project: projectId('demo'),
  createdAt: instant(0),
}

type Parts = { readonly [Room in keyof App]?: Partial<App[Room]> }

/** An App that knows only what it is given; everything else fails the test that needs it. */
export const fakeApp = (parts: Parts = {}): App => {
  const room = (name: keyof App): object =>
    new Proxy(parts[name] ?? {}, {
      get: (given, method) =>
        Reflect.get(given, method) ??
        (() => {
          throw new Error(`the test gave no ${name}.${String(method)}`)
        }),
    })
  return {
    tasks: room('tasks'),
    templates: room('templates'),
    assets: room('assets'),
    pipelines: room('pipelines'),
    objects: room('objects'),
    links: room('links'),
    media: room('media'),
    events: room('events'),
    system: room('system'),
  } as App
}

export interface Ask {
  readonly headers?: Readonly<Record<string, string>>
  readonly json?: unknown
  readonly stream?: Readable
  readonly signal?: AbortSignal
}

/** Sends a request to the native API as a server would, with the key above unless the headers say otherwise. */
export const ask = async (app: App, method: string, url: string, options: Ask = {}): Promise<Reply> => {
  const [path = '', query = ''] = url.split('?', 2)
  const found = route(method, path)
  if (!found) throw new Error(`no route ${method} ${path}`)
  const { operation, pathParams } = found
  const body = options.json === undefined ? new Uint8Array() : Buffer.from(JSON.stringify(options.json))
  const raw: RawRequest = {
    method,
    path,
    query,
    headers: {
      authorization: `Bearer ${KEY.id}:${KEY.secret}`,
      ...(options.json === undefined ? {} : { 'content-type': 'application/json' }),
      ...options.headers,
    },
    body,
    pathParams,
  }
  const context = { requestId: 'req-1', raw, operation }
  try {
    const caller = await pentode.authenticate(raw, {
      findKey: async (id) => (id === KEY.id ? KEY : undefined),
      now: () => instant(0),
      useNonce: async () => true,
    })
    const params = pentode.readParams?.(raw)
    const result = await operation.handle(validate(operation.request, params), {
      app,
      caller,
      requestId: 'req-1',
      params,
      raw,
      signal: options.signal ?? new AbortController().signal,
      ...(options.stream ? { stream: options.stream } : {}),
    })
    return isReply(result) ? result : pentode.renderResult(result, context)
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    const { code } = error.problem
    return pentode.renderError(operation.errors?.[code] ?? pentode.errors[code], error.problem, context)
  }
}

/** A reply's JSON. */
export const jsonOf = (reply: Reply) => JSON.parse(String(reply.body))

const isReply = (value: unknown): value is Reply =>
  typeof value === 'object' && value !== null && 'status' in value && 'headers' in value && 'body' in value

const route = (
  method: string,
  path: string,
): { operation: AnyOperation; pathParams: Record<string, string> } | undefined => {
  for (const operation of pentode.operations) {
    if (operation.route.by !== 'path' || operation.route.method !== method) continue
    const pattern = operation.route.path
      .replace(/\{(\w+)\*\}/g, '(?<$1>.*)')
      .replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')
    const match = new RegExp(`^${pattern}$`).exec(path)
    if (!match) continue
    const parts = Object.entries(match.groups ?? {})
    return {
      operation,
      pathParams: Object.fromEntries(parts.map(([name, text]) => [name, decodeURIComponent(text)])),
    }
  }
  return undefined
}
