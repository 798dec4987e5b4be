import { BasicCredentials, Region } from '@huaweicloud/huaweicloud-sdk-core'
import { ClientBuilder } from '@huaweicloud/huaweicloud-sdk-core/ClientBuilder.js'
import type { HcClient } from '@huaweicloud/huaweicloud-sdk-core/HcClient.js'
import { vi } from 'vitest'
import type { Loose } from './support/native.ts'
import type { RunningServer } from './support/server.ts'

export interface MpcCall {
  readonly query?: Readonly<Record<string, unknown>>
  readonly body?: object
}

/** What the generated MPC client does around the official core: it names the method and the path, and no more. */
export class MpcClient {
  readonly #core: HcClient

  constructor(core: HcClient) {
    this.#core = core
  }

  /** @param path below the project's */
  async call(method: string, path: string, { query = {}, body }: MpcCall = {}): Promise<Loose> {
    return this.#core.sendRequest({
      method,
      url: `/v1/{project_id}${path}`,
      contentType: 'application/json',
      queryParams: query,
      pathParams: {},
      headers: {},
      ...(body ? { data: body } : {}),
    })
  }
}

export interface MpcOptions {
  readonly keyId?: string
  readonly secret?: string
  /** Named: no look-up. Absent: the core asks for the project of its region first. */
  readonly projectId?: string
}

/** The official core; nothing about it is changed but where its services are. */
export const createMpcClient = (
  { url, keyId, secret }: RunningServer,
  { keyId: id = keyId, secret: sk = secret, projectId }: MpcOptions = {},
): MpcClient => {
  const builder = new ClientBuilder((core) => new MpcClient(core))
  const credential = new BasicCredentials().withAk(id).withSk(sk)
  if (projectId !== undefined)
    return builder.withCredential(credential.withProjectId(projectId)).withEndpoint(url).build()
  return builder
    .withCredential(credential.withIamEndpoint(url))
    .withRegion(new Region('cn-north-4', [url]))
    .build()
}

/** `<status> <code>` of the error a call is refused with; each names its request. */
export const refusalOf = async (call: Promise<unknown>): Promise<string> => {
  // The core prints each error with all its headers.
  const muted = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  try {
    await call
  } catch (error) {
    const { httpStatusCode, errorCode, errorMsg, requestId }: Loose = error
    if (!requestId || !errorMsg) throw new Error('an error came without its words', { cause: error })
    return `${httpStatusCode} ${errorCode}`
  } finally {
    muted.mockRestore()
  }
  throw new Error('the call was not refused')
}
