import type { ProblemCode } from '../../../domain/problem.ts'
import type { OutputState } from '../../../domain/task.ts'
import { ABORTED, ERR_CODE, errCodeOf } from '../../../wire/tencent/faults.ts'

/**
 * ErrCodeExt by cause; what is not named is InternalError.
 * https://www.tencentcloud.com/document/product/1041/40249
 */
const EXTENDED: Partial<Record<ProblemCode, string>> = {
  'source-not-found': 'SourceFileError.DownloadNotAccessible',
  'source-unreachable': 'SourceFileError.DownloadNotAccessible',
  'source-refused': 'SourceFileError.DownloadNotAccessible',
  'source-unreadable': 'SourceFileError.ContentMalformed',
  'source-truncated': 'SourceFileError.ContentMalformed',
  'source-unsupported': 'SourceFileError.ContentUnsupported',
  'source-too-large': 'SourceFileError.ContentUnsupported',
  'source-no-video': 'SourceFileError.NoVideoMedia',
  'source-no-audio': 'SourceFileError',
  'invalid-parameter': 'InvalidInput',
  'value-out-of-range': 'InvalidInput',
  'unsupported-parameter': 'InvalidInput.ConfigurationUnsupported',
  'input-unusable': 'InvalidInput.ConfigurationUnsupported',
  'encoder-missing': 'InvalidInput.ConfigurationUnsupported',
  'template-not-found': 'InvalidInput.DefinitionNotExist',
}

export interface SubTaskError {
  readonly ErrCodeExt: string
  readonly ErrCode: number
  readonly Message: string
}

const FINE: SubTaskError = { ErrCodeExt: 'SUCCESS', ErrCode: ERR_CODE.none, Message: 'SUCCESS' }

/** The three error members of a sub-task. While it runs they read as on success: the service does so. */
export const subTaskError = (state: OutputState): SubTaskError => {
  switch (state.status) {
    case 'failed': {
      const { problem } = state
      return {
        ErrCodeExt: EXTENDED[problem.code] ?? 'InternalError',
        ErrCode: errCodeOf(problem),
        Message: problem.message,
      }
    }
    case 'cancelled':
      return { ErrCodeExt: 'InternalError', ErrCode: ERR_CODE.other, Message: ABORTED }
    default:
      return FINE
  }
}
