import type { ProjectId } from './ids.ts'
import type { Json } from './json.ts'
import type { OutputSpec } from './output-spec.ts'
import type { Instant } from './units.ts'

/** A named, stored set of output parameters. The built-in ones are presets: `project` is absent, they cannot be changed. */
export interface Template {
  /** The dialect whose names and ids it belongs to; `pentode` for the native API. */
  readonly dialect: string
  /** Unique in its dialect and project. A name (native) or a decimal number (services that count). */
  readonly id: string
  readonly name: string
  readonly description?: string
  readonly spec: OutputSpec
  /** The service's own parameters as they were given, for its query operations. */
  readonly params?: Json
  readonly project?: ProjectId
  readonly createdAt: Instant
  readonly updatedAt: Instant
}

/**
 * A preset whose output parameters are worked out by the first who uses it: a server has hundreds of presets, and reading
 * them all would hold up its start. It has not changed since it was made.
 */
export const presetTemplate = (
  head: Omit<Template, 'spec' | 'project' | 'updatedAt'>,
  toSpec: () => OutputSpec,
): Template => {
  let spec: OutputSpec | undefined
  return {
    ...head,
    updatedAt: head.createdAt,
    get spec() {
      spec ??= toSpec()
      return spec
    },
  }
}
