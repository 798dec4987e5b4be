import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { MediaInfo } from '../domain/media-info.ts'
import { isEncoded } from '../domain/output-spec.ts'
import type { Plan, Step } from '../domain/plan.ts'
import { isSourceProblem, type Problem } from '../domain/problem.ts'
import { isTerminal, type Output, type OutputState, outputProgress, type Task } from '../domain/task.ts'
import { probeEarly } from '../media/probe-early.ts'
import { verifyEarly } from '../media/verify-early.ts'
import { plan } from '../planner/plan.ts'
import type { WorkContext } from './context.ts'
import { fetchInputs } from './fetch-inputs.ts'
import { SOURCE_NAME } from './fetch-source.ts'
import { fetchTaskSource } from './fetch-task-source.ts'
import { type FinishPlace, finishOutput } from './finish-output.ts'
import { insist } from './insist.ts'
import { holdLease, type StopReason } from './lease.ts'
import { makeOriginal } from './make-original.ts'
import { measureFor } from './measure.ts'
import { sourceToMake } from './mend-times.ts'
import { objectClaims } from './object-claims.ts'
import { analysisPieces, fetchPieces, originalPieces, stepPieces } from './pieces.ts'
import { problemFrom } from './problems.ts'
import { type AttemptProgress, attemptProgress } from './progress.ts'
import { prepareStep, runStep } from './run-step.ts'
import { tellSource } from './tell-source.ts'
import { explained } from './undecoded.ts'
import { type SourceWatch, watchSource } from './watch-source.ts'

/** A stalled FFmpeg gets one more try: the machine may have been at fault. */
const STALLED_TRIES = 2

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
  let failed: Problem | undefined
  const reached = attemptProgress(context, task)
  try {
    await mkdir(dir, { recursive: true })
    await makeOutputs(context, task, { dir, signal: lease.signal, shutdown, reached })
    if (lease.signal.aborted) outcome = lease.signal.reason as StopReason
  } catch (error) {
    outcome = lease.signal.aborted ? (lease.signal.reason as StopReason) : 'failed'
    if (outcome === 'failed') failed = problemFrom(error, context, task.id)
  } finally {
    onCancel()
    await reached.end()
    context.onReleased(task.id)
    shutdown.removeEventListener('abort', onShutdown)
    // Before the end is recorded: on a full disk the store needs the room.
    await rm(dir, { recursive: true, force: true })
    await rm(join(context.attemptsDir, task.id), { recursive: true, force: true })
  }
  // Also of one that is lost: the store may have been silent for a whole lease, and nobody else have taken the task. Under
  // a fence that is over, nothing is written.
  const end = async (): Promise<void> => {
    if (failed) await failOutputs(context, task, failed)
    await work.release(task.id, task.fence, now(), outcome)
  }
  await insist(end, { log, shutdown })
  context.onCommit()
  observe.attempt(outcome, (performance.now() - startedAt) / 1000)
  log.info(
    { task: task.id, attempt: task.fence, outcome, seconds: (performance.now() - startedAt) / 1000 },
    'attempt ended',
  )
}

interface AttemptPlace {
  readonly dir: string
  readonly signal: AbortSignal
  readonly shutdown: AbortSignal
  readonly reached: AttemptProgress
}

const makeOutputs = async (context: WorkContext, task: Task, attempt: AttemptPlace): Promise<void> => {
  const { work, sourceProber, policy } = context
  const { dir, signal, reached } = attempt
  const pending = task.outputs.filter((o) => !isTerminal(o.state.status))
  if (pending.length === 0) return
  // From the first moment: fetching and probing a large source takes a while, and it is work.
  const startedAt = context.now()
  await work.setOutputs(
    task.id,
    task.fence,
    pending.map(({ index, state }) => ({
      output: index,
      state: { status: 'running', progress: outputProgress(state), startedAt },
    })),
  )
  context.onCommit()
  const made = pending.filter(({ spec }) => isEncoded(spec)).map(({ index }) => index)
  reached.lay(fetchPieces(task, made), made.length > 0 ? 'untimed' : undefined)
  const fetched = await fetchTaskSource(context, task, attempt, reached)
  const watch = await watchSource(fetched.path)
  const asked = { keyframes: pending.some(mayCopyIntoSegments), signal }
  const found = await sourceProber.probe(join(dir, SOURCE_NAME), asked)
  // What is to be the source itself stays as it came.
  const source =
    made.length === pending.length
      ? await sourceToMake(context, found, { dir, signal, sourcePath: fetched.path, asked })
      : { media: found, path: fetched.path }
  const { media } = source
  await work.setMedia(task.id, task.fence, media)
  context.onCommit()
  const extra = await fetchInputs(
    pending.map((o) => o.spec),
    dir,
    context,
    signal,
  )
  const { inputs } = extra
  const { capabilities } = await context.ffmpeg()
  const request = { media, inputs, outputs: pending, capabilities, policy, quality: context.quality }
  const measurements = await measureFor(context, request, {
    ...{ dir, signal, sourcePath: source.path },
    onCommand: (command) => work.logAttempt(task.id, task.fence, { command }),
    onWanted: (wanted) => reached.lay(analysisPieces(wanted, made), 'untimed'),
    onProgress: reached.advance,
  })
  const planFor = (outputs: readonly Output[]): Plan => plan({ ...request, outputs, measurements })
  const place = {
    ...attempt,
    media,
    inputPaths: [source.path, ...extra.paths],
    ...(source.warning && { sourceWarnings: [source.warning] }),
    claims: objectClaims(task),
    startedAt,
    watch,
  }
  const giveUp = async (output: number, problem: Problem): Promise<void> => {
    await setFailed(context, task, output, problem)
    reached.done(output)
  }

  const whole = planFor(pending)
  const { paces } = context
  reached.lay([...originalPieces(whole, paces), ...stepPieces(whole, paces)])
  for (const { output, problem } of whole.refused) await giveUp(output, problem)
  // At once: whoever brings a file in can use it while others are still made of it.
  for (const planned of whole.outputs) {
    if (planned.step !== undefined || signal.aborted) continue
    const problem =
      planned.kind === 'probe'
        ? await tellSource(context, task, planned.output, place)
        : await makeOriginal(context, task, planned, place)
    if (problem && !signal.aborted) await giveUp(planned.output, problem)
  }
  for (const [i, step] of whole.steps.entries()) {
    if (signal.aborted) return
    const ended = await doStep(context, task, whole, step, { ...place, tries: STALLED_TRIES })
    const failed = explained(ended, media)
    if (failed === undefined || signal.aborted) continue
    const sure = failed.code === 'disk-full' || (isSourceProblem(failed) && inputs.length === 0)
    if (step.outputs.length === 1 || sure) {
      for (const output of step.outputs) await giveUp(output, failed)
      continue
    }
    // One output can bring down the process that all share: each gets a process of its own, and only the culprit fails.
    const each = step.outputs.map((output) => ({
      output,
      alone: planFor(pending.filter((o) => o.index === output)),
    }))
    reached.lay([
      ...each.flatMap(({ alone }) => stepPieces(alone, paces)),
      ...stepPieces(whole, paces, whole.steps.slice(i + 1)),
    ])
    for (const { output, alone } of each) {
      if (signal.aborted) return
      const [only] = alone.steps
      const problem = only ? await doStep(context, task, alone, only, { ...place, tries: 1 }) : failed
      if (problem && !signal.aborted) await giveUp(output, problem)
    }
  }
}

/** Runs a step, then verifies and publishes each of its outputs. A problem of the process itself comes back; one of an output is written to it. */
const doStep = async (
  context: WorkContext,
  task: Task,
  whole: Plan,
  step: Step,
  place: FinishPlace & { readonly media: MediaInfo; readonly tries: number; readonly watch: SourceWatch },
): Promise<Problem | undefined> => {
  const made = whole.outputs.filter((o) => o.step === step.id)
  await prepareStep(step, place.dir)
  // Copying takes about as long as starting a program that looks at the copy.
  using prober = step.copies ? probeEarly(context.prober, place.dir, made) : undefined
  const early = prober && verifyEarly({ prober, dir: place.dir, signal: place.signal })
  const news = { onStart: () => prober?.begin(), onWritten: () => early?.begin(made) }
  let result = await runStep(context, task, step, place, news)
  for (let tries = 1; !result.ok && result.problem.code === 'stalled' && tries < place.tries; tries++) {
    place.reached.repeat(step.commands)
    result = await runStep(context, task, step, place)
  }
  const spoilt = place.signal.aborted ? undefined : await place.watch.fault(result.ok)
  if (spoilt) return spoilt
  if (!result.ok) return result.problem
  const finishing = { ...context, ...(prober && { prober }) }
  for (const planned of made) {
    const output = task.outputs[planned.output]
    if (!output || place.signal.aborted) continue
    const finished = { ...place, unread: result.unread, early }
    const problem = explained(await finishOutput(finishing, task, output, planned, finished), place.media)
    if (problem) await setFailed(context, task, output.index, problem)
    place.reached.done(output.index)
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
  await context.work.setOutputs(task.id, task.fence, [{ output: output, state: state }])
  context.observe.output(task.outputs[output]?.spec.kind ?? 'unknown', 'failed')
  context.onCommit()
}

const failOutputs = async (context: WorkContext, task: Task, problem: Problem): Promise<void> => {
  if (isSourceProblem(problem)) await context.work.setTaskProblem(task.id, task.fence, problem)
  for (const output of task.outputs)
    if (output.state.status === 'queued' || output.state.status === 'running')
      await setFailed(context, task, output.index, problem)
}
