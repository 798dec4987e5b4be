import { isTerminal } from '../../domain/task.ts'
import type { TaskJson } from '../api/types.ts'
import type { Output } from '../host.ts'
import { describeOutput, OUTPUT_HEADINGS } from './media.ts'
import { printLine } from './print.ts'
import { failureLines } from './problems.ts'
import { qualityColumn } from './quality.ts'
import { formatTable, printable } from './table.ts'
import { formatPercent, progressText } from './units.ts'

/** One line per task. */
export const formatTasks = (tasks: readonly TaskJson[]): string =>
  formatTable(
    ['ID', 'STATUS', 'PROGRESS', 'CREATED', 'SOURCE'],
    tasks.map((task) => [
      task.id,
      task.status,
      formatPercent(task.progress),
      task.createdAt,
      sourceText(task),
    ]),
    ['PROGRESS'],
  )

/** A task, its outputs, and why some are missing. */
export const printTask = (to: Output, task: TaskJson): void => {
  const facts = [
    ['task', task.id],
    ['status', task.status],
    ['progress', isTerminal(task.status) ? formatPercent(task.progress) : progressText(task)],
    ['source', sourceText(task)],
    ['created', task.createdAt],
    ['started', task.startedAt],
    ['finished', task.finishedAt],
  ].flatMap(([name = '', value]) => (value === undefined ? [] : [`${name.padEnd(9)} ${printable(value)}`]))
  for (const line of facts) printLine(to, line)
  printLine(to, '')
  const quality = qualityColumn(task.outputs)
  printLine(
    to,
    formatTable(
      ['#', 'OUTPUT', 'STATUS', 'PROGRESS', ...OUTPUT_HEADINGS, ...quality.headings, 'OBJECT'],
      task.outputs.map((output, i) => [
        String(output.index),
        output.name,
        output.status,
        formatPercent(output.progress),
        ...describeOutput(output),
        ...(quality.cells[i] ?? []),
        `${output.destination.bucket}/${output.destination.key}`,
      ]),
      ['PROGRESS', 'SIZE', 'DURATION'],
    ),
  )
  const failures = failureLines(task)
  if (failures.length > 0) printLine(to, '')
  for (const line of failures) printLine(to, line)
}

/** `bucket/key`, a path, or a URL without its query: signed links hold secrets. */
export const sourceText = ({ source: { bucket, key, url, path } }: TaskJson): string =>
  url === undefined ? (path ?? `${bucket}/${key}`) : url.replace(/[?#].*$/, '')
