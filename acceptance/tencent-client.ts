import { createHash, createHmac } from 'node:crypto'
import tencentcloud from 'tencentcloud-sdk-nodejs-mps'
import type { RunningServer } from './support/server.ts'

const { Client } = tencentcloud.mps.v20190612
export type MpsClient = InstanceType<typeof Client>

export interface ClientOptions {
  readonly secretId?: string
  readonly secretKey?: string
  readonly signMethod?: 'TC3-HMAC-SHA256' | 'HmacSHA256' | 'HmacSHA1'
  readonly reqMethod?: 'GET' | 'POST'
}

/** The official client; nothing about it is changed but the endpoint. */
export const createClient = (
  { url, keyId, secret }: RunningServer,
  {
    secretId = keyId,
    secretKey = secret,
    signMethod = 'TC3-HMAC-SHA256',
    reqMethod = 'POST',
  }: ClientOptions = {},
): MpsClient =>
  new Client({
    credential: { secretId, secretKey },
    region: 'ap-guangzhou',
    profile: { signMethod, httpProfile: { endpoint: new URL(url).host, protocol: 'http://', reqMethod } },
  })

export interface RawCall {
  readonly action?: string
  readonly version?: string
  readonly body?: string
  /** Unix seconds the request claims to be signed at. */
  readonly signedAt?: number
  readonly authorization?: string
}

export interface RawAnswer {
  readonly status: number
  readonly contentType: string | null
  readonly body: {
    Response: { Error?: { Code: string; Message: string }; RequestId: string } & Record<string, unknown>
  }
}

/** A TC3 request signed here by hand, for what the official client cannot be made to send. */
export const callRaw = async (server: RunningServer, call: RawCall): Promise<RawAnswer> => {
  const { body = '{}', signedAt = Math.floor(Date.now() / 1000), version = '2019-06-12' } = call
  const { host } = new URL(server.url)
  const hash = (text: string) => createHash('sha256').update(text).digest('hex')
  const mac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest()
  const date = new Date(signedAt * 1000).toISOString().slice(0, 10)
  const scope = `${date}/mps/tc3_request`
  const canonical = `POST\n/\n\ncontent-type:application/json\nhost:${host}\n\ncontent-type;host\n${hash(body)}`
  const key = mac(mac(mac(`TC3${server.secret}`, date), 'mps'), 'tc3_request')
  const signature = mac(key, `TC3-HMAC-SHA256\n${signedAt}\n${scope}\n${hash(canonical)}`).toString('hex')
  const response = await fetch(`${server.url}/`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-tc-timestamp': String(signedAt),
      ...(version === '' ? {} : { 'x-tc-version': version }),
      ...(call.action === undefined ? {} : { 'x-tc-action': call.action }),
      authorization:
        call.authorization ??
        `TC3-HMAC-SHA256 Credential=${server.keyId}/${scope}, SignedHeaders=content-type;host, Signature=${signature}`,
    },
    body,
  })
  return {
    status: response.status,
    contentType: response.headers.get('content-type'),
    body: (await response.json()) as RawAnswer['body'],
  }
}

/** An object of the bucket every test reads from. */
export const cosInput = (object = '/clip.mp4') => ({
  Type: 'COS',
  CosInputInfo: { Bucket: 'in-1300000000', Region: 'ap-beijing', Object: object },
})

/** The code of the error a call ends with, or `no error`. */
export const codeOf = async (call: Promise<unknown>): Promise<string> => {
  try {
    await call
    return 'no error'
  } catch (error) {
    const { code, requestId } = error as { code?: string; requestId?: string }
    if (!/^[0-9a-f-]{36}$/.test(requestId ?? ''))
      throw new Error('an error came without its request id', { cause: error })
    return code ?? String(error)
  }
}
