import { type Api, createApi } from '../api/client.ts'
import { findConnection } from '../connection.ts'
import type { Host } from '../host.ts'

/** Does `work` with the server that the environment names. */
export const withApi = async <T>(host: Host, work: (api: Api) => Promise<T>): Promise<T> => {
  await using api = createApi(await findConnection(host.env))
  return await work(api)
}
