import type { Problem, ProblemCode } from '../../domain/problem.ts'
import type { WireError } from '../../wire/operation.ts'

/** Every error is an HTTP 200; see `render.ts`. */
const say = (code: string): WireError => ({ status: 200, code })

/** The service's codes: https://www.tencentcloud.com/document/api/1041/33691 */
export const errors = {
  'malformed-request': say('InvalidParameter'),
  'request-too-large': say('RequestSizeLimitExceeded'),
  'missing-parameter': say('MissingParameter'),
  'invalid-parameter': say('InvalidParameter'),
  'value-out-of-range': say('InvalidParameterValue'),
  'unknown-parameter': say('UnknownParameter'),
  'unsupported-parameter': say('UnsupportedOperation'),
  'unknown-operation': say('InvalidAction'),
  'unsupported-operation': say('UnsupportedOperation'),
  'unknown-version': say('NoSuchVersion'),

  'auth-missing': say('AuthFailure.InvalidAuthorization'),
  'auth-malformed': say('AuthFailure.InvalidAuthorization'),
  'unknown-access-key': say('AuthFailure.SecretIdNotFound'),
  'signature-mismatch': say('AuthFailure.SignatureFailure'),
  'signature-expired': say('AuthFailure.SignatureExpire'),
  forbidden: say('UnauthorizedOperation'),
  'rate-limited': say('RequestLimitExceeded'),

  'task-not-found': say('ResourceNotFound'),
  'output-not-found': say('ResourceNotFound'),
  'template-not-found': say('ResourceNotFound.TemplateNotExist'),
  'bucket-not-found': say('ResourceNotFound.CosBucketNotExist'),
  'object-not-found': say('ResourceNotFound'),
  'asset-not-found': say('ResourceNotFound'),
  'duplicate-request': say('InvalidParameterValue.SessionId'),
  'task-not-cancellable': say('InvalidParameterValue.NotProcessingTask'),
  'output-not-retryable': say('InvalidParameterValue'),
  'template-exists': say('InvalidParameterValue.Name'),
  'template-is-preset': say('InvalidParameterValue.ModifyDefaultTemplate'),
  'bucket-exists': say('ResourceInUse'),
  'bucket-not-empty': say('ResourceInUse'),
  'invalid-object-key': say('InvalidParameterValue'),
  'storage-full': say('ResourceInsufficient'),
  unavailable: say('ServiceUnavailable'),
  internal: say('InternalError'),

  'source-not-found': say('InvalidParameterValue.SrcFile'),
  'source-refused': say('InvalidParameterValue.SrcFile'),
  'source-unreachable': say('ResourceNotFound.DownloadError'),
  'source-unreadable': say('InvalidParameterValue.SrcFile'),
  'source-unsupported': say('InvalidParameterValue.SrcFile'),
  'source-too-large': say('InvalidParameterValue.SrcFile'),
  'source-truncated': say('InvalidParameterValue.SrcFile'),
  'source-no-video': say('InvalidParameterValue.SrcFile'),
  'source-no-audio': say('InvalidParameterValue.SrcFile'),

  'input-unusable': say('InvalidParameterValue'),
  'encoder-missing': say('FailedOperation.GenerateResource'),
  'ffmpeg-missing': say('FailedOperation.GenerateResource'),
  'encode-failed': say('FailedOperation'),
  'output-invalid': say('FailedOperation'),
  'disk-full': say('ResourceInsufficient'),
  stalled: say('FailedOperation'),
  'timed-out': say('FailedOperation'),
  interrupted: say('FailedOperation'),
} as const satisfies Record<ProblemCode, WireError>

/** Codes of the two actions that write a transcoding template. */
const TRANSCODE_FIELDS: Readonly<Record<string, string>> = {
  Container: 'InvalidParameterValue.Container',
  Name: 'InvalidParameterValue.Name',
  RemoveVideo: 'InvalidParameterValue.RemoveVideo',
  RemoveAudio: 'InvalidParameterValue.RemoveAudio',
  'VideoTemplate.Codec': 'InvalidParameterValue.VideoCodec',
  'VideoTemplate.Bitrate': 'InvalidParameterValue.VideoBitrate',
  'VideoTemplate.Fps': 'InvalidParameterValue.Fps',
  'VideoTemplate.Width': 'InvalidParameterValue.Resolution',
  'VideoTemplate.Height': 'InvalidParameterValue.Resolution',
  'VideoTemplate.ResolutionAdaptive': 'InvalidParameterValue.ResolutionAdaptive',
  'AudioTemplate.Codec': 'InvalidParameterValue.AudioCodec',
  'AudioTemplate.Bitrate': 'InvalidParameterValue.AudioBitrate',
  'AudioTemplate.SampleRate': 'InvalidParameterValue.AudioSampleRate',
  'AudioTemplate.AudioChannel': 'InvalidParameterValue.AudioChannel',
}

/** Codes of the two actions that write a watermark template. */
const WATERMARK_FIELDS: Readonly<Record<string, string>> = {
  ...{ Type: 'InvalidParameterValue.Type', Name: 'InvalidParameterValue.Name' },
  ...{ Comment: 'InvalidParameterValue.Comment', XPos: 'InvalidParameterValue.XPos' },
  ...{ YPos: 'InvalidParameterValue.YPos', CoordinateOrigin: 'InvalidParameterValue.CoordinateOrigin' },
  'TextTemplate.FontAlpha': 'InvalidParameterValue.TextAlpha',
  'TextTemplate.FontType': 'InvalidParameterValue.TextTemplate',
  'TextTemplate.FontSize': 'InvalidParameterValue.TextTemplate',
  'TextTemplate.FontColor': 'InvalidParameterValue.TextTemplate',
  'TextTemplate.TextContent': 'InvalidParameterValue.TextTemplate',
}

/** Where the service has a code of its own for a wrong value of one field: action, then the field's path. */
const FIELD_CODES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  ProcessMedia: {
    SessionId: 'InvalidParameterValue.SessionIdTooLong',
    SessionContext: 'InvalidParameterValue.SessionContextTooLong',
  },
  DescribeTasks: { Limit: 'InvalidParameterValue.Limit' },
  ManageTask: { OperationType: 'InvalidParameterValue.InvalidOperationType' },
  CreateTranscodeTemplate: TRANSCODE_FIELDS,
  ModifyTranscodeTemplate: TRANSCODE_FIELDS,
  CreateWatermarkTemplate: WATERMARK_FIELDS,
  ModifyWatermarkTemplate: WATERMARK_FIELDS,
  DeleteTranscodeTemplate: { Definition: 'InvalidParameterValue.Definition' },
  DescribeTranscodeTemplates: {
    Limit: 'InvalidParameterValue.Limit',
    Type: 'InvalidParameterValue.Type',
    Definitions: 'InvalidParameterValue.Definitions',
    ContainerType: 'InvalidParameterValue.ContainerType',
    TEHDType: 'InvalidParameterValue.TEHDType',
  },
}

/** The code of one field of one action; undefined when the general one applies. */
export const fieldError = (action: string | undefined, { code, path }: Problem): string | undefined => {
  if (action === undefined || path === undefined) return undefined
  const codes = FIELD_CODES[action]
  // The actions that write a template know no wrong field without naming it.
  const applies =
    code === 'value-out-of-range' ||
    (code === 'invalid-parameter' && (codes === TRANSCODE_FIELDS || codes === WATERMARK_FIELDS))
  return applies && codes && Object.hasOwn(codes, path) ? codes[path] : undefined
}
