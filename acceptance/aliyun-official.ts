import { createRequire } from 'node:module'
import type OpenApiClientModule from '@alicloud/openapi-client'
import type OpenApiCoreModule from '@alicloud/openapi-core'
import PopCore from '@alicloud/pop-core'
import type { Loose } from './support/native.ts'
import type { RunningServer } from './support/server.ts'

/** The official clients; nothing about them is changed but the endpoint. They read texts only, so parameters are texts. */
export type IceParams = Readonly<Record<string, string>>
export type IceClient = (action: string, params?: IceParams) => Promise<Loose>

export interface IceKey {
  readonly keyId?: string
  readonly secret?: string
  /** Absent: ICE's. */
  readonly version?: string
}

// Node and the test runner differ over what the default export of a CommonJS package is; `require` has one answer.
const require = createRequire(import.meta.url)
const openApiClientModule: typeof OpenApiClientModule = require('@alicloud/openapi-client')
const openApiCoreModule: typeof OpenApiCoreModule = require('@alicloud/openapi-core')

const VERSION = '2020-11-09'

/** `@alicloud/pop-core`: signature v1, answers in JSON whatever their status. */
export const popClient = (
  { url, keyId, secret }: RunningServer,
  method: 'GET' | 'POST',
  key: IceKey = {},
): IceClient => {
  const client = new PopCore({
    endpoint: url,
    apiVersion: key.version ?? VERSION,
    accessKeyId: key.keyId ?? keyId,
    accessKeySecret: key.secret ?? secret,
  })
  return (action, params = {}) => client.request(action, params, { method, formatParams: false })
}

/** How an operation is described to the clients that every generated one is built upon. */
const operationOf = (action: string, version = VERSION) => ({
  action,
  version,
  protocol: 'HTTPS',
  pathname: '/',
  method: 'POST',
  authType: 'AK',
  style: 'RPC',
  reqBodyType: 'formData',
  bodyType: 'json',
})

/** These clients take the host alone, and the scheme apart. */
const configOf = ({ url, keyId, secret }: RunningServer, { keyId: id, secret: other }: IceKey) => ({
  accessKeyId: id ?? keyId,
  accessKeySecret: other ?? secret,
  endpoint: new URL(url).host,
  protocol: 'http',
})

/** `v2` makes both clients sign with v1; they call ACS3 v3. */
export type Signature = 'v3' | 'v1'
export type Carrier = 'query' | 'body'
const signing = (signature: Signature) => (signature === 'v1' ? { signatureAlgorithm: 'v2' } : {})

/** `@alicloud/openapi-client`, beneath the generated clients of some years. */
export const openApiClient = (
  server: RunningServer,
  signature: Signature,
  carrier: Carrier = 'query',
  key: IceKey = {},
): IceClient => {
  const { default: Client, Config, OpenApiRequest, Params } = openApiClientModule
  const client = new Client(new Config({ ...configOf(server, key), ...signing(signature) }))
  return async (action, params = {}) => {
    const request = new OpenApiRequest({ [carrier]: params })
    const runtime = {} as Parameters<typeof client.callApi>[2]
    return (await client.callApi(new Params(operationOf(action, key.version)), request, runtime)).body
  }
}

/** `@alicloud/openapi-core`, beneath the generated clients of today. */
export const openApiCore = (
  server: RunningServer,
  signature: Signature,
  carrier: Carrier = 'query',
  key: IceKey = {},
): IceClient => {
  const { default: Client, $OpenApiUtil } = openApiCoreModule
  const client = new Client(new $OpenApiUtil.Config({ ...configOf(server, key), ...signing(signature) }))
  return async (action, params = {}) => {
    const request = new $OpenApiUtil.OpenApiRequest({ [carrier]: params })
    const runtime = {} as Parameters<typeof client.callApi>[2]
    const answer = await client.callApi(
      new $OpenApiUtil.Params(operationOf(action, key.version)),
      request,
      runtime,
    )
    return answer.body
  }
}

/** `<Code>` of the error a call is refused with, and the HTTP status where the client tells it; each names its request. */
export const refusalOf = async (call: Promise<unknown>): Promise<{ code: string; status: unknown }> => {
  try {
    await call
  } catch (error) {
    const { code, data, statusCode }: Loose = error
    if (!/^[0-9A-F-]{36}$/.test(data?.RequestId ?? ''))
      throw new Error('an error came without its request id', { cause: error })
    return { code, status: statusCode ?? data.statusCode }
  }
  throw new Error('the call was not refused')
}
