import type { Problem } from '../../../domain/problem.ts'
import type { Output, OutputFile, OutputResult } from '../../../domain/task.ts'
import { ABORTED, ERR_CODE, errCodeOf } from '../../../wire/tencent/faults.ts'

/** Whether an output is what a transcoding template makes. */
export const isTranscode = ({ spec }: Output): boolean => spec.kind === 'file' || spec.kind === 'stream'

/** The facts of a finished output; undefined before. */
export const resultOf = ({ state }: Output): OutputResult | undefined =>
  state.status === 'succeeded' ? state.result : undefined

/** The file a finished output is known by. */
export const mainFile = (output: Output): OutputFile | undefined => {
  const files = resultOf(output)?.files
  return files?.find(({ key }) => key === output.destination.key) ?? files?.[0]
}

/** Code and message of an output; fine until it failed. */
export const errorOf = ({ state }: Output): { readonly errCode: number; readonly message: string } => {
  switch (state.status) {
    case 'failed':
      return problemError(state.problem)
    case 'cancelled':
      return { errCode: ERR_CODE.other, message: ABORTED }
    default:
      return { errCode: ERR_CODE.none, message: '' }
  }
}

export const problemError = (problem: Problem) => ({ errCode: errCodeOf(problem), message: problem.message })
