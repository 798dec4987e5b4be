import type { Readable } from 'node:stream'

/** A request as it came off the wire, before anything was believed. Signatures are checked on exactly these bytes. */
export interface RawRequest {
  readonly method: string
  /** Path as sent, not decoded. */
  readonly path: string
  /** After the `?`, as sent; empty when there is none. */
  readonly query: string
  /** Lower-case names; a repeated header is joined with `, ` as Node does. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
  /** Values of the route's `{name}` parts, decoded. */
  readonly pathParams: Readonly<Record<string, string>>
}

/** A text whose beginning is kept as bytes, because it is sent again and again, and whose end is new each time. */
export interface KeptText {
  readonly kept: Buffer
  readonly end: string
}

/** What goes back. Bytes and content type are exactly these: some clients break on an added charset. */
export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array | string | KeptText | Readable | undefined
}

/** The media type without its parameters, lower-case. */
export const mediaType = (raw: Pick<RawRequest, 'headers'>): string =>
  (raw.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''
