import type { Callback } from '../domain/callback.ts'
import type { ProjectId } from '../domain/ids.ts'
import type { Ports } from './ports.ts'

/** Who is told of all tasks of a project that name nobody of their own. */
export interface CallbackUseCases {
  readonly get: (project: ProjectId, dialect: string) => Promise<Callback | undefined>
  /** For the tasks of these dialects; `undefined` takes it away. */
  readonly set: (
    project: ProjectId,
    dialects: readonly string[],
    callback: Callback | undefined,
  ) => Promise<void>
}

export const callbackUseCases = ({ callbacks }: Pick<Ports, 'callbacks'>): CallbackUseCases => ({
  get: (project, dialect) => callbacks.get(project, dialect),
  set: (project, dialects, callback) => callbacks.set(project, dialects, callback),
})
