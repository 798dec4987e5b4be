import type { JsonObject } from '../../../domain/json.ts'
import type { Task } from '../../../domain/task.ts'
import type { JobConfig } from '../schema/config.ts'
import { submitRequest } from '../schema/submit.ts'
import { DIALECT } from '../service.ts'
import { describeConfig, echoConfig } from './echo-config.ts'

export interface Submitted {
  /** As validated; undefined for a task that came in through another API. */
  readonly config: JobConfig | undefined
  /** As answers show it. */
  readonly echo: JsonObject
  /** Of the call that submitted it. */
  readonly requestId: string | undefined
}

const MAX_KEPT = 1000

/** What a task was asked with. A request never changes, and jobs are polled: the last ones read are kept. */
export const createSubmittedReader = () => {
  const kept = new Map<string, Submitted>()
  return (task: Task): Submitted => {
    const there = kept.get(task.id)
    if (there) return there
    const oldest = kept.keys().next()
    if (kept.size >= MAX_KEPT && !oldest.done) kept.delete(oldest.value)
    const read = readSubmitted(task)
    kept.set(task.id, read)
    return read
  }
}

const readSubmitted = (task: Task): Submitted => {
  const foreign = { config: undefined, echo: describeConfig(task), requestId: undefined }
  if (task.dialect !== DIALECT) return foreign
  const { RequestId, ...params } = task.request as JsonObject
  const request = submitRequest.safeParse(params).data
  // One that an older version took and this one would not is still shown, by what became of it.
  if (!request) return foreign
  const config: unknown = typeof params.Config === 'string' ? JSON.parse(params.Config) : params.Config
  return {
    config: request.Config,
    echo: echoConfig(config as JsonObject),
    requestId: typeof RequestId === 'string' ? RequestId : undefined,
  }
}
