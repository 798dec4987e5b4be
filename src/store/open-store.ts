import type {
  AssetStore,
  CallbackStore,
  KeyStore,
  NonceStore,
  NoticeStore,
  PipelineStore,
  TaskStore,
  TemplateStore,
  WorkStore,
} from '../domain/ports.ts'
import { type Instant, instant, type Milliseconds, milliseconds } from '../domain/units.ts'
import { createAssetStore } from './assets.ts'
import { createCallbackStore, createNoticeStore } from './callbacks.ts'
import { type CommitListener, createCommitter } from './commit.ts'
import { createEventStore, type EventLog } from './events.ts'
import { createFinishedTasks } from './finished-tasks.ts'
import { createKeyStore } from './keys.ts'
import { migrate } from './migrate.ts'
import { createNonceStore } from './nonces.ts'
import { createPipelineStore } from './pipelines.ts'
import { openSqlite } from './sqlite/open.ts'
import { createTaskStore } from './tasks.ts'
import { createTemplateStore } from './templates.ts'
import { createWorkStore } from './work.ts'

export interface StoreOptions {
  /** The data folder; made when missing. */
  readonly directory: string
  /** Dates events of calls that name no time. Default: the system's clock. */
  readonly clock?: () => Instant
  /** How long to wait for a process that is just leaving the folder. Default 2 s. */
  readonly busyTimeout?: Milliseconds
}

export interface Store extends AsyncDisposable {
  readonly tasks: TaskStore
  readonly work: WorkStore
  readonly templates: TemplateStore
  readonly assets: AssetStore
  readonly keys: KeyStore
  readonly pipelines: PipelineStore
  readonly nonces: NonceStore
  readonly callbacks: CallbackStore
  readonly notices: NoticeStore
  readonly events: EventLog
  /** Tells the events of each durable write, in order; answers how to stop. A listener must not throw. */
  onCommit(listener: CommitListener): () => void
  /** After each durable write that owes a callback something. */
  onNoted(listener: () => void): () => void
}

/**
 * Opens the durable state of a data folder, at this version's tables, for this process alone.
 * @throws DomainError unavailable, storage-full
 */
export const openStore = async ({
  directory,
  clock = () => instant(Date.now()),
  busyTimeout = milliseconds(2000),
}: StoreOptions): Promise<Store> => {
  const db = openSqlite(directory, busyTimeout)
  try {
    await migrate(db)
  } catch (error) {
    await db.destroy()
    throw error
  }
  const { commit, onCommit, onNoted } = createCommitter(db)
  const finished = createFinishedTasks()
  onCommit((events) => {
    for (const { task } of events) finished.drop(task)
  })
  return {
    tasks: createTaskStore(db, commit, clock, finished),
    work: createWorkStore(db, commit, clock),
    templates: createTemplateStore(db),
    assets: createAssetStore(db),
    keys: createKeyStore(db),
    pipelines: createPipelineStore(db),
    nonces: createNonceStore(db),
    callbacks: createCallbackStore(db),
    notices: createNoticeStore(db),
    events: createEventStore(db),
    onCommit,
    onNoted,
    [Symbol.asyncDispose]: () => db.destroy(),
  }
}
