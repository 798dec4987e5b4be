import { DomainError } from '../domain/problem.ts'
import type { Task } from '../domain/task.ts'

/** A task that is asked for among others; undefined where there is none of that id. @throws what else goes wrong */
export const taskIfThere = async (asked: Promise<Task>): Promise<Task | undefined> => {
  try {
    return await asked
  } catch (error) {
    if (error instanceof DomainError && error.problem.code === 'task-not-found') return undefined
    throw error
  }
}
