import { errors } from 'undici'
import { DomainError, fail } from '../domain/problem.ts'

/** A failure of one try: what to say when it was the last, and whether another can help. */
export interface TryFailure {
  readonly error: unknown
  readonly retry: boolean
  /** The connection ended before the body did. */
  readonly cut?: boolean
}

const WORDS: Readonly<Record<string, string>> = {
  ENOTFOUND: 'its name does not exist',
  EAI_AGAIN: 'the name service does not answer',
  ECONNREFUSED: 'it refuses the connection',
  ECONNRESET: 'it closed the connection',
  EPIPE: 'it closed the connection',
  ETIMEDOUT: 'it does not answer',
  EHOSTUNREACH: 'there is no route to it',
  ENETUNREACH: 'there is no route to it',
  UND_ERR_SOCKET: 'it closed the connection',
  UND_ERR_CONNECT_TIMEOUT: 'it does not answer',
  UND_ERR_HEADERS_TIMEOUT: 'it took the request and does not answer',
  UND_ERR_BODY_TIMEOUT: 'it stopped sending',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'it sent another length than it said',
}
const FINAL = new Set(['ENOTFOUND'])
const CUT = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET', 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH'])

/** Statuses that pass by themselves. */
const PASSING = new Set([408, 425, 429, 500, 502, 503, 504])

/** What a thrown error means for the download of `host`. An error nobody foresaw stays as it is. */
export const networkFailure = (error: unknown, host: string): TryFailure => {
  if (error instanceof DomainError) return { error, retry: false }
  const code = codeOf(error)
  const words = WORDS[code] ?? otherWords(error, code)
  if (words === undefined) return { error, retry: false }
  return {
    error: fail('source-unreachable', `The source's host ${host} cannot be read: ${words}.`, {
      detail: { host, reason: code },
      cause: error,
    }),
    retry: code in WORDS && !FINAL.has(code),
    cut: CUT.has(code),
  }
}

const codeOf = (error: unknown): string => {
  if (!(error instanceof Error)) return ''
  if ('code' in error && typeof error.code === 'string') return error.code
  return error instanceof errors.HTTPParserError ? 'HPE' : ''
}

const otherWords = (error: unknown, code: string): string | undefined => {
  if (isProtocolFault(code)) return `it breaks the protocol (${code})`
  const call = error instanceof Error && 'syscall' in error ? error.syscall : undefined
  // Files have errors too, and say `open`, `write` or `fsync`.
  return call === 'connect' || call === 'getaddrinfo' || call === 'read' ? `${call} ${code}` : undefined
}

/** TLS and HTTP errors: their codes name the fault well enough. */
const isProtocolFault = (code: string): boolean =>
  /^(?:HPE|ERR_TLS|ERR_SSL|EPROTO|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|HOSTNAME|UND_ERR_)/.test(code)

/** What a status other than 200 or 206 means. */
export const statusFailure = (status: number, host: string): TryFailure => {
  const detail = { host, status }
  if (status === 404 || status === 410)
    return {
      error: fail('source-not-found', `There is no such file on ${host} (HTTP ${status}).`, { detail }),
      retry: false,
    }
  const hint = status === 401 || status === 403 ? ' The link may have expired or need a login.' : ''
  return {
    error: fail('source-unreachable', `The source's host ${host} answers with HTTP ${status}.${hint}`, {
      detail,
    }),
    retry: PASSING.has(status),
  }
}
