import { isTerminal, type Task, taskProgress, taskStatus } from '../../../domain/task.ts'
import { spellTime } from '../../../wire/aliyun/clock.ts'
import { errors } from '../errors.ts'
import type { WholeJob } from '../schema/job.ts'
import { failureOf, groupDetail, outputDetail } from './details.ts'
import { JOB_STATE } from './states.ts'
import { OUTPUT_NAMES } from './submission.ts'
import type { Submitted } from './submitted.ts'

/** What all three cuts of a job have. */
export const jobHead = (task: Task, { echo, requestId }: Submitted) => ({
  ...(requestId === undefined ? {} : { RequestId: requestId }),
  ...(task.clientToken === undefined ? {} : { ClientToken: task.clientToken }),
  JobId: task.id,
  Config: echo,
  ...(task.pipeline === undefined ? {} : { PipelineId: task.pipeline }),
  ...(task.userData === undefined ? {} : { UserData: task.userData }),
  State: JOB_STATE[taskStatus(task.outputs)],
  ...firstFailure(task),
})

/** The source's fault, else the first output's. */
export const firstFailure = (task: Task): { Code?: string; Message?: string } => {
  if (task.problem) return { Code: errors[task.problem.code].code, Message: task.problem.message }
  const failed = task.outputs.find((output) => output.state.status === 'failed')
  return failed ? failureOf(failed) : {}
}

export const jobDetails = (task: Task, { config }: Submitted) => ({
  OutputDetails: config
    ? (config.Outputs ?? []).flatMap(({ Name }, i) => {
        const output = task.outputs.find((o) => o.name === OUTPUT_NAMES.output(i))
        return output ? [outputDetail(task, output, Name)] : []
      })
    : task.outputs
        .filter(({ spec }) => spec.kind !== 'probe')
        .map((output) => outputDetail(task, output, output.name)),
  OutputGroupDetails: (config?.OutputGroups ?? []).map((group, g) => groupDetail(task, group, g)),
})

/** The job's end is known only when all of it has ended. */
export const jobTimes = (task: Task) => ({
  CreateTime: spellTime(task.createdAt),
  ...(task.finishedAt === undefined || !isTerminal(taskStatus(task.outputs))
    ? {}
    : { FinishTime: spellTime(task.finishedAt) }),
})

/** Whole percents of what was asked for; 100 only when all of it is made. */
const percentOf = (task: Task): number => {
  if (taskStatus(task.outputs) === 'succeeded') return 100
  const made = task.outputs.map((output) =>
    output.state.status === 'failed' || output.state.status === 'cancelled'
      ? { ...output, state: { status: 'queued' as const } }
      : output,
  )
  return Math.min(99, Math.floor(taskProgress({ outputs: made })))
}

export const wholeJobOf = (task: Task, submitted: Submitted): WholeJob => ({
  ...jobHead(task, submitted),
  Percent: percentOf(task),
  ...jobTimes(task),
  ...jobDetails(task, submitted),
})
