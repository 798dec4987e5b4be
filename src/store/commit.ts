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
  /** After a commit in which a notice was written. Answers how to stop listening. */
  onNoted(listener: () => void): () => void
}

export const createCommitter = (db: Kysely<Schema>): Committer => {
  const listeners = new Set<CommitListener>()
  const noting = new Set<() => void>()
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
      let noted = false
      const result = await db.transaction().execute((tx) =>
        work({
          tx,
          emit: async ({ id, project }, at, ...changes) => {
            for (const what of changes) {
              const { rows } = await insert(tx, { project, task: id, at, what: JSON.stringify(what) })
              noted = (await note(tx, id, at, what)) || noted
              events.push({ id: rows[0]?.id ?? 0, project, task: id, at, what })
            }
          },
        }),
      )
      // In a microtask: a listener's fault must not look like a failed write.
      if (events.length > 0) queueMicrotask(() => tell(listeners, events))
      if (noted) queueMicrotask(() => tell(noting, undefined))
      return result
    },
    onCommit: (listener) => listen(listeners, listener),
    onNoted: (listener) => listen(noting, listener),
  }
}

const tell = <T>(listeners: ReadonlySet<(news: T) => void>, news: T): void => {
  for (const listener of listeners) listener(news)
}

const listen = <T>(listeners: Set<T>, listener: T): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
