import type { ProblemCode } from '../../domain/problem.ts'
import type { WireError } from '../../wire/operation.ts'

const as = <Code extends string>(status: number, code: Code, message?: string) =>
  message === undefined ? { status, code } : { status, code, message }

/** One answer for an unknown key and a wrong secret: it must not tell which keys exist. */
const denied = as(401, 'invalid-credentials', 'The access key or its secret is wrong.')

/** The problems in the native API's words: the domain's own codes, with true HTTP statuses. */
export const errors = {
  'malformed-request': as(400, 'malformed-request'),
  'request-too-large': as(413, 'request-too-large'),
  'missing-parameter': as(400, 'missing-parameter'),
  'invalid-parameter': as(400, 'invalid-parameter'),
  'value-out-of-range': as(400, 'value-out-of-range'),
  'unknown-parameter': as(400, 'unknown-parameter'),
  'unsupported-parameter': as(400, 'unsupported-parameter'),
  'unknown-operation': as(404, 'unknown-operation'),
  'unsupported-operation': as(501, 'unsupported-operation'),
  'unknown-version': as(404, 'unknown-version'),
  'auth-missing': as(401, 'auth-missing'),
  'auth-malformed': as(401, 'auth-malformed'),
  'unknown-access-key': denied,
  'signature-mismatch': denied,
  'signature-expired': as(401, 'signature-expired'),
  forbidden: as(403, 'forbidden'),
  'rate-limited': as(429, 'rate-limited'),
  'task-not-found': as(404, 'task-not-found'),
  'output-not-found': as(404, 'output-not-found'),
  'template-not-found': as(404, 'template-not-found'),
  'bucket-not-found': as(404, 'bucket-not-found'),
  'object-not-found': as(404, 'object-not-found'),
  'asset-not-found': as(404, 'asset-not-found'),
  'duplicate-request': as(409, 'duplicate-request'),
  'task-not-cancellable': as(409, 'task-not-cancellable'),
  'output-not-retryable': as(409, 'output-not-retryable'),
  'template-exists': as(409, 'template-exists'),
  'template-is-preset': as(409, 'template-is-preset'),
  'bucket-exists': as(409, 'bucket-exists'),
  'bucket-not-empty': as(409, 'bucket-not-empty'),
  'invalid-object-key': as(400, 'invalid-object-key'),
  'storage-full': as(507, 'storage-full'),
  unavailable: as(503, 'unavailable'),
  internal: as(500, 'internal'),
  'source-not-found': as(422, 'source-not-found'),
  'source-refused': as(422, 'source-refused'),
  'source-unreachable': as(422, 'source-unreachable'),
  'source-unreadable': as(422, 'source-unreadable'),
  'source-unsupported': as(422, 'source-unsupported'),
  'source-too-large': as(422, 'source-too-large'),
  'source-truncated': as(422, 'source-truncated'),
  'source-no-video': as(422, 'source-no-video'),
  'source-no-audio': as(422, 'source-no-audio'),
  'input-unusable': as(422, 'input-unusable'),
  'encoder-missing': as(501, 'encoder-missing'),
  'ffmpeg-missing': as(503, 'ffmpeg-missing'),
  'encode-failed': as(500, 'encode-failed'),
  'output-invalid': as(500, 'output-invalid'),
  'disk-full': as(507, 'disk-full'),
  stalled: as(500, 'stalled'),
  'timed-out': as(504, 'timed-out'),
  interrupted: as(503, 'interrupted'),
} satisfies Record<ProblemCode, WireError>
