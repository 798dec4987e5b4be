import { createHmac } from 'node:crypto'
import type { Callback, Notice } from '../../../domain/callback.ts'
import type { AccessKeyId } from '../../../domain/ids.ts'
import { isTerminal, type Task, taskStatus } from '../../../domain/task.ts'
import type { Instant } from '../../../domain/units.ts'
import type { NotifyMessage } from '../../../wire/dialect.ts'
import { DIALECT } from '../paths.ts'
import type { SubmissionRequest } from '../schemas/submission.ts'
import { fromTask } from './task.ts'
import { isoTime } from './time.ts'

export const toCallback = (
  asked: SubmissionRequest['callback'],
  key: AccessKeyId,
): { readonly callback?: Callback } => (asked ? { callback: { dialect: DIALECT, key, ...asked } } : {})

/**
 * A task that is over, as its GET shows it. The signature covers the time and the body; a delivery that is made again has
 * the same id.
 */
export const callbackMessage = (
  { id, cause, at, callback }: Notice,
  task: Task,
  now: Instant,
): NotifyMessage | undefined => {
  if (cause.type !== 'task.finished' || !isTerminal(taskStatus(task.outputs))) return undefined
  const body = JSON.stringify({ type: cause.type, at: isoTime(at), task: fromTask(task) })
  const time = String(Math.floor(now / 1000))
  return {
    headers: {
      ...{ 'content-type': 'application/json', 'pentode-delivery': String(id), 'pentode-timestamp': time },
      ...(callback.secret === undefined
        ? {}
        : { 'pentode-signature': `sha256=${macOf(callback.secret, `${time}.${body}`)}` }),
    },
    body,
  }
}

const macOf = (secret: string, text: string): string =>
  createHmac('sha256', secret).update(text).digest('hex')
