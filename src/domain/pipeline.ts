import type { ProjectId } from './ids.ts'
import type { Json } from './json.ts'
import type { Instant } from './units.ts'

/** A named lane that tasks are submitted to. While it is paused its waiting tasks do not start; running ones go on. */
export interface Pipeline {
  /** The dialect whose ids it belongs to. */
  readonly dialect: string
  /** Unique in its dialect and project. */
  readonly id: string
  readonly project: ProjectId
  readonly name: string
  readonly paused: boolean
  /** The service's own parameters, for its query operations. */
  readonly params?: Json
  readonly createdAt: Instant
  readonly updatedAt: Instant
}
