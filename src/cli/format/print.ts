import type { Output } from '../host.ts'

export const printLine = (to: Output, line: string): void => {
  to.write(`${line}\n`)
}

/** A document for programs, readable for people. */
export const printJson = (to: Output, value: unknown): void =>
  printLine(to, JSON.stringify(value, undefined, 2))

/** One object per line. */
export const printJsonLine = (to: Output, value: unknown): void => printLine(to, JSON.stringify(value))
