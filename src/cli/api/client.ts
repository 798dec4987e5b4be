import { Agent, request } from 'undici'
import { ApiError, unreachable } from './api-error.ts'

export interface Connection {
  readonly url: string
  readonly keyId: string
  readonly secret: string
}

/** The native API of one server. Disposing closes its connections, open streams too. */
export interface Api extends AsyncDisposable {
  /** @param path below `/api/v1`, with its query. @throws ApiError, CliError when nobody answers */
  readonly get: <T>(path: string, signal?: AbortSignal) => Promise<T>
  /** @throws ApiError, CliError when nobody answers */
  readonly post: <T>(path: string, body?: object, signal?: AbortSignal) => Promise<T>
  /** An event stream's bytes. @throws ApiError, CliError when nobody answers */
  readonly stream: (path: string, signal?: AbortSignal) => Promise<AsyncIterable<Uint8Array>>
}

export const createApi = ({ url, keyId, secret }: Connection): Api => {
  const dispatcher = new Agent({ allowH2: false })
  const base = `${url.replace(/\/$/, '')}/api/v1`
  const authorization = `Bearer ${keyId}:${secret}`

  const send = async (
    method: 'GET' | 'POST',
    path: string,
    body: object | undefined,
    signal: AbortSignal | undefined,
  ) => {
    const response = await request(base + path, {
      method,
      dispatcher,
      headers: { authorization, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
      ...(signal ? { signal } : {}),
    }).catch((error: unknown) => {
      signal?.throwIfAborted()
      throw unreachable(url, error)
    })
    if (response.statusCode >= 300) throw new ApiError(response.statusCode, await response.body.text(), url)
    return response.body
  }
  // The server is of the same release as the command; its answers are taken at their word.
  const read = async <T>(...of: Parameters<typeof send>): Promise<T> =>
    (await (await send(...of)).json()) as T

  return {
    get: (path, signal) => read('GET', path, undefined, signal),
    post: (path, body, signal) => read('POST', path, body, signal),
    stream: (path, signal) => send('GET', path, undefined, signal),
    [Symbol.asyncDispose]: () => dispatcher.destroy(),
  }
}
