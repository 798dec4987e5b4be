import { createHash, createHmac, randomUUID } from 'node:crypto'
import { eventually, type Loose } from './support/native.ts'
import type { RunningServer } from './support/server.ts'

/** Signs requests of Alibaba Cloud's services as the official clients do, each in its own way, and by hand what those cannot be made to send. */
export type Manner = 'v1 GET' | 'v1 form' | 'v1 query' | 'v3 GET' | 'v3 query' | 'v3 form'
export const MANNERS: readonly Manner[] = ['v1 GET', 'v1 form', 'v1 query', 'v3 GET', 'v3 query', 'v3 form']

export interface CallOptions {
  readonly manner?: Manner
  readonly keyId?: string
  readonly secret?: string
  readonly token?: string
  readonly nonce?: string
  /** Epoch milliseconds. */
  readonly at?: number
  readonly version?: string
  /** v1 only; empty leaves it out. */
  readonly format?: string
}

export interface IceAnswer {
  readonly status: number
  readonly type: string | null
  readonly text: string
  /** Undefined when the answer is XML. */
  readonly json: Loose
}

type Params = Readonly<Record<string, string>>

const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
const query = (params: Params): string =>
  Object.keys(params)
    .sort()
    .map((key) => `${encode(key)}=${encode(params[key] ?? '')}`)
    .join('&')
const time = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`
const FORM = 'application/x-www-form-urlencoded'

export const call = async (
  server: RunningServer,
  action: string,
  params: Params = {},
  options: CallOptions = {},
): Promise<IceAnswer> => {
  const { manner = 'v3 query' } = options
  const method = manner.endsWith('GET') ? 'GET' : 'POST'
  const inBody = manner.endsWith('form')
  const request = manner.startsWith('v1')
    ? signV1(server, action, params, options, method)
    : signV3(server, action, params, options, method, inBody)
  const [search, body] = inBody ? [request.search, request.body] : [request.search || request.body, '']
  const answer = await fetch(`${server.url}/${search === '' ? '' : `?${search}`}`, {
    method,
    headers: { ...request.headers, ...(inBody ? { 'content-type': FORM } : {}) },
    ...(inBody ? { body } : {}),
  })
  const text = await answer.text()
  return {
    status: answer.status,
    type: answer.headers.get('content-type'),
    text,
    json: text.startsWith('{') ? JSON.parse(text) : undefined,
  }
}

const signV1 = (
  server: RunningServer,
  action: string,
  params: Params,
  options: CallOptions,
  method: string,
) => {
  const { format = 'JSON' } = options
  const all: Params = {
    ...params,
    ...{
      Action: action,
      Version: options.version ?? '2020-11-09',
      AccessKeyId: options.keyId ?? server.keyId,
    },
    ...{ SignatureMethod: 'HMAC-SHA1', SignatureVersion: '1.0', Timestamp: time(options.at ?? Date.now()) },
    SignatureNonce: options.nonce ?? randomUUID(),
    ...(format === '' ? {} : { Format: format }),
    ...(options.token === undefined ? {} : { SecurityToken: options.token }),
  }
  const text = `${method}&%2F&${encode(query(all))}`
  const Signature = createHmac('sha1', `${options.secret ?? server.secret}&`)
    .update(text)
    .digest('base64')
  return { search: '', body: query({ ...all, Signature }), headers: {} }
}

const signV3 = (
  server: RunningServer,
  action: string,
  params: Params,
  options: CallOptions,
  method: string,
  inBody: boolean,
) => {
  const hash = (text: string) => createHash('sha256').update(text).digest('hex')
  const keyId = options.keyId ?? server.keyId
  const [search, body] = inBody ? ['', query(params)] : [query(params), '']
  const headers: Params = {
    host: new URL(server.url).host,
    ...{ 'x-acs-action': action, 'x-acs-version': options.version ?? '2020-11-09' },
    ...{
      'x-acs-date': time(options.at ?? Date.now()),
      'x-acs-signature-nonce': options.nonce ?? randomUUID(),
    },
    'x-acs-content-sha256': hash(body),
    ...(inBody ? { 'content-type': FORM } : {}),
    ...(options.token === undefined
      ? {}
      : { 'x-acs-accesskey-id': keyId, 'x-acs-security-token': options.token }),
  }
  const names = Object.keys(headers).sort()
  const lines = names.map((name) => `${name}:${headers[name]}\n`).join('')
  const canonical = [method, '/', search, lines, names.join(';'), hash(body)].join('\n')
  const signature = createHmac('sha256', options.secret ?? server.secret)
    .update(`ACS3-HMAC-SHA256\n${hash(canonical)}`)
    .digest('hex')
  const authorization = `ACS3-HMAC-SHA256 Credential=${keyId},SignedHeaders=${names.join(';')},Signature=${signature}`
  return { search, body, headers: { ...headers, authorization } }
}

/** The answer of a call that must succeed. */
export const get = async (server: RunningServer, action: string, params: Params = {}): Promise<Loose> => {
  const { status, json, text } = await call(server, action, params)
  if (status !== 200 || json?.Code !== undefined) throw new Error(`${action}: ${text}`)
  return json
}

/** The same of VOD. */
export const vod = async (server: RunningServer, action: string, params: Params = {}): Promise<Loose> => {
  const { status, json, text } = await call(server, action, params, { version: '2017-03-21' })
  if (status !== 200 || json?.Code !== undefined) throw new Error(`${action}: ${text}`)
  return json
}

/** Submits a configuration; answers the job's id. */
export const submit = async (server: RunningServer, Config: object, more: Params = {}): Promise<string> =>
  (await get(server, 'SubmitMediaConvertJob', { Config: JSON.stringify(Config), ...more })).Job.JobId

/** The job, once it is over. */
export const finished = (server: RunningServer, JobId: string): Promise<Loose> =>
  eventually(`the end of ${JobId}`, async () => {
    const { Job } = await get(server, 'GetMediaConvertJob', { JobId })
    return ['Inited', 'Running'].includes(Job.State) ? undefined : Job
  })
