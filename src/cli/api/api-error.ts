import { CliError, EXIT } from '../cli-error.ts'

/** The server said no. The message is its own, with a way out where the command line knows one. */
export class ApiError extends CliError {
  readonly status: number
  /** A problem code of the API; empty when something else than Pentode answered. */
  readonly code: string
  constructor(status: number, body: string, url: string) {
    const { code, detail } = readProblem(body)
    const words = detail ?? `${url} answers with HTTP ${status}. Is this a Pentode server?`
    super(status === 401 ? `${words}\n${KEY_HINT}` : words, EXIT.failed)
    this.status = status
    this.code = code ?? ''
  }
}

const KEY_HINT =
  'Set PENTODE_ACCESS_KEY_ID and PENTODE_ACCESS_KEY_SECRET, or run this in the folder from which the server was started.'

/** What a failed connection means, and what to do. */
export const unreachable = (url: string, cause: unknown): CliError => {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  const words =
    code === 'ECONNREFUSED'
      ? `No server answers at ${url}. Start one with "pentode serve", or set PENTODE_URL to where it runs.`
      : `${url} cannot be reached: ${cause instanceof Error ? cause.message : String(cause)}. PENTODE_URL says where the server is.`
  return new CliError(words, EXIT.failed, { cause })
}

const readProblem = (body: string): { code?: string; detail?: string } => {
  try {
    const value: unknown = JSON.parse(body)
    if (typeof value !== 'object' || value === null) return {}
    const { code, detail, path } = value as Record<string, unknown>
    if (typeof code !== 'string' || typeof detail !== 'string') return {}
    return { code, detail: typeof path === 'string' ? `${detail} (${path})` : detail }
  } catch {
    return {}
  }
}
