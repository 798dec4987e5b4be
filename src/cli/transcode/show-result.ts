import type { TaskJson } from '../api/types.ts'
import { describeOutput, OUTPUT_HEADINGS } from '../format/media.ts'
import { printJsonLine, printLine } from '../format/print.ts'
import { failureLines } from '../format/problems.ts'
import { qualityColumn } from '../format/quality.ts'
import { formatTable } from '../format/table.ts'
import { formatDuration } from '../format/units.ts'
import type { Host, Output } from '../host.ts'

export interface ResultContext {
  readonly json: boolean
  /** An object key as a path to show. */
  readonly place: (key: string) => string
  readonly milliseconds: number
  readonly exitCode: number
}

/** The finished files on stdout, the reasons of the others on stderr. */
export const showResult = (
  { stdout, stderr }: Pick<Host, 'stdout' | 'stderr'>,
  task: TaskJson,
  context: ResultContext,
): void => {
  for (const line of failureLines(task)) printLine(stderr, `pentode: ${line}`)
  if (context.json) printJsonLine(stdout, resultLine(task, context))
  else showTable(stdout, task, context)
}

const resultLine = (task: TaskJson, { place, milliseconds, exitCode }: ResultContext): object => ({
  event: 'result',
  status: task.status,
  exitCode,
  seconds: Math.round(milliseconds / 100) / 10,
  outputs: task.outputs.map(({ name, status, destination, problem, result }) => ({
    name,
    status,
    ...(problem ? { problem } : {}),
    ...(result ? { path: place(destination.key), ...result } : {}),
  })),
})

const showTable = (stdout: Output, task: TaskJson, { place, milliseconds }: ResultContext): void => {
  const done = task.outputs.filter((output) => output.result)
  if (done.length === 0) return
  const quality = qualityColumn(done)
  printLine(
    stdout,
    formatTable(
      ['FILE', ...OUTPUT_HEADINGS, ...quality.headings],
      done.map((output, i) => [
        place(output.destination.key),
        ...describeOutput(output),
        ...(quality.cells[i] ?? []),
      ]),
      ['SIZE', 'DURATION'],
    ),
  )
  const count = done.length === 1 ? '1 output' : `${done.length} outputs`
  printLine(stdout, `${count} in ${formatDuration(milliseconds / 1000, { exact: true })}`)
}
