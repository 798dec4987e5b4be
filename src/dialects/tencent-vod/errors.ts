import type { Problem, ProblemCode } from '../../domain/problem.ts'
import type { WireError } from '../../wire/operation.ts'
import { COMMON } from './identify.ts'

/** Every error is an HTTP 200; see `render.ts`. */
const say = (code: number): WireError => ({ status: 200, code: String(code) })

/** Common codes: https://cloud.tencent.com/document/product/266/7783; 1000 and above 10000 are the actions' own. */
export const errors = {
  'malformed-request': say(4000),
  'request-too-large': say(4000),
  'missing-parameter': say(1000),
  'invalid-parameter': say(1000),
  'value-out-of-range': say(1000),
  'unknown-parameter': say(1000),
  'unsupported-parameter': say(1000),
  'unknown-operation': say(6100),
  'unsupported-operation': say(6100),
  'unknown-version': say(6100),

  'auth-missing': say(4100),
  'auth-malformed': say(4000),
  'unknown-access-key': say(4104),
  'signature-mismatch': say(4100),
  'signature-expired': say(4500),
  forbidden: say(4110),
  'rate-limited': say(4400),

  'task-not-found': say(70_014),
  'output-not-found': say(5000),
  'template-not-found': say(10_704),
  'bucket-not-found': say(5000),
  'object-not-found': say(10_008),
  'asset-not-found': say(10_008),
  'duplicate-request': say(1000),
  'task-not-cancellable': say(5100),
  'output-not-retryable': say(5100),
  'template-exists': say(1000),
  'template-is-preset': say(10_735),
  'bucket-exists': say(5100),
  'bucket-not-empty': say(5100),
  'invalid-object-key': say(1000),
  'input-unusable': say(1000),
  'storage-full': say(5100),
  unavailable: say(6200),
  internal: say(6000),

  'source-not-found': say(10_008),
  'source-refused': say(1000),
  'source-unreachable': say(10_009),
  'source-unreadable': say(10_009),
  'source-unsupported': say(10_009),
  'source-too-large': say(10_009),
  'source-truncated': say(10_009),
  'source-no-video': say(10_009),
  'source-no-audio': say(10_009),

  'encoder-missing': say(1000),
  'ffmpeg-missing': say(6200),
  'encode-failed': say(5100),
  'output-invalid': say(5100),
  'disk-full': say(5100),
  stalled: say(5100),
  'timed-out': say(5100),
  interrupted: say(5100),
} as const satisfies Record<ProblemCode, WireError>

/** The word beside a code: newer actions of the service send it, and clients of other products' actions look for it. */
const WORDS: Readonly<Record<number, string>> = {
  0: 'Success',
  1000: 'InvalidParameter',
  4000: 'InvalidParameter',
  4100: 'AuthFailure',
  4104: 'SecretidNotExist',
  4110: 'AuthFailure',
  4400: 'RequestLimitExceeded',
  4500: 'ReplayAttack',
  5000: 'ResourceNotFound',
  5100: 'ResourceOpFailed',
  6000: 'InternalError',
  6100: 'ActionNotFound',
  6200: 'ActionUnavailable',
  10008: 'ResourceNotFound',
  10009: 'ResourceOpFailed',
  10027: 'InternalError',
  10704: 'ResourceNotFound',
  70014: 'ResourceNotFound',
}

export const wordOf = (code: number): string => WORDS[code] ?? 'InvalidParameter'

/** Wrong fields of a transcoding template, each with a code of its own. */
const TEMPLATE_FIELDS: Readonly<Record<string, number>> = {
  container: 10_730,
  'video.fps': 10_731,
  'video.codec': 10_732,
  'video.bitrate': 10_733,
  'video.width': 10_734,
  'video.height': 10_734,
  definition: 10_735,
  isFiltrateVideo: 10_736,
  isFiltrateAudio: 10_737,
  'video.minGop': 10_738,
  'video.maxGop': 10_739,
  'video.videoProfile': 10_740,
  'video.colorSpace': 10_741,
  'video.deinterlaced': 10_742,
  'video.videoRateControl': 10_743,
  'audio.codec': 10_754,
  'audio.sampleRate': 10_755,
  'audio.bitrate': 10_756,
  'audio.soundSystem': 10_757,
}
/** No watermark is set up, and one was asked for. */
const NO_WATERMARK = 1163

const FIELD_CODES: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  CreateTranscodeTemplate: TEMPLATE_FIELDS,
  UpdateTranscodeTemplate: TEMPLATE_FIELDS,
  ProcessFile: { 'transcode.watermark': NO_WATERMARK },
  ConvertVodFile: { isWatermark: NO_WATERMARK },
}

/** Faults of a value, as against faults of what it names. */
const IS_ABOUT_VALUE: ReadonlySet<ProblemCode> = new Set([
  'missing-parameter',
  'invalid-parameter',
  'value-out-of-range',
  'unsupported-parameter',
])

/** The code for a fault of one parameter; undefined when the general one applies. */
export const fieldCode = (action: string | undefined, { code, path }: Problem): number | undefined => {
  if (path === undefined || !IS_ABOUT_VALUE.has(code)) return undefined
  // What every call needs is asked for before the action is.
  if (COMMON.has(path)) return 4000
  const codes = FIELD_CODES[action ?? '']
  return codes && Object.hasOwn(codes, path) ? codes[path] : undefined
}
