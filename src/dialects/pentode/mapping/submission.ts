import type { Submission } from '../../../app/submit-task.ts'
import type { Json } from '../../../domain/json.ts'
import type { Problem } from '../../../domain/problem.ts'
import type { Task } from '../../../domain/task.ts'
import type { Call } from '../../../wire/operation.ts'
import { withoutSecret } from '../../../wire/secret.ts'
import { DIALECT } from '../paths.ts'
import type { SubmissionRequest } from '../schemas/submission.ts'
import { toCallback } from './callback.ts'
import { resolveOutputs } from './outputs.ts'
import { SECRET } from './spec.ts'

/** @throws DomainError template-not-found */
export const readSubmission = async (request: SubmissionRequest, call: Call): Promise<Submission> => {
  const { source, outputs, callback, ...rest } = request
  return {
    ...rest,
    dialect: DIALECT,
    ...toCallback(callback, call.caller.key),
    request: withoutKeys(call.params as Json),
    source,
    outputs: await resolveOutputs({ outputs, source }, call),
  }
}

/**
 * The task an identical request made before: a client that lost the answer sends the request again, and is given the same one.
 * Undefined when the problem is another one, or when the token was used for a different request.
 */
export const repeatedTask = async (
  { code, detail }: Problem,
  { app, caller, params }: Call,
): Promise<Task | undefined> => {
  if (code !== 'duplicate-request' || typeof detail?.task !== 'string') return undefined
  const task = await app.tasks.get(caller.project, detail.task)
  return task.dialect === DIALECT && canonical(task.request) === canonical(withoutKeys(params as Json))
    ? task
    : undefined
}

/** The request as it is kept: keys are in the specs and with the callback, where they are needed, and nowhere else. */
const withoutKeys = (whole: Json): Json => withoutGiven(withoutSecret(whole, ['callback', 'secret']))

const withoutGiven = (value: Json): Json => {
  if (Array.isArray(value)) return value.map(withoutGiven)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      name,
      name === 'given' && Array.isArray(each)
        ? each.map((one) => (typeof one === 'object' && one !== null ? { ...one, key: SECRET } : one))
        : withoutGiven(each),
    ]),
  )
}

/** JSON with sorted keys. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  )
