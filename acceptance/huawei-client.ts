import { createHash, createHmac } from 'node:crypto'
import type { Loose } from './support/native.ts'
import type { RunningServer } from './support/server.ts'

export interface HuaweiAnswer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly json: Loose
}

export interface HuaweiCall {
  readonly query?: readonly (readonly [string, string | number])[]
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** Epoch milliseconds the request claims to be signed at. */
  readonly signedAt?: number
  /** `none`: the headers say who asks. */
  readonly sign?: 'none'
}

/** Signs requests as the service documents it; written against the documentation alone. */
export class HuaweiClient {
  readonly server: Pick<RunningServer, 'url' | 'keyId' | 'secret'>
  project = ''

  constructor(server: Pick<RunningServer, 'url' | 'keyId' | 'secret'>) {
    this.server = server
  }

  /** Learns the project id as the official clients do: by the region's name. */
  async findProject(): Promise<void> {
    const { json } = await this.call('GET', '/v3/projects', { query: [['name', 'cn-north-4']] })
    this.project = json.projects[0].id
  }

  mpc(method: string, path: string, call: HuaweiCall = {}): Promise<HuaweiAnswer> {
    return this.call(method, `/v1/${this.project}${path}`, call)
  }

  async call(method: string, path: string, call: HuaweiCall = {}): Promise<HuaweiAnswer> {
    const { url, keyId, secret } = this.server
    const pairs = (call.query ?? []).map(([k, v]) => [strict(k), strict(String(v))] as const)
    const query = pairs.map((pair) => pair.join('=')).join('&')
    const body = call.body === undefined ? '' : JSON.stringify(call.body)
    const date = new Date(call.signedAt ?? Date.now()).toISOString().replace(/\.\d{3}|[-:]/g, '')
    const signed = { 'content-type': 'application/json', host: new URL(url).host, 'x-sdk-date': date }
    const names = Object.keys(signed).join(';')
    const canonical = [
      method,
      `${path}/`,
      [...pairs]
        .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
        .map((pair) => pair.join('='))
        .join('&'),
      Object.entries(signed)
        .map(([name, value]) => `${name}:${value}\n`)
        .join(''),
      names,
      sha256(body),
    ].join('\n')
    const signature = createHmac('sha256', secret)
      .update(`SDK-HMAC-SHA256\n${date}\n${sha256(canonical)}`)
      .digest('hex')
    const answer = await fetch(`${url}${path}${query === '' ? '' : `?${query}`}`, {
      method,
      headers: {
        'content-type': 'application/json',
        ...(call.sign === 'none'
          ? {}
          : {
              'x-sdk-date': date,
              authorization: `SDK-HMAC-SHA256 Access=${keyId}, SignedHeaders=${names}, Signature=${signature}`,
            }),
        ...call.headers,
      },
      ...(call.body === undefined ? {} : { body }),
    })
    const text = await answer.text()
    return {
      status: answer.status,
      headers: answer.headers,
      text,
      json: text === '' ? undefined : JSON.parse(text),
    }
  }
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

const strict = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
