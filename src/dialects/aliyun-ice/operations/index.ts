import type { AnyOperation } from '../../../wire/operation.ts'
import { animations } from './animations.ts'
import { customTemplates } from './custom-templates.ts'
import { eventCallback } from './event-callback.ts'
import { getMediaConvertJob } from './get-media-convert-job.ts'
import { listMediaConvertJobs } from './list-media-convert-jobs.ts'
import { mediaInfo } from './media-info.ts'
import { pipelines } from './pipelines.ts'
import { snapshots } from './snapshots.ts'
import { submitMediaConvertJob } from './submit-media-convert-job.ts'
import { systemTemplates } from './system-templates.ts'

export const operations: readonly AnyOperation[] = [
  submitMediaConvertJob,
  getMediaConvertJob,
  listMediaConvertJobs,
  ...snapshots,
  ...animations,
  ...mediaInfo,
  ...customTemplates,
  ...systemTemplates,
  ...pipelines,
  ...eventCallback,
]
