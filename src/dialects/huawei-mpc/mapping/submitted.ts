import type { Task } from '../../../domain/task.ts'
import { type CreateTranscodingRequest, createTranscodingRequest } from '../schema/create-transcoding.ts'
import { DIALECT } from '../service.ts'

const MAX_KEPT = 1000

/** The request of a task, or undefined for a task of another API. It never changes, and tasks are polled: the last ones are kept. */
export const createSubmittedReader = () => {
  const kept = new Map<string, CreateTranscodingRequest | undefined>()
  return (task: Task): CreateTranscodingRequest | undefined => {
    if (task.dialect !== DIALECT) return undefined
    if (kept.has(task.id)) return kept.get(task.id)
    const request = createTranscodingRequest.safeParse(task.request).data
    const oldest = kept.keys().next()
    if (kept.size >= MAX_KEPT && !oldest.done) kept.delete(oldest.value)
    kept.set(task.id, request)
    return request
  }
}
