import type { Problem, ProblemCode } from '../../domain/problem.ts'
import { GATEWAY_ERRORS, say } from '../../wire/aliyun/gateway-errors.ts'
import { gatewayWords } from '../../wire/aliyun/gateway-words.ts'
import type { WireError } from '../../wire/operation.ts'
import { acsFail } from '../../wire/signing/acs-problem.ts'

const BAD = 'InvalidParameter.ResourceContentBad'
const FAILED = 'InternalError'

/** The service's codes, as answers and as the `Code` of a job. https://www.alibabacloud.com/help/en/ims/developer-reference/error-codes */
export const errors = {
  ...GATEWAY_ERRORS,
  'value-out-of-range': say(400, 'InvalidParameter.OutOfRange'),
  'unsupported-parameter': say(400, 'InvalidParameter.NotSupported'),

  'task-not-found': say(404, 'InvalidParameter.ResourceNotFound'),
  'output-not-found': say(404, 'InvalidParameter.ResourceNotFound'),
  'template-not-found': say(404, 'InvalidParameter.TemplateNotFound'),
  'bucket-not-found': say(404, 'InvalidParameter.ResourceNotFound'),
  'object-not-found': say(404, 'InvalidParameter.ResourceNotFound'),
  'asset-not-found': say(404, 'InvalidParameter.ResourceNotFound'),
  'duplicate-request': say(400, 'InvalidParameter'),
  'task-not-cancellable': say(400, 'InvalidParameter.InvalidState'),
  'output-not-retryable': say(400, 'InvalidParameter.InvalidState'),
  'template-exists': say(400, 'InvalidParameter'),
  'template-is-preset': say(400, 'InvalidParameter.NotSupported'),
  'bucket-exists': say(400, 'InvalidParameter'),
  'bucket-not-empty': say(400, 'InvalidParameter.InvalidState'),
  'invalid-object-key': say(400, 'InvalidParameter.ObjectKeyInvalid'),
  'storage-full': say(403, 'PermissionDenied.ResourceQuotaExceed'),
  internal: say(500, 'InternalError'),

  'source-not-found': say(404, 'InvalidParameter.ResourceNotFound'),
  'source-refused': say(403, 'PermissionDenied.ResourceAccess'),
  'source-unreachable': say(404, 'InvalidParameter.ResourceNotFound'),
  'source-unreadable': say(400, BAD),
  'source-unsupported': say(400, 'InvalidParameter.ResourceNotSupported'),
  'source-too-large': say(400, 'InvalidParameter.ResourceNotSupported'),
  'source-truncated': say(400, BAD),
  'source-no-video': say(400, 'InvalidParameter.ResourceNotSupported'),
  'source-no-audio': say(400, 'InvalidParameter.NoAudioStream'),

  'input-unusable': say(400, BAD),
  'encoder-missing': say(400, 'InvalidParameter.NotSupported'),
  'ffmpeg-missing': say(503, 'ServiceUnavailable'),
  'encode-failed': say(500, FAILED),
  'output-invalid': say(500, FAILED),
  'disk-full': say(403, 'PermissionDenied.ResourceQuotaExceed'),
  stalled: say(500, FAILED),
  'timed-out': say(500, FAILED),
  interrupted: say(500, FAILED),
} as const satisfies Record<ProblemCode, WireError>

/** Parameters that are JSON text: a value that is no JSON object has a code of its own. */
const JSON_FIELDS = new Set(['Config', 'TemplateConfig'])

/** A problem with the words the service has for it. */
export const inWords = (of: Problem): Problem => {
  if (of.code === 'invalid-parameter' && of.path !== undefined && JSON_FIELDS.has(of.path))
    return {
      ...of,
      message: `The parameter "${of.path}" does not conform to the JSON specification.`,
      detail: { wireCode: 'InvalidParameter.JsonObjectFormatInvalid' },
    }
  return gatewayWords(of)
}

/** Something an id names that is not there, or not the caller's. */
export const notFound = (parameter: string) =>
  acsFail(
    'object-not-found',
    'InvalidParameter.ResourceNotFound',
    `The resource operated "${parameter}" cannot be found.`,
    parameter,
  )
