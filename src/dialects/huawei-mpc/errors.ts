import type { ProblemCode } from '../../domain/problem.ts'
import type { WireError } from '../../wire/operation.ts'

const say = (status: number, code: string): WireError => ({ status, code })

const INVALID = say(400, 'MPC.10202')
const BAD_PATH = say(406, 'MPC.10209')
const BAD_CREDENTIAL = say(401, 'APIGW.0301')
const FAILED = say(500, 'MPC.10050')
const NO_API = say(404, 'APIGW.0101')

/**
 * The service's codes, and those of the gateway in front of it.
 * https://support.huaweicloud.com/intl/en-us/api-mpc/ErrorCode.html
 */
export const errors = {
  'malformed-request': INVALID,
  'request-too-large': say(413, 'APIGW.0201'),
  'missing-parameter': INVALID,
  'invalid-parameter': INVALID,
  'value-out-of-range': INVALID,
  'unknown-parameter': INVALID,
  'unsupported-parameter': INVALID,
  'unknown-operation': NO_API,
  'unsupported-operation': NO_API,
  'unknown-version': NO_API,

  'auth-missing': BAD_CREDENTIAL,
  'auth-malformed': BAD_CREDENTIAL,
  'unknown-access-key': BAD_CREDENTIAL,
  'signature-mismatch': BAD_CREDENTIAL,
  'signature-expired': BAD_CREDENTIAL,
  forbidden: say(401, 'MPC.10208'),
  'rate-limited': say(429, 'APIGW.0308'),

  'task-not-found': say(400, 'MPC.10211'),
  'output-not-found': say(400, 'MPC.10211'),
  'template-not-found': say(400, 'MPC.10089'),
  'bucket-not-found': BAD_PATH,
  'object-not-found': say(406, 'MPC.10053'),
  'asset-not-found': say(406, 'MPC.10053'),
  'duplicate-request': INVALID,
  'task-not-cancellable': say(400, 'MPC.10212'),
  'output-not-retryable': say(400, 'MPC.10212'),
  'template-exists': say(400, 'MPC.10091'),
  'template-is-preset': say(400, 'MPC.10212'),
  'bucket-exists': BAD_PATH,
  'bucket-not-empty': BAD_PATH,
  'invalid-object-key': BAD_PATH,
  'storage-full': FAILED,
  unavailable: FAILED,
  internal: FAILED,

  'source-not-found': say(406, 'MPC.10053'),
  'source-refused': BAD_PATH,
  'source-unreachable': say(406, 'MPC.10210'),
  'source-unreadable': say(406, 'MPC.10125'),
  'source-unsupported': say(406, 'MPC.10066'),
  'source-too-large': say(406, 'MPC.10125'),
  'source-truncated': say(406, 'MPC.10124'),
  'source-no-video': say(406, 'MPC.10067'),
  'source-no-audio': say(406, 'MPC.10068'),

  'input-unusable': say(406, 'MPC.10052'),
  'encoder-missing': say(500, 'MPC.10065'),
  'ffmpeg-missing': FAILED,
  'encode-failed': FAILED,
  'output-invalid': FAILED,
  'disk-full': FAILED,
  stalled: FAILED,
  'timed-out': FAILED,
  interrupted: FAILED,
} as const satisfies Record<ProblemCode, WireError>

/** The fixed words in front of the details. */
const WORDS: Readonly<Record<string, string>> = {
  'MPC.10202': 'Invalid request parameter',
  'APIGW.0301': 'Incorrect IAM authentication information',
  'APIGW.0307': 'The token must be updated',
}

const MAX_MESSAGE = 256

/** `Invalid request parameter, <details>`, no longer than the service's own messages; the gateway's may be of any length. */
export const errorMessage = (code: string, details: string): string => {
  const words = WORDS[code]
  const ofGateway = code.startsWith('APIGW')
  const whole = words === undefined ? details : `${words}${ofGateway ? ': ' : ', '}${details}`
  return whole.length > MAX_MESSAGE && !ofGateway
    ? `${whole.slice(0, MAX_MESSAGE - 1).toWellFormed()}…`
    : whole
}
