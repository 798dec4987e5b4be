import type { App } from '../app/app.ts'
import type { Notice } from '../domain/callback.ts'
import type { TaskStore } from '../domain/ports.ts'
import type { Instant } from '../domain/units.ts'
import type { Message } from '../notify/create-notifier.ts'
import type { Dialect } from '../wire/dialect.ts'

export interface Composing {
  readonly tasks: Pick<TaskStore, 'get'>
  readonly dialects: readonly Dialect[]
  readonly app: App
  readonly now: () => Instant
  readonly origin: () => string
}

/**
 * What a notice says, in the words of the dialect that the callback was given in, of the task as it is now. Nothing of one
 * whose record was deleted meanwhile: whoever did that knew that it was over.
 */
export const composeNotice =
  ({ tasks, dialects, app, now, origin }: Composing) =>
  async (notice: Notice): Promise<Message | undefined> => {
    const dialect = dialects.find(({ id }) => id === notice.callback.dialect)
    const task = await tasks.get(notice.project, notice.task)
    return task && dialect?.notify?.(notice, task, { app, now: now(), origin: origin() })
  }
