import type { ProblemCode } from '../../domain/problem.ts'
import type { WireError } from '../operation.ts'

export const say = (status: number, code: string, message?: string): WireError => ({
  status,
  code,
  ...(message === undefined ? {} : { message }),
})

/** What the vendor's gateway answers before a service sees the call. */
export const GATEWAY_ERRORS = {
  'malformed-request': say(400, 'InvalidParameter'),
  'request-too-large': say(413, 'InvalidParameter'),
  'missing-parameter': say(400, 'MissingParameter'),
  'invalid-parameter': say(400, 'InvalidParameter'),
  'unknown-parameter': say(400, 'InvalidParameter'),
  'unknown-operation': say(
    404,
    'InvalidAction.NotFound',
    'Specified api is not found, please check your url and method.',
  ),
  'unsupported-operation': say(404, 'InvalidAction.NotFound'),
  'unknown-version': say(400, 'InvalidVersion', 'Specified parameter Version is not valid.'),
  'auth-missing': say(400, 'MissingAccessKeyId'),
  'auth-malformed': say(400, 'IncompleteSignature'),
  'unknown-access-key': say(404, 'InvalidAccessKeyId.NotFound'),
  'signature-mismatch': say(400, 'SignatureDoesNotMatch'),
  'signature-expired': say(400, 'InvalidTimeStamp.Expired'),
  forbidden: say(403, 'NoPermission'),
  'rate-limited': say(400, 'Throttling.User', 'Request was denied due to user flow control.'),
  unavailable: say(503, 'ServiceUnavailable'),
} as const satisfies Partial<Record<ProblemCode, WireError>>
