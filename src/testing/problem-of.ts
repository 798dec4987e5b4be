import { DomainError } from '../domain/problem.ts'

/** Code and path of the problem that work ends in; undefined when it succeeds. @throws whatever else it throws */
export const problemOf = (
  work: () => unknown,
): readonly [code: string, path: string | undefined] | undefined => {
  try {
    work()
  } catch (error) {
    if (error instanceof DomainError) return [error.problem.code, error.problem.path]
    throw error
  }
  return undefined
}
