import type { Kysely, Transaction } from 'kysely'
import type { TaskChange, TaskEvent } from '../domain/event.ts'
import type { ProjectId, TaskId } from '../domain/ids.ts'
import type { Instant } from '../domain/units.ts'
import { createNoteChange } from './note-change.ts'
import { prepare } from './prepared.ts'
import type { Schema } from './schema.ts'

/** A write in progress: what is emitted is kept with it and told when it is durable, or never happened. */
export interface Writer {
  readonly tx: Transaction<Schema>
  emit(of: { id: TaskId; project: ProjectId }, at: Instant, ...changes: readonly TaskChange[]): Promise<void>
}
export type Commit = <T>(work: (writer: Writer) => Promise<T>) => Promise<T>
/** Called after the commit, with the events in their order. It must not throw. */
export type CommitListener = (events: readonly TaskEvent[]) => void

export interface Committer {
  readonly commit: Commit
  /** Answers how to stop listening. */
  onCommit(listener: CommitListener): () => void
}

export const createCommitter = (db: Kysely<Schema>): Committer => {
  const listeners = new Set<CommitListener>()
  const insert = prepare<Omit<Schema['events'], 'id'>, { id: number }>((slot) =>
    db
      .insertInto('events')
      .values({ project: slot('project'), task: slot('task'), at: slot('at'), what: slot('what') })
      .returning('id'),
  )
  const note = createNoteChange(db)
  return {
    commit: async (work) => {
      const events: TaskEvent[] = []
      const result = await db.transaction().execute((tx) =>
        work({
          tx,
          emit: async ({ id, project }, at, ...changes) => {
            for (const what of changes) {
              const { rows } = await insert(tx, { project, task: id, at, what: JSON.stringify(what) })
              await note(tx, id, at, what)
              events.push({ id: rows[0]?.id ?? 0, project, task: id, at, what })
            }
          },
        }),
      )
      // In a microtask: a listener's fault must not look like a failed write.
      if (events.length > 0) queueMicrotask(() => tell(listeners, events))
      return result
    },
    onCommit: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

const tell = (listeners: ReadonlySet<CommitListener>, events: readonly TaskEvent[]): void => {
  for (const listener of listeners) listener(events)
}
