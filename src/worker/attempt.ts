import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Plan, Step } from '../domain/plan.ts'
import { DomainError, isSourceProblem, type Problem, problem } from '../domain/problem.ts'
import type { Output, OutputState, Task } from '../domain/task.ts'
import { percent } from '../domain/units.ts'
import { plan } from '../planner/plan.ts'
import type { WorkContext } from './context.ts'
import { fetchSource, SOURCE_NAME } from './fetch-source.ts'
import { finishOutput } from './finish-output.ts'
import { holdLease, type Lease, type StopReason } from './lease.ts'
import { runStep } from './run-step.ts'

/** A stalled FFmpeg gets one more try: the machine may have been at fault. */
const MAX_STALLED_ATTEMPTS = 2

/**
 * One attempt at a claimed task: fetch, probe, plan, run, verify, publish. Works in a folder of its own that is gone at the
 * end, whatever happens, and leaves the task finished, cancelled, or queued again.
 */
export const attemptTask = async (context: WorkContext, task: Task, shutdown: AbortSignal): Promise<void> => {
  const { work, now, log, observe } = context
  const startedAt = performance.now()
  const dir = join(context.attemptsDir, task.id, String(task.fence))
  using lease = holdLease(work, task, context)
  const onShutdown = (): void => lease.stop('shutdown')
  if (shutdown.aborted) onShutdown()
  shutdown.addEventListener('abort', onShutdown)
  const onCancel = context.onCancelled(task.id, () => void lease.check())
  let outcome = 'done'
  try {
    await mkdir(dir, { recursive: true })
    await makeOutputs(context, task, dir, lease)
    if (lease.signal.aborted) outcome = lease.signal.reason as StopReason
  } catch (error) {
    outcome = lease.signal.aborted ? (lease.signal.reason as StopReason) : 'failed'
    if (outcome === 'failed') await failOutputs(context, task, problemFrom(error, context, task))
  } finally {
    onCancel()
    shutdown.removeEventListener('abort', onShutdown)
    await rm(dir, { recursive: true, force: true })
    await rm(join(context.attemptsDir, task.id), { recursive: true, force: true })
  }
  if (outcome !== 'lost') {
    await work.release(task.id, task.fence, now(), outcome)
    context.onCommit()
  }
  observe.attempt(outcome, (performance.now() - startedAt) / 1000)
  log.info(
    { task: task.id, attempt: task.fence, outcome, seconds: (performance.now() - startedAt) / 1000 },
    'attempt ended',
  )
}

const makeOutputs = async (context: WorkContext, task: Task, dir: string, lease: Lease): Promise<void> => {
  const { work, prober, policy } = context
  const pending = task.outputs.filter((o) => o.state.status === 'queued' || o.state.status === 'running')
  const source = await fetchSource(task.source, dir, context, lease.signal)
  const media = await prober.probe(join(dir, SOURCE_NAME), {
    keyframes: pending.some(mayCopyIntoSegments),
    signal: lease.signal,
  })
  await work.setMedia(task.id, task.fence, media)
  context.onCommit()
  const { capabilities } = await context.ffmpeg()
  const planFor = (outputs: readonly Output[]): Plan => plan({ media, outputs, capabilities, policy })
  const place = { dir, sourcePath: source.path, signal: lease.signal }

  const whole = planFor(pending)
  for (const { output, problem } of whole.refused) await setFailed(context, task, output, problem)
  for (const step of whole.steps) {
    if (lease.signal.aborted) return
    const failed = await doStep(context, task, whole, step, place)
    if (failed === undefined || lease.signal.aborted) continue
    if (step.outputs.length === 1 || isSourceProblem(failed) || failed.code === 'disk-full') {
      for (const output of step.outputs) await setFailed(context, task, output, failed)
      continue
    }
    // One output can bring down the process that all share: each gets a process of its own, and only the culprit fails.
    for (const output of step.outputs) {
      if (lease.signal.aborted) return
      const alone = planFor(pending.filter((o) => o.index === output))
      const [only] = alone.steps
      const problem = only ? await doStep(context, task, alone, only, place) : failed
      if (problem && !lease.signal.aborted) await setFailed(context, task, output, problem)
    }
  }
}

/** Runs a step, then verifies and publishes each of its outputs. A problem of the process itself comes back; one of an output is written to it. */
const doStep = async (
  context: WorkContext,
  task: Task,
  whole: Plan,
  step: Step,
  place: { dir: string; sourcePath: string; signal: AbortSignal },
): Promise<Problem | undefined> => {
  const startedAt = context.now()
  for (const output of step.outputs)
    await context.work.setOutput(task.id, task.fence, output, {
      status: 'running',
      progress: percent(0),
      startedAt,
    })
  context.onCommit()
  const result = await runStep(context, task, step, place)
  if (!result.ok) {
    if (result.problem.code === 'stalled' && task.fence < MAX_STALLED_ATTEMPTS)
      throw new DomainError(result.problem)
    return result.problem
  }
  for (const planned of whole.outputs.filter((o) => o.step === step.id)) {
    const output = task.outputs[planned.output]
    if (!output || place.signal.aborted) continue
    const problem = await finishOutput(context, task, output, planned, { ...place, startedAt })
    if (problem) await setFailed(context, task, output.index, problem)
    context.onCommit()
  }
  return undefined
}

/** Copying into segments needs to know where the source's key frames are. */
const mayCopyIntoSegments = ({ spec }: Output): boolean =>
  spec.kind === 'stream' && spec.renditions.some((r) => r.video.copy !== 'never')

const setFailed = async (
  context: WorkContext,
  task: Task,
  output: number,
  problem: Problem,
): Promise<void> => {
  const state: OutputState = { status: 'failed', finishedAt: context.now(), problem }
  await context.work.setOutput(task.id, task.fence, output, state)
  context.observe.output(task.outputs[output]?.spec.kind ?? 'unknown', 'failed')
  context.onCommit()
}

const failOutputs = async (context: WorkContext, task: Task, problem: Problem): Promise<void> => {
  if (isSourceProblem(problem)) await context.work.setTaskProblem(task.id, task.fence, problem)
  for (const output of task.outputs)
    if (output.state.status === 'queued' || output.state.status === 'running')
      await setFailed(context, task, output.index, problem)
}

const problemFrom = (error: unknown, { log }: WorkContext, task: Task): Problem => {
  if (error instanceof DomainError) return error.problem
  if (isNoSpace(error))
    return problem(
      'disk-full',
      'The disk is full; the output could not be written. Free some space and retry.',
    )
  log.error({ task: task.id, err: error }, 'attempt failed for an unexpected reason')
  return problem('internal', 'The server failed while working on this task; its log says why. Retry it.')
}

const isNoSpace = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')
