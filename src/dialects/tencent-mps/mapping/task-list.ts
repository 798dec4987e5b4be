import type { App, Caller } from '../../../app/app.ts'
import { fail } from '../../../domain/problem.ts'
import type { Output, Task, TaskStatus } from '../../../domain/task.ts'
import { type Instant, instant } from '../../../domain/units.ts'
import { statusesOf } from '../../../wire/tencent/states.ts'
import { windowStart } from '../../../wire/tencent/window.ts'
import type { DescribeTasksRequest } from '../operations/describe-tasks.ts'
import { isEdit } from './edit-media.ts'
import { spellTaskId } from './task-id.ts'
import { readTime, spellTime } from './times.ts'

const DEFAULT_LIMIT = 10
const WITHOUT_FAILURE: readonly TaskStatus[] = ['queued', 'running', 'succeeded']

/** A page of tasks. The token is the serial number of the page's last task. @throws DomainError value-out-of-range */
export const describeTaskList = async (asked: DescribeTasksRequest, app: App, { project }: Caller) => {
  const limit = asked.Limit ?? DEFAULT_LIMIT
  const statuses = statusesOf(asked.Status).filter(
    (status) =>
      asked.SubTaskHasFailed === undefined || asked.SubTaskHasFailed !== WITHOUT_FAILURE.includes(status),
  )
  const from = timeOf(asked.StartTime, 'StartTime')
  const to = timeOf(asked.EndTime, 'EndTime')
  const query = {
    project,
    statuses,
    createdFrom: instant(Math.max(windowStart(), from ?? 0)),
    ...(to === undefined ? {} : { createdTo: to }),
  }
  const after = serialOf(asked.ScrollToken)
  if (statuses.length === 0) return { TaskSet: [], ScrollToken: '', TotalCount: 0 }
  // One row more than asked for tells whether there is another page.
  const rows = await app.tasks.list({ ...query, limit: limit + 1, ...(after === undefined ? {} : { after }) })
  const page = rows.slice(0, limit)
  return {
    TaskSet: page.map(describeRow),
    ScrollToken: rows.length > limit ? String(page.at(-1)?.serial ?? '') : '',
    TotalCount: await app.tasks.count(query),
  }
}

const describeRow = (task: Task) => ({
  ...(isEdit(task)
    ? { TaskId: spellTaskId(task.id, 'EditMedia'), TaskType: 'EditMediaTask' as const, SubTaskTypes: [] }
    : {
        TaskId: spellTaskId(task.id),
        TaskType: 'WorkflowTask' as const,
        SubTaskTypes: [...new Set(task.outputs.map(subTaskType))],
      }),
  CreateTime: spellTime(task.createdAt),
  BeginProcessTime: spellTime(task.startedAt),
  FinishTime: spellTime(task.finishedAt),
})

const subTaskType = ({ spec }: Output): string => {
  if (spec.kind === 'sprite') return 'action-image-sprite'
  if (spec.kind === 'animation') return 'action-animated-graphics'
  if (spec.kind === 'snapshots')
    return spec.at.by === 'interval' ? 'action-samplesnapshot' : 'action-snapshotByTimeOffset'
  return spec.kind === 'stream' && spec.renditions.length > 1 ? 'action-adaptive-substream' : 'action-trans'
}

const wrong = (name: string, what: string) =>
  fail('value-out-of-range', `Wrong value of the parameter "${name}": ${what}.`, { path: name })

const timeOf = (text: string | undefined, name: string): Instant | undefined => {
  if (text === undefined) return undefined
  const at = readTime(text)
  if (at === undefined) throw wrong(name, 'an ISO 8601 time with its zone, such as 2026-01-31T12:00:00Z')
  return at
}

const serialOf = (token: string | undefined): number | undefined => {
  if (token === undefined) return undefined
  if (!/^\d{1,15}$/.test(token)) throw wrong('ScrollToken', 'the one of an earlier answer')
  return Number(token)
}
