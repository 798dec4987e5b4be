import type { TaskId } from '../../../domain/ids.ts'
import { APP_ID } from '../../../wire/tencent/account.ts'
import type { TaskKind } from './task-kind.ts'

const PREFIX: Readonly<Record<TaskKind, string>> = {
  procedure: `${APP_ID}-Procedure-`,
  transcode: 'transcode-',
  clipVideo: 'clipVideo-',
  concatFile: 'Concat-',
  pull: 'pull-',
}

/** The service's spelling of a task id. `app.tasks.get` reads it back, and any other spelling with the same digits. */
export const spellTaskId = (kind: TaskKind, id: TaskId): string => PREFIX[kind] + id
