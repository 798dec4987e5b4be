import type { AnyOperation } from '../../../wire/operation.ts'
import { cancelTask } from './cancel-task.ts'
import { createBucket } from './create-bucket.ts'
import { createLink } from './create-link.ts'
import { createTemplate } from './create-template.ts'
import { deleteBucket } from './delete-bucket.ts'
import { deleteObject } from './delete-object.ts'
import { deleteTemplate } from './delete-template.ts'
import { getLinkedObject } from './get-linked-object.ts'
import { getObject } from './get-object.ts'
import { getTask } from './get-task.ts'
import { getTaskLog } from './get-task-log.ts'
import { getTemplate } from './get-template.ts'
import { headLinkedObject } from './head-linked-object.ts'
import { headObject } from './head-object.ts'
import { listBuckets } from './list-buckets.ts'
import { listObjects } from './list-objects.ts'
import { listTasks } from './list-tasks.ts'
import { listTemplates } from './list-templates.ts'
import { planTask } from './plan-task.ts'
import { probeMedia } from './probe-media.ts'
import { putObject } from './put-object.ts'
import { retryTask } from './retry-task.ts'
import { streamEvents } from './stream-events.ts'
import { streamTaskEvents } from './stream-task-events.ts'
import { submitTask } from './submit-task.ts'
import { updateTemplate } from './update-template.ts'

/** In the order of the reference. */
export const operations: readonly AnyOperation[] = [
  ...[submitTask, getTask, listTasks, cancelTask, retryTask, getTaskLog, planTask],
  ...[streamEvents, streamTaskEvents],
  ...[listTemplates, getTemplate, createTemplate, updateTemplate, deleteTemplate],
  ...[listBuckets, createBucket, deleteBucket],
  ...[listObjects, headObject, getObject, putObject, deleteObject],
  ...[createLink, getLinkedObject, headLinkedObject],
  probeMedia,
]
