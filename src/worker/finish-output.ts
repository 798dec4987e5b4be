import type { PlannedOutput } from '../domain/plan.ts'
import type { Problem } from '../domain/problem.ts'
import type { Output, OutputState, Task } from '../domain/task.ts'
import { type Instant, milliseconds } from '../domain/units.ts'
import type { Warning } from '../domain/warning.ts'
import { verifyOutput } from '../media/verify.ts'
import type { EarlyVerdicts } from '../media/verify-early.ts'
import { bitrateWarnings } from './bitrate-warnings.ts'
import type { WorkContext } from './context.ts'
import { blamed, damageWarning, forgiving } from './damage.ts'
import { insist } from './insist.ts'
import { layOut } from './lay-out.ts'
import { measureQuality } from './measure-quality.ts'
import type { ObjectClaims } from './object-claims.ts'
import { problemFrom } from './problems.ts'
import { publishWhole } from './publish-whole.ts'
import type { StepPlace } from './run-step.ts'

export interface FinishPlace extends StepPlace {
  readonly startedAt: Instant
  readonly shutdown: AbortSignal
  readonly claims: ObjectClaims
  /** What every output of this source is told. */
  readonly sourceWarnings?: readonly Warning[]
  /** Packets and frames of the source that could not be read. */
  readonly unread?: number
  /** What was said of outputs while their process ended. */
  readonly early?: EarlyVerdicts | undefined
}

/**
 * Verifies a made output, measures its quality if that is wished, and, only if all of it is right, makes it visible. The intent is durable before the first file
 * moves, so that a crash in between is finished by recovery instead of leaving half an output.
 * Answers the problem of an output that is not right.
 */
export const finishOutput = async (
  context: WorkContext,
  task: Task,
  output: Output,
  planned: PlannedOutput,
  place: FinishPlace,
): Promise<Problem | undefined> => {
  const { work, storage, prober, now, log, observe } = context
  const { dir, startedAt, shutdown, claims, unread = 0, early } = place
  const began = performance.now()
  const verified =
    (await early?.of(planned)) ??
    (await verifyOutput({ prober, dir, planned: unread > 0 ? forgiving(planned) : planned }))
  if (!verified.ok) return blamed(verified.problem, unread)
  let done: () => Promise<boolean>
  try {
    const looked = performance.now() - began
    const measured = await measureQuality(context, task, verified.parts, place)
    const resumed = performance.now()
    if (place.signal.aborted) return undefined
    const { moves, result: found } = await layOut(output, measured.parts, dir)
    const warnings = [
      ...(place.sourceWarnings ?? []),
      ...(planned.warnings ?? []),
      ...bitrateWarnings(planned.parts, verified.parts),
      ...(unread > 0 ? [damageWarning(unread, planned.parts, verified.parts)] : []),
      ...measured.warnings,
    ]
    const result = { ...found, ...(warnings.length > 0 && { warnings }) }
    const taken = claims.claim(output.index, moves)
    if (taken) return taken
    const state: Extract<OutputState, { status: 'succeeded' }> = {
      status: 'succeeded',
      startedAt,
      finishedAt: now(),
      result,
    }
    // A stale fence: somebody else has the task, and its files are theirs to publish.
    if (!(await work.intendPublish(task.id, task.fence, output.index, { moves, state }))) return undefined
    await publishWhole(storage, moves)
    place.reached.took(planned, milliseconds(looked + performance.now() - resumed))
    done = () =>
      work.setOutputs(task.id, task.fence, [{ output: output.index, state: { ...state, finishedAt: now() } }])
  } catch (error) {
    return problemFrom(error, context, task.id)
  }
  // It is visible: from here on it has not failed, whatever the store says.
  await insist(done, { log, shutdown })
  observe.output(output.spec.kind, 'succeeded')
  return undefined
}
