import { createRequire } from 'node:module'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { placeOf } from './support/linked.ts'
import type { Loose } from './support/native.ts'
import type { RunningServer } from './support/server.ts'

/** The official client of API 2.0 has no types. */
interface QcloudApi {
  request(
    data: Readonly<Record<string, unknown>>,
    options: Readonly<Record<string, unknown>>,
    done: (error: unknown, body: Loose) => void,
  ): void
}
const require = createRequire(import.meta.url)
const QcloudApi: new (defaults: Readonly<Record<string, unknown>>) => QcloudApi = require('qcloudapi-sdk')

export interface VodOptions {
  readonly secretId?: string
  readonly secretKey?: string
  readonly method?: 'GET' | 'POST'
  readonly signatureMethod?: 'sha1' | 'sha256'
}

/** Calls an action; the answer is the body, whatever its code. */
export type VodClient = (action: string, params?: Readonly<Record<string, unknown>>) => Promise<Loose>

const REPLAY = 4500

/** The official client; nothing about it is changed but the endpoint. Parameters may be its own common ones too. */
export const createVodClient = (
  { url, keyId, secret }: RunningServer,
  { secretId = keyId, secretKey = secret, method = 'POST', signatureMethod = 'sha1' }: VodOptions = {},
): VodClient => {
  const client = new QcloudApi({
    SecretId: secretId,
    SecretKey: secretKey,
    Region: 'gz',
    serviceType: 'vod',
    protocol: 'http',
    method,
    signatureMethod,
  })
  const options = { host: new URL(url).host, method, signatureMethod, protocol: 'http' }
  const once: VodClient = (Action, params = {}) =>
    new Promise((resolve, reject) =>
      client.request({ Action, ...params }, options, (error, body) =>
        error ? reject(error) : resolve(body),
      ),
    )
  return async (action, params) => {
    const body = await once(action, params)
    // It draws its nonce from 65536: two equal calls of one second may meet, and the second is to be made anew.
    return body.code === REPLAY && params?.Timestamp === undefined ? once(action, params) : body
  }
}

/** The answer of a call that must succeed, without its envelope. */
export const ok = async (call: Promise<Loose>): Promise<Loose> => {
  const { code, message, codeDesc, ...rest } = await call
  if (code !== 0 || message !== '' || codeDesc !== 'Success')
    throw new Error(`the call was refused: ${JSON.stringify({ code, message, codeDesc })}`)
  return rest
}

/** Asks GetTaskInfo until the task is at its end, slowly enough for the service's 100 calls a minute. */
export const finishedTask = async (client: VodClient, vodTaskId: string): Promise<Loose> => {
  for (;;) {
    const info = await ok(client('GetTaskInfo', { vodTaskId }))
    if (info.status === 'FINISH') return info
    if (!['WAITING', 'PROCESSING'].includes(info.status)) throw new Error(`status ${info.status}`)
    await delay(600)
  }
}

/** Brings a file in and waits for it; answers its id. */
export const pullFile = async (client: VodClient, url: string, fileName: string): Promise<string> => {
  const { data } = await ok(client('MultiPullVodFile', { pullset: [{ url, fileName }] }))
  const [{ file_id, vod_task_id }] = data
  const { data: pulled } = await finishedTask(client, vod_task_id)
  if (pulled.status !== 0) throw new Error(`the pull failed: ${JSON.stringify(pulled)}`)
  return file_id
}

/** Where the object of an address lies on the server's disk. */
export const fileAt = ({ dataDir, url }: RunningServer, address: string): string => {
  const place = placeOf(address)
  if (new URL(address).origin !== new URL(url).origin || place === address)
    throw new Error(`not of here: ${address}`)
  return join(dataDir, 'buckets', place)
}
