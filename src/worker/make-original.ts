import { constants } from 'node:fs'
import { copyFile, link, lstat, mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { PlannedOutput } from '../domain/plan.ts'
import type { Problem } from '../domain/problem.ts'
import type { Task } from '../domain/task.ts'
import type { WorkContext } from './context.ts'
import { SOURCE_NAME } from './fetch-source.ts'
import { type FinishPlace, finishOutput } from './finish-output.ts'
import { problemFrom } from './problems.ts'

/** Publishes the fetched source as it is. Answers what went wrong. */
export const makeOriginal = async (
  context: WorkContext,
  task: Task,
  planned: PlannedOutput,
  place: FinishPlace,
): Promise<Problem | undefined> => {
  const output = task.outputs[planned.output]
  if (!output) return undefined
  try {
    await placeOriginal(place.dir, planned)
  } catch (error) {
    return problemFrom(error, context, task.id)
  }
  const problem = await finishOutput(context, task, output, planned, place)
  if (!problem) place.reached.done(output.index)
  context.onCommit()
  return problem
}

/**
 * Puts the fetched source under the name its output publishes. What was downloaded for this attempt is named a second time;
 * what belongs to somebody else is copied, so that two objects never are one file.
 */
const placeOriginal = async (dir: string, { parts }: PlannedOutput): Promise<void> => {
  const source = join(dir, SOURCE_NAME)
  const foreign = (await lstat(source)).isSymbolicLink()
  for (const part of parts) {
    if (part.role !== 'original') continue
    const target = join(dir, part.path)
    await mkdir(dirname(target), { recursive: true })
    if (foreign) await copyFile(source, target, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE)
    else await link(source, target)
  }
}
