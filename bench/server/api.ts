import { readFile } from 'node:fs/promises'
import type { OutputSpecInput } from '../../src/dialects/pentode/schemas/output-spec.ts'
import type { TaskJson } from '../../src/dialects/pentode/schemas/task.ts'
import type { Server } from './start.ts'

export type OutputRequest =
  | { readonly template: string; readonly name?: string }
  | { readonly spec: OutputSpecInput; readonly name?: string }

export interface NewTask {
  readonly source: { readonly bucket: string; readonly key: string }
  readonly outputs: readonly OutputRequest[]
}

export const BUCKET = 'inputs'
export const OUTPUTS = 'outputs'

/** The native API of a running server, as far as benchmarks speak it. */
export interface Api {
  /** Stores a file in the bucket for sources, making both buckets when they are missing. */
  readonly put: (key: string, file: string) => Promise<void>
  readonly submit: (task: NewTask) => Promise<TaskJson>
  readonly task: (id: string) => Promise<TaskJson>
  /** Waits for the event that says so, without asking again and again. @throws when the task did not succeed */
  readonly finished: (id: string) => Promise<TaskJson>
  /** The bytes of an object. */
  readonly read: (bucket: string, key: string) => Promise<string>
  readonly authorization: string
}

export const apiOf = ({ url, keyId, secret }: Pick<Server, 'url' | 'keyId' | 'secret'>): Api => {
  const authorization = `Bearer ${keyId}:${secret}`
  const call = async (
    method: string,
    path: string,
    body?: string | Uint8Array<ArrayBuffer>,
  ): Promise<Response> => {
    const answer = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: { authorization, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body }),
    })
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
    return answer
  }
  const task = async (id: string) => (await (await call('GET', `/tasks/${id}`)).json()) as TaskJson
  return {
    authorization,
    put: async (key, file) => {
      const { buckets } = (await (await call('GET', '/buckets')).json()) as { buckets: { name: string }[] }
      for (const bucket of [BUCKET, OUTPUTS])
        if (!buckets.some(({ name }) => name === bucket))
          await (await call('PUT', `/buckets/${bucket}`)).text()
      await (await call('PUT', `/buckets/${BUCKET}/objects/${key}`, await readFile(file))).text()
    },
    submit: async (newTask) =>
      (await (await call('POST', '/tasks', JSON.stringify(newTask))).json()) as TaskJson,
    task,
    finished: async (id) => {
      const events = await call('GET', `/tasks/${id}/events`)
      // The server ends the stream after the last event.
      await events.text()
      const ended = await task(id)
      if (ended.status !== 'succeeded')
        throw new Error(
          `task ${id} is ${ended.status}: ${JSON.stringify(ended.outputs.map((o) => o.problem))}`,
        )
      return ended
    },
    read: async (bucket, key) => (await call('GET', `/buckets/${bucket}/objects/${key}`)).text(),
  }
}
