import { z } from 'zod'
import { taskDetail } from './task-detail.ts'

/** What is sent to callbacks: https://www.tencentcloud.com/document/product/1041/33679 */
export const notification = z.strictObject({
  EventType: z.enum(['WorkflowTask', 'EditMediaTask']),
  WorkflowTaskEvent: taskDetail.shape.WorkflowTask,
  EditMediaTaskEvent: taskDetail.shape.EditMediaTask,
  ScheduleTaskEvent: z.null(),
  SessionId: z.string(),
  SessionContext: z.string(),
  Timestamp: z.int(),
  Sign: z.string(),
})
export type Notification = z.input<typeof notification>
