import { EventEmitter } from 'node:events'
import type { ProgressNews } from '../domain/event.ts'
import type { TaskId } from '../domain/ids.ts'

/** News inside this process. Nothing is kept: who needs history reads the store. */
export interface Bus {
  /** Something was committed that a reader or a worker may be waiting for. */
  readonly committed: () => void
  readonly onCommitted: (listener: () => void) => () => void
  readonly progressed: (news: ProgressNews) => void
  /** Somebody asked to cancel a running task. */
  readonly cancelled: (task: TaskId) => void
  readonly onCancelled: (task: TaskId, listener: () => void) => () => void
  readonly onProgress: (listener: (news: ProgressNews) => void) => () => void
  /** Nobody works on the task any more. */
  readonly released: (task: TaskId) => void
  readonly onReleased: (listener: (task: TaskId) => void) => () => void
}

export const createBus = (): Bus => {
  const emitter = new EventEmitter().setMaxListeners(0)
  const on = <T>(event: string, listener: (value: T) => void): (() => void) => {
    emitter.on(event, listener)
    return () => emitter.off(event, listener)
  }
  return {
    committed: () => emitter.emit('commit'),
    onCommitted: (listener) => on('commit', listener),
    cancelled: (task) => emitter.emit(`cancel ${task}`),
    onCancelled: (task, listener) => on(`cancel ${task}`, listener),
    progressed: (news) => emitter.emit('progress', news),
    onProgress: (listener) => on('progress', listener),
    released: (task) => emitter.emit('released', task),
    onReleased: (listener) => on('released', listener),
  }
}
