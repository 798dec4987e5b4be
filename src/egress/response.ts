import { fail } from '../domain/problem.ts'

export type Headers = Readonly<Record<string, string | string[] | undefined>>

/** What decides whether a later part belongs to the same bytes, and how many there are. */
export interface Entity {
  /** For `If-Range`: a strong entity tag or a date; absent when the server gives none that can be trusted. */
  readonly validator?: string
  readonly etag?: string
  /** Of the whole body; absent when the server does not say. */
  readonly total?: number
}

export const header = (headers: Headers, name: string): string | undefined => {
  const value = headers[name]
  return Array.isArray(value) ? value.join(', ') : value
}

/** Reads a 200 response's headers. @throws DomainError source-refused for an encoded body: what it unpacks to has no bound */
export const readEntity = (headers: Headers): Entity => {
  refuseEncoded(headers)
  const etag = header(headers, 'etag')
  const validator = etag?.startsWith('"') ? etag : strongDate(headers)
  const total = readLength(header(headers, 'content-length'))
  return {
    ...(etag === undefined ? {} : { etag }),
    ...(validator === undefined ? {} : { validator }),
    ...(total === undefined ? {} : { total }),
  }
}

/** Whether a 206 response goes on exactly where `entity` was left at `offset`. @throws DomainError source-refused */
export const continues = (headers: Headers, entity: Entity, offset: number): boolean => {
  refuseEncoded(headers)
  const range = /^bytes (\d+)-(\d+)\/(\d+|\*)$/.exec(header(headers, 'content-range') ?? '')
  if (!range || Number(range[1]) !== offset) return false
  if (entity.total !== undefined && range[3] !== '*' && Number(range[3]) !== entity.total) return false
  const etag = header(headers, 'etag')
  return etag === undefined || etag === entity.etag
}

const refuseEncoded = (headers: Headers): void => {
  const encoding = header(headers, 'content-encoding')?.trim().toLowerCase() ?? ''
  if (encoding !== '' && encoding !== 'identity')
    throw fail(
      'source-refused',
      `The source's server sends the body compressed (${encoding.slice(0, 40)}) although it was asked not to.`,
    )
}

const readLength = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined

/** Last-Modified, unless the file could have changed twice within its one-second grain (RFC 9110, 8.8.2.2). */
const strongDate = (headers: Headers): string | undefined => {
  const modified = header(headers, 'last-modified')
  const gap = Date.parse(header(headers, 'date') ?? '') - Date.parse(modified ?? '')
  return gap >= 1000 ? modified : undefined
}
