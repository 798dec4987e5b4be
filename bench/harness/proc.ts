import { readdirSync, readFileSync } from 'node:fs'

/** The kernel's `USER_HZ`: what `/proc` counts CPU time in, on every Linux. */
const TICKS_PER_SECOND = 100
const PAGE = 4096

/** One process as `/proc/<pid>/stat` shows it. */
export interface ProcessStat {
  readonly pid: number
  readonly parent: number
  /** CPU seconds, user and system. */
  readonly own: number
  /** CPU seconds of ended children that it waited for, and of theirs. */
  readonly reaped: number
  /** Resident memory in bytes; pages shared with others count in each. */
  readonly resident: number
}

/** Undefined when there is no such process. */
export const readStat = (pid: number): ProcessStat | undefined => {
  let text: string
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'latin1')
  } catch {
    return undefined
  }
  // The name in brackets may hold anything; numbers begin behind it with the third field.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  const field = (number: number): number => Number(fields[number - 3])
  return {
    pid,
    parent: field(4),
    own: (field(14) + field(15)) / TICKS_PER_SECOND,
    reaped: (field(16) + field(17)) / TICKS_PER_SECOND,
    resident: field(24) * PAGE,
  }
}

/** The name of a process's program, at most 15 characters. */
export const programOf = (pid: number): string | undefined => {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trimEnd()
  } catch {
    return undefined
  }
}

export const allPids = (): number[] => readdirSync('/proc').map(Number).filter(Number.isInteger)

/** All living descendants of a process. */
export const descendantsOf = (root: number): readonly ProcessStat[] => {
  const children = Map.groupBy(
    allPids().flatMap((pid) => readStat(pid) ?? []),
    (stat) => stat.parent,
  )
  const below = (pid: number): ProcessStat[] =>
    (children.get(pid) ?? []).flatMap((child) => [child, ...below(child.pid)])
  return below(root)
}
