import type { AnyOperation } from '../../../wire/operation.ts'
import { createTranscodeTemplate } from './create-transcode-template.ts'
import { deleteTranscodeTemplate } from './delete-transcode-template.ts'
import { describeMediaMetaData } from './describe-media-meta-data.ts'
import { describeTaskDetail } from './describe-task-detail.ts'
import { describeTasks } from './describe-tasks.ts'
import { describeTranscodeTemplates } from './describe-transcode-templates.ts'
import { editMedia } from './edit-media.ts'
import { kindTemplates } from './kind-templates.ts'
import { manageTask } from './manage-task.ts'
import { modifyTranscodeTemplate } from './modify-transcode-template.ts'
import { parseNotification } from './parse-notification.ts'
import { processMedia } from './process-media.ts'
import { watermarkTemplates } from './watermark-templates.ts'

export const operations: readonly AnyOperation[] = [
  processMedia,
  editMedia,
  describeTaskDetail,
  describeTasks,
  manageTask,
  describeMediaMetaData,
  parseNotification,
  describeTranscodeTemplates,
  createTranscodeTemplate,
  modifyTranscodeTemplate,
  deleteTranscodeTemplate,
  ...watermarkTemplates,
  ...kindTemplates,
]
