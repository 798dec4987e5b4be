import type { JsonObject } from './json.ts'

/**
 * Every way Pentode can refuse or fail, as one closed list. Dialects translate the codes into their service's words
 * (`satisfies Record<ProblemCode, …>` makes a forgotten one a compile error); the domain never formats.
 */
export const PROBLEM_CODES = [
  // The request itself
  'malformed-request',
  'request-too-large',
  'missing-parameter',
  'invalid-parameter',
  'value-out-of-range',
  'unknown-parameter',
  'unsupported-parameter',
  'unknown-operation',
  'unsupported-operation',
  'unknown-version',
  // Who asks
  'auth-missing',
  'auth-malformed',
  'unknown-access-key',
  'signature-mismatch',
  'signature-expired',
  'forbidden',
  'rate-limited',
  // What is asked for
  'task-not-found',
  'output-not-found',
  'template-not-found',
  'bucket-not-found',
  'object-not-found',
  'asset-not-found',
  'duplicate-request',
  'task-not-cancellable',
  'output-not-retryable',
  'template-exists',
  'template-is-preset',
  'bucket-exists',
  'bucket-not-empty',
  'invalid-object-key',
  'storage-full',
  'unavailable',
  'internal',
  // The source
  'source-not-found',
  'source-refused',
  'source-unreachable',
  'source-unreadable',
  'source-unsupported',
  'source-too-large',
  'source-truncated',
  'source-no-video',
  'source-no-audio',
  // Another file an output needs: an image, a clip, subtitles
  'input-unusable',
  // The work
  'encoder-missing',
  'ffmpeg-missing',
  'encode-failed',
  'output-invalid',
  'disk-full',
  'stalled',
  'timed-out',
  'interrupted',
] as const

export type ProblemCode = (typeof PROBLEM_CODES)[number]

export interface Problem {
  readonly code: ProblemCode
  /** One English sentence that names the cause and, where there is one, the way out. Safe to show to the caller. */
  readonly message: string
  /** The request field at fault, dotted: `outputs.0.template`. */
  readonly path?: string
  /** Facts for programs: limits, ids, measured values. Never secrets. */
  readonly detail?: JsonObject
}

export const problem = (
  code: ProblemCode,
  message: string,
  more: { path?: string; detail?: JsonObject } = {},
): Problem => ({ code, message, ...more })

/** A problem on its way to the caller. `cause` keeps what was underneath, for the log. */
export class DomainError extends Error {
  override readonly name = 'DomainError'
  readonly problem: Problem
  constructor(of: Problem, options?: { cause?: unknown }) {
    super(of.message, options)
    this.problem = of
  }
}

/** `throw fail('task-not-found', '…')` */
export const fail = (
  code: ProblemCode,
  message: string,
  more: { path?: string; detail?: JsonObject; cause?: unknown } = {},
): DomainError => {
  const { cause, ...rest } = more
  return new DomainError(problem(code, message, rest), cause === undefined ? undefined : { cause })
}

/** Source problems are the task's; every output fails with them. */
export const isSourceProblem = (p: Problem): boolean => p.code.startsWith('source-')
