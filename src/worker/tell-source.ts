import type { MediaInfo } from '../domain/media-info.ts'
import type { Problem } from '../domain/problem.ts'
import type { Task } from '../domain/task.ts'
import { bytes } from '../domain/units.ts'
import type { WorkContext } from './context.ts'
import type { FinishPlace } from './finish-output.ts'
import { problemFrom } from './problems.ts'

/** Finishes an output that asks what the source is. Answers what went wrong. */
export const tellSource = async (
  context: WorkContext,
  task: Task,
  output: number,
  { media, startedAt, reached }: Pick<FinishPlace, 'startedAt' | 'reached'> & { readonly media: MediaInfo },
): Promise<Problem | undefined> => {
  const { work, now, observe, onCommit } = context
  const result = { files: [], size: bytes(0), media }
  try {
    await work.setOutputs(task.id, task.fence, [
      { output, state: { status: 'succeeded', startedAt, finishedAt: now(), result } },
    ])
  } catch (error) {
    return problemFrom(error, context, task.id)
  }
  observe.output('probe', 'succeeded')
  reached.done(output)
  onCommit()
  return undefined
}
