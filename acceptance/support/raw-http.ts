import { request } from 'node:http'

export interface RawAnswer {
  readonly status: number
  readonly text: string
}

/** A request whose path goes out exactly as it is: `fetch` would fold `..` and refuse broken URLs. */
export const rawHttp = (
  url: string,
  options: {
    readonly method: string
    readonly path: string
    readonly headers?: Readonly<Record<string, string>>
    readonly body?: string
  },
): Promise<RawAnswer> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url)
    const { method, path, headers = {}, body } = options
    const sent = request({ hostname, port, method, path, headers, agent: false }, async (answer) => {
      try {
        const chunks = await answer.toArray()
        resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(chunks).toString() })
      } catch (error) {
        reject(error)
      }
    })
    sent.on('error', reject)
    sent.end(body)
  })
