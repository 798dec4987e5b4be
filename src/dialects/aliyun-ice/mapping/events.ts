import type { Notice } from '../../../domain/callback.ts'
import { isTerminal, type Output, type Task, taskStatus } from '../../../domain/task.ts'
import { spellTime } from '../../../wire/aliyun/clock.ts'
import { DIALECT, SNAPSHOTS_DIALECT } from '../service.ts'
import { jobDetails, wholeJobOf } from './job.ts'
import { picturesOf, wholeSnapshots } from './snapshot-job.ts'
import { OUTPUT_NAMES } from './submission.ts'
import type { Submitted } from './submitted.ts'

/** The events that happen here. */
export const EVENTS = [
  ...(['MediaConvertComplete', 'MediaConvertOutputGroupComplete'] as const),
  ...(['MediaConvertOutputComplete', 'SnapshotComplete'] as const),
] as const

export interface IceEvent {
  readonly EventType: (typeof EVENTS)[number]
  readonly EventTime: string
  readonly MessageBody: object
}

/**
 * What is to be told of a notice: the job, a group or an output, as GetMediaConvertJob and GetSnapshotJob show it. Undefined when
 * there is no word for it, or no longer.
 */
export const eventOf = ({ cause, at }: Notice, task: Task, submitted: Submitted): IceEvent | undefined => {
  const event = (EventType: IceEvent['EventType'], MessageBody: object): IceEvent => ({
    ...{ EventType, EventTime: spellTime(at), MessageBody },
  })
  if (cause.type === 'task.finished') {
    if (!isTerminal(taskStatus(task.outputs))) return undefined
    if (task.dialect === DIALECT) return event('MediaConvertComplete', wholeJobOf(task, submitted))
    const pictures = task.dialect === SNAPSHOTS_DIALECT ? picturesOf(task) : undefined
    return pictures && event('SnapshotComplete', wholeSnapshots(pictures))
  }
  const output = task.outputs[cause.output]
  if (task.dialect !== DIALECT || !output || !isTerminal(output.state.status)) return undefined
  const { OutputDetails, OutputGroupDetails } = jobDetails(task, submitted)
  const body = (detail: object) => ({
    ...{ JobId: task.id, ...detail },
    ...(task.userData === undefined ? {} : { UserData: task.userData }),
  })
  const group = groupOf(output)
  if (group !== undefined) {
    const detail = OutputGroupDetails[group]
    return detail && isLast(task, output) ? event('MediaConvertOutputGroupComplete', body(detail)) : undefined
  }
  const place = (submitted.config?.Outputs ?? []).findIndex((_, i) => OUTPUT_NAMES.output(i) === output.name)
  const detail = OutputDetails[place]
  return detail && event('MediaConvertOutputComplete', body(detail))
}

/** The group an output belongs to: it is its stream, or one of its files. */
const groupOf = ({ name }: Output): number | undefined => {
  const found = /^group-(\d+)(?:-\d+)?$/.exec(name)?.[1]
  return found === undefined ? undefined : Number(found)
}

/** Whether a group was complete with this output: of those that ended together it is the one behind. */
const isLast = ({ outputs }: Task, output: Output): boolean =>
  outputs
    .filter((other) => groupOf(other) === groupOf(output))
    .every((other) => {
      const [ends, own] = [endOf(other), endOf(output)]
      return (
        ends !== undefined &&
        own !== undefined &&
        (ends < own || (ends === own && other.index <= output.index))
      )
    })
const endOf = ({ state }: Output): number | undefined =>
  isTerminal(state.status) && 'finishedAt' in state ? state.finishedAt : undefined
