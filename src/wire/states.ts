import type { TaskStatus } from '../domain/task.ts'

/** The states a service has `word` for, for queries. */
export const statusesBehind = <Word extends string>(
  words: Readonly<Record<TaskStatus, Word>>,
  word: string,
): readonly TaskStatus[] => (Object.keys(words) as TaskStatus[]).filter((status) => words[status] === word)
