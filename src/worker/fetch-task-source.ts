import { isTerminal, type Task } from '../domain/task.ts'
import type { WorkContext } from './context.ts'
import { type FetchedSource, fetchSource, SOURCE_NAME } from './fetch-source.ts'
import { type AttemptProgress, reportOutputs } from './progress.ts'

/** Fetches the source; for outputs that are the source itself, fetching is the work. */
export const fetchTaskSource = async (
  context: WorkContext,
  task: Task,
  { dir, signal }: { readonly dir: string; readonly signal: AbortSignal },
  reached: AttemptProgress,
): Promise<FetchedSource> => {
  const originals = task.outputs.filter((o) => o.spec.kind === 'original')
  // An earlier attempt has brought it in already; the address it came from may be stale by now.
  const brought = originals.find((o) => o.state.status === 'succeeded')
  if (brought) return fetchSource({ from: 'object', ...brought.destination }, dir, context, signal)
  const waiting = originals.filter((o) => !isTerminal(o.state.status)).map((o) => o.index)
  const report = reportOutputs(context, task, waiting, reached)
  try {
    return await fetchSource(task.source, dir, context, signal, SOURCE_NAME, (received, total) => {
      if (waiting.length > 0 && total) report.reach(received / total)
    })
  } finally {
    await report.flush()
  }
}
