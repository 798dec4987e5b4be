import type { Task } from '../domain/task.ts'
import type { WorkContext } from './context.ts'
import { type FetchedSource, fetchSource } from './fetch-source.ts'
import { FETCH } from './pieces.ts'
import type { AttemptProgress } from './progress.ts'

/** Fetches the source, and reports how much of it has come. */
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
  return fetchSource(task.source, dir, context, signal, {
    keepAt: `${dir}.src`,
    onProgress: (received, total) => {
      if (total) reached.advance(FETCH, received / total)
    },
  })
}
