import type { Loose } from '../support/native.ts'

/** What all APIs that take tasks have words for. */
export interface View {
  readonly status: 'waiting' | 'running' | 'succeeded' | 'failed' | 'cancelled'
  /** `<bucket>/<key>` */
  readonly source: string
  /** Of the source, once it is measured. Absent where the API has no words for it. */
  readonly measured?: { readonly bytes: number; readonly milliseconds: number } | 'not yet'
  /** `<bucket>/<key>` and size in kB (1000 bytes, rounded up) of what is made; no size where the API has no words for it. */
  readonly made: readonly (readonly [path: string, kilobytes?: number])[]
}

/** The ids of one task. */
export interface Ids {
  readonly id: string
  readonly serial: number
}

/** An API that shows tasks; not all can take in what the others do. */
export interface Reader {
  readonly view: (ids: Ids) => Promise<Partial<View>>
  /** The ids of all tasks it lists. */
  readonly list: () => Promise<readonly string[]>
  /** This API's id of a task. */
  readonly idOf: (ids: Ids) => string
  /** What it answers to an id, without what is new in every answer; `error` and its code where it refuses. */
  readonly ask: (id: string) => Promise<unknown>
}

export interface Api extends Reader {
  /** Submits a file and a playlist from `<bucket>/<key>` to `<bucket>/<folder>/{file.mp4,list.m3u8}`; answers this API's own id. */
  readonly submit: (bucket: string, key: string, folder: string) => Promise<string>
  readonly view: (ids: Ids) => Promise<View>
}

export const kilobytes = (bytes: number): number => Math.ceil(bytes / 1000)

/** The first member of a refusal that tells its kind. */
export const refused = ({ code }: Loose): readonly unknown[] => ['error', code]
