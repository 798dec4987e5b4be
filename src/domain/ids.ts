import type { Unit } from './units.ts'

/** 32 lower-case hex digits. Dialects write it their own way and read back any of those forms. */
export type TaskId = Unit<'TaskId', string>
/** 32 lower-case hex digits. */
export type AssetId = Unit<'AssetId', string>
/** A tenant. Everything that is stored belongs to exactly one. */
export type ProjectId = Unit<'ProjectId', string>
export type AccessKeyId = Unit<'AccessKeyId', string>

const HEX_ID = /^[0-9a-f]{32}$/

export const isTaskId = (text: string): text is TaskId => HEX_ID.test(text)
export const isAssetId = (text: string): text is AssetId => HEX_ID.test(text)
/** @throws RangeError when the text is not 32 lower-case hex digits. */
export const taskId = (text: string): TaskId => {
  if (!isTaskId(text)) throw new RangeError(`not a task id: ${JSON.stringify(text)}`)
  return text
}
/** The task id inside any dialect's spelling of it, such as `1-WorkflowTask-<hex>t0`; undefined when there is none. */
export const findTaskId = (text: string): TaskId | undefined => {
  const found = /(?:^|[^0-9a-f])([0-9a-f]{32})(?![0-9a-f])/.exec(text)?.[1]
  return found !== undefined && isTaskId(found) ? found : undefined
}
export const projectId = (text: string): ProjectId => text as ProjectId
export const accessKeyId = (text: string): AccessKeyId => text as AccessKeyId
