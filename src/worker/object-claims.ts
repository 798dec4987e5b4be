import type { FileMove } from '../domain/ports.ts'
import { type Problem, problem } from '../domain/problem.ts'
import type { Task } from '../domain/task.ts'

/** Which object of a task belongs to which of its outputs. */
export interface ObjectClaims {
  /** Claims what an output is about to publish; a problem when some of it is another output's. */
  readonly claim: (output: number, moves: readonly FileMove[]) => Problem | undefined
}

/**
 * Names of segments and renditions are known only when they are made, so that two outputs going for the same object show
 * then. The one that has it keeps it; every main object belongs to its output from the start.
 */
export const objectClaims = (task: Task): ObjectClaims => {
  const owners = new Map<string, number>()
  const nameOf = ({ bucket, key }: { bucket: string; key: string }): string => `${bucket}/${key}`
  for (const { index, destination, state } of task.outputs) {
    owners.set(nameOf(destination), index)
    if (state.status === 'succeeded') for (const file of state.result.files) owners.set(nameOf(file), index)
  }
  return {
    claim: (output, moves) => {
      const taken = moves.find((move) => (owners.get(nameOf(move)) ?? output) !== output)
      if (taken) {
        const owner = task.outputs[owners.get(nameOf(taken)) ?? -1]?.name
        return problem(
          'output-invalid',
          `The output would overwrite ${taken.key}, which belongs to the output ${owner}. Give them different names.`,
          {
            detail: { check: 'key', actual: taken.key },
          },
        )
      }
      for (const move of moves) owners.set(nameOf(move), output)
      return undefined
    },
  }
}
