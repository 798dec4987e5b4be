import type { ObjectInfo } from '../../../domain/ports.ts'

type Headers = Readonly<Record<string, string>>
type Version = Pick<ObjectInfo, 'etag' | 'modifiedAt'>

export const entityTag = ({ etag }: Pick<ObjectInfo, 'etag'>): string => `"${etag}"`
/** HTTP dates count whole seconds. */
export const httpDate = (at: number): string => new Date(at).toUTCString()

/** Whether the client's copy is still good: 304. `If-Modified-Since` counts only without `If-None-Match` (RFC 9110 §13.2.2). */
export const notModified = (headers: Headers, version: Version): boolean => {
  const tags = headers['if-none-match']
  if (tags !== undefined) return names(tags, entityTag(version))
  const since = Date.parse(headers['if-modified-since'] ?? '')
  return Number.isFinite(since) && wholeSecond(version.modifiedAt) <= since
}

/** Whether `Range` may be honoured: the part must belong to the version the client has the rest of. */
export const rangeApplies = (headers: Headers, version: Version): boolean => {
  const condition = headers['if-range']?.trim()
  if (condition === undefined) return true
  if (condition.startsWith('"') || condition.startsWith('W/')) return condition === entityTag(version)
  return Date.parse(condition) === wholeSecond(version.modifiedAt)
}

/** Whether a list of entity tags, or `*`, names this one; weak tags count, as RFC 9110 has it for `If-None-Match`. */
const names = (list: string, tag: string): boolean =>
  list.trim() === '*' || [...list.matchAll(/"[^"]*"/g)].some(([each]) => each === tag)

const wholeSecond = (at: number): number => Math.floor(at / 1000) * 1000
