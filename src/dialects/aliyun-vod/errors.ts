import type { DomainError, Problem, ProblemCode } from '../../domain/problem.ts'
import { GATEWAY_ERRORS, say } from '../../wire/aliyun/gateway-errors.ts'
import { gatewayWords } from '../../wire/aliyun/gateway-words.ts'
import type { WireError } from '../../wire/operation.ts'
import { acsFail } from '../../wire/signing/acs-problem.ts'

const FAILED = 'InternalError'
/** Jobs are done by the vendor's media processing service, and fail with its codes. */
const BAD = 'InvalidParameter.ResourceContentBad'
const UNFIT = 'InvalidParameter.ResourceNotSupported'

/** The service's codes, as answers and as the `ErrorCode` of a job. https://www.alibabacloud.com/help/en/vod/developer-reference/error-codes */
export const errors = {
  ...GATEWAY_ERRORS,
  'value-out-of-range': say(400, 'InvalidParameter'),
  'unsupported-parameter': say(400, 'InvalidParameter'),

  'task-not-found': say(404, 'NoSuchResource'),
  'output-not-found': say(404, 'NoSuchResource'),
  'template-not-found': say(
    404,
    'InvalidTranscodeTemplateGroup.NotFound',
    'The transcode template group does not exist.',
  ),
  'bucket-not-found': say(404, 'InvalidStorage.NotFound', 'The StorageLocation does not exist.'),
  'object-not-found': say(404, 'InvalidFile.NotFound', 'The file does not exist.'),
  'asset-not-found': say(404, 'InvalidVideo.NotFound', 'The video does not exist.'),
  'duplicate-request': say(400, 'InvalidParameter.SessionId'),
  'task-not-cancellable': say(400, 'Forbidden.IllegalStatus'),
  'output-not-retryable': say(400, 'Forbidden.IllegalStatus'),
  'template-exists': say(400, 'InvalidParameter'),
  'template-is-preset': say(
    403,
    'Forbidden.SpecialTemplateGroup',
    'The transcode template group is using for special purpose.',
  ),
  'bucket-exists': say(400, 'InvalidParameter'),
  'bucket-not-empty': say(400, 'InvalidParameter'),
  'invalid-object-key': say(400, 'InvalidParameter'),
  'storage-full': say(503, 'ServiceUnavailable'),
  internal: say(500, 'InternalError', 'The request processing has failed due to some unknown error.'),

  'source-not-found': say(404, 'InvalidFile.NotFound'),
  'source-refused': say(403, 'Forbidden'),
  'source-unreachable': say(404, 'InvalidFile.NotFound'),
  'source-unreadable': say(400, BAD),
  'source-unsupported': say(400, UNFIT),
  'source-too-large': say(400, UNFIT),
  'source-truncated': say(400, BAD),
  'source-no-video': say(400, UNFIT),
  'source-no-audio': say(400, 'InvalidParameter.NoAudioStream'),
  'input-unusable': say(400, 'InvalidFile.NotFound'),

  'encoder-missing': say(400, 'InvalidParameter'),
  'ffmpeg-missing': say(503, 'ServiceUnavailable'),
  'encode-failed': say(500, FAILED),
  'output-invalid': say(500, FAILED),
  'disk-full': say(500, FAILED),
  stalled: say(500, FAILED),
  'timed-out': say(500, FAILED),
  interrupted: say(500, FAILED),
} as const satisfies Record<ProblemCode, WireError>

/** A problem with the words the service has for it. */
export const inWords = (of: Problem): Problem => gatewayWords(of)

/** Something an id names that is not there, or not the caller's. */
export const noSuch = (parameter: string): DomainError =>
  acsFail(
    'task-not-found',
    'NoSuchResource',
    `The specified resource ${parameter} does not exist.`,
    parameter,
  )

/** What was asked of a video it cannot give in the state it is in. */
export const illegalStatus = (status: string, http: 400 | 403): DomainError =>
  acsFail(
    http === 403 ? 'forbidden' : 'task-not-cancellable',
    'Forbidden.IllegalStatus',
    `Status of the video is illegal. Current Status is ${status}.`,
    'VideoId',
  )

/** `InvalidParameter.<name>`. */
export const notValid = (name: string, why: string): DomainError =>
  acsFail(
    'invalid-parameter',
    `InvalidParameter.${name}`,
    `The specified parameter ${name} is not valid: ${why}.`,
    name,
  )
