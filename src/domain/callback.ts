import type { AccessKeyId, ProjectId, TaskId } from './ids.ts'
import type { Json } from './json.ts'
import type { Instant } from './units.ts'

/** Where somebody wants to be told what becomes of tasks, and how. */
export interface Callback {
  /** The dialect in whose words it is told. */
  readonly dialect: string
  /** As the caller wrote it: some services sign its very letters. */
  readonly url: string
  /** Signs what is sent. */
  readonly secret?: string
  /** Addresses of files are given out in the name of this key. */
  readonly key: AccessKeyId
  /** What the dialect keeps with it, such as the events that are wanted. */
  readonly params?: Json
}

/** What a notice tells of: the task is over, or one of its outputs is. */
export type NoticeCause =
  | { readonly type: 'task.finished' }
  | { readonly type: 'output.changed'; readonly output: number }

/** One message that is owed to somebody, written together with what it tells of. */
export interface Notice {
  readonly id: number
  readonly project: ProjectId
  readonly task: TaskId
  readonly at: Instant
  readonly cause: NoticeCause
  readonly callback: Callback
  /** Deliveries begun, this one included. */
  readonly tries: number
}

/** Why nobody can be called back at an address; undefined for one where it may be tried. */
export const callbackUrlFault = (text: string): string | undefined => {
  const url = URL.parse(text)
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:')
    return 'it must be an address that begins with http:// or https://'
  return url.username === '' && url.password === '' ? undefined : 'it may not hold a user name or password'
}
