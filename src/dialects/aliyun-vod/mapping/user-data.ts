import type { App, Caller } from '../../../app/app.ts'
import type { Callback } from '../../../domain/callback.ts'
import type { Task } from '../../../domain/task.ts'
import { ALL_EVENTS, toCallback } from '../../../wire/aliyun/event-callback.ts'
import type { UserData } from '../schema/user-data.ts'
import { DIALECT } from '../service.ts'

/**
 * Whom a submission of its own wants to be told. The address stands in for that of the project, whose events and key stay; a
 * project that has set nothing up hears of everything there.
 */
export const callbackOf = async (
  app: App,
  caller: Caller,
  userData: UserData,
): Promise<{ readonly callback?: Callback }> => {
  const url = userData?.MessageCallback?.CallbackURL
  if (url === undefined) return {}
  const usual = await app.callbacks.get(caller.project, DIALECT)
  return {
    callback: usual
      ? { ...usual, url }
      : toCallback({ CallbackURL: url, EventTypeList: ALL_EVENTS }, DIALECT, caller.key),
  }
}

/** What the caller sent along to have it back, as text. */
export const extendOf = ({ userData }: Task): { readonly Extend?: string } => {
  if (userData === undefined) return {}
  try {
    const extend = (JSON.parse(userData) as { Extend?: unknown } | null)?.Extend
    if (extend === undefined || extend === null) return {}
    return { Extend: typeof extend === 'string' ? extend : JSON.stringify(extend) }
  } catch {
    // Tasks of other APIs carry texts of any form.
    return {}
  }
}
