import type { TaskJson } from '../api/types.ts'
import { printable } from './table.ts'

/** Why a task is not whole, one line each. What is wrong with the source is said once, not for every output. */
export const failureLines = ({ outputs, problem }: TaskJson): readonly string[] => {
  const lines = outputs
    .filter(({ status }) => status === 'failed' || status === 'cancelled')
    .filter((output) => problem === undefined || output.problem?.code !== problem.code)
    .map(({ name, status, problem: why }) => `${name}: ${why?.message ?? status}`)
  return [...(problem ? [problem.message] : []), ...lines].map(printable)
}
