import type { Api } from '../api/client.ts'
import type { TaskJson } from '../api/types.ts'
import { watchTask } from '../api/watch-task.ts'
import { CliError, EXIT } from '../cli-error.ts'
import { printJsonLine } from '../format/print.ts'
import { printTask } from '../format/task.ts'
import type { Host } from '../host.ts'
import { listenForInterrupt } from '../interrupt.ts'
import { createReporter, reportNews } from '../progress/reporter.ts'

/** Follows a task; leaving early leaves the task alone. @throws CliError when it did not succeed */
export const watch = async (host: Host, api: Api, id: string, json: boolean): Promise<void> => {
  using interrupt = listenForInterrupt(host, () => {})
  const now = () => performance.now()
  const { outputs } = await api.get<TaskJson>(`/tasks/${encodeURIComponent(id)}`, interrupt.signal)
  const reporter = createReporter(host.stdout, { json, outputs, now })
  let task: TaskJson
  try {
    task = await watchTask(api, id, { signal: interrupt.signal, onNews: reportNews(reporter) })
  } finally {
    reporter.end()
  }
  if (json) printJsonLine(host.stdout, { event: 'result', task })
  else printTask(host.stdout, task)
  if (task.status !== 'succeeded') throw new CliError('', EXIT.failed)
}
