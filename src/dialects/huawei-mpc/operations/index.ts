import type { AnyOperation } from '../../../wire/operation.ts'
import { animatedGraphics } from './animated-graphics.ts'
import { createTranscodingTask } from './create-transcoding-task.ts'
import { deleteTranscodingTask, deleteTranscodingTaskByConsole } from './delete-transcoding-task.ts'
import { extractMetadata } from './extract-metadata.ts'
import { createToken, listProjects } from './identity.ts'
import { listTranscodingTask } from './list-transcoding-task.ts'
import { notifications } from './notifications.ts'
import { remux } from './remux.ts'
import {
  createTemplateGroup,
  deleteTemplateGroup,
  listTemplateGroup,
  updateTemplateGroup,
} from './template-groups.ts'
import { thumbnails } from './thumbnails.ts'
import { createTransTemplate, deleteTemplate, listTemplate, updateTransTemplate } from './trans-templates.ts'
import { watermarkTemplates } from './watermark-templates.ts'

export const operations: readonly AnyOperation[] = [
  createTranscodingTask,
  listTranscodingTask,
  deleteTranscodingTask,
  deleteTranscodingTaskByConsole,
  createTransTemplate,
  listTemplate,
  updateTransTemplate,
  deleteTemplate,
  createTemplateGroup,
  listTemplateGroup,
  updateTemplateGroup,
  deleteTemplateGroup,
  ...watermarkTemplates,
  ...thumbnails,
  ...animatedGraphics,
  ...extractMetadata,
  ...remux,
  ...notifications,
  createToken,
  listProjects,
]
