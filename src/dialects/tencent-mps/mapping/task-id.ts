import type { TaskId } from '../../../domain/ids.ts'
import { APP_ID } from '../../../wire/tencent/account.ts'

/** The service's spelling of a task id. `app.tasks.get` reads it back, and any other spelling with the same digits. */
export const spellTaskId = (id: TaskId, kind: 'WorkflowTask' | 'EditMedia' = 'WorkflowTask'): string =>
  kind === 'EditMedia' ? `${APP_ID}-EditMedia-${id}` : `${APP_ID}-WorkflowTask-${id}t0`
