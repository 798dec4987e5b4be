import type { App, Caller } from '../../../app/app.ts'
import { isTaskId } from '../../../domain/ids.ts'
import type { Task } from '../../../domain/task.ts'
import { optionalChoice } from '../../../wire/aliyun/scalars.ts'
import { honoured } from '../../../wire/fields.ts'
import { taskIfThere } from '../../../wire/task-if-there.ts'
import { notFound } from '../errors.ts'
import { jobPaging } from '../mapping/job-pages.ts'
import type { SingleJob } from '../mapping/single-job.ts'

/** How jobs of one output are listed. */
export const singlePaging = { ...jobPaging, Status: honoured(optionalChoice(['Init', 'Success', 'Fail'])) }

/** @param read what of a task the job is about, if anything @throws DomainError that says there is no such job */
export const mustFindJob = async (
  app: App,
  { project }: Caller,
  id: string,
  read: (task: Task) => SingleJob | undefined,
): Promise<SingleJob> => {
  const task = isTaskId(id) ? await taskIfThere(app.tasks.get(project, id)) : undefined
  const found = task && read(task)
  if (!found) throw notFound('JobId')
  return found
}
