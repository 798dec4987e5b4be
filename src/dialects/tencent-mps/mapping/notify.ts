import { z } from 'zod'
import type { Callback } from '../../../domain/callback.ts'
import type { AccessKeyId } from '../../../domain/ids.ts'
import type { Json } from '../../../domain/json.ts'
import type { Task } from '../../../domain/task.ts'
import { withoutSecret } from '../../../wire/secret.ts'
import type { TaskDetail } from '../schema/task-detail.ts'
import { type TaskNotifyConfig, taskNotifyConfig } from '../schema/task-notify.ts'
import { DIALECT } from '../service.ts'

const NAME = 'TaskNotifyConfig'
const kept = z.looseObject({ [NAME]: taskNotifyConfig })

/** Whom a submission wants to be told. */
export const callbackOf = (config: TaskNotifyConfig, key: AccessKeyId): { readonly callback?: Callback } => {
  if (config?.NotifyUrl === undefined) return {}
  const { NotifyUrl: url, NotifyKey: secret, NotifyMode = 'Finish' } = config
  return {
    callback: {
      ...{ dialect: DIALECT, url, key, params: { mode: NotifyMode } },
      ...(secret === undefined ? {} : { secret }),
    },
  }
}

/** The request as it is kept: the key is with the callback, where it is needed, and nowhere else. */
export const withoutNotifyKey = (whole: Json): Json => withoutSecret(whole, [NAME, 'NotifyKey'])

/** What a task was told of its callback, without the key. */
export const echoNotify = ({ dialect, request }: Task): TaskDetail['TaskNotifyConfig'] => {
  if (dialect !== DIALECT || typeof request !== 'object' || request === null || !(NAME in request))
    return null
  const asked = kept.safeParse(request).data?.[NAME]
  if (!asked?.NotifyType) return null
  const { NotifyType, NotifyMode = 'Finish', NotifyUrl = '' } = asked
  return { NotifyType, NotifyMode, NotifyUrl }
}
