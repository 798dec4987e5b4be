import { isTerminal } from '../../domain/task.ts'
import type { Api } from '../api/client.ts'
import type { TaskJson } from '../api/types.ts'
import { watchTask } from '../api/watch-task.ts'
import type { OutputFolder } from './output-folder.ts'

/** Cancels a task, waits until its worker has let go of it, and takes away the outputs that were finished by then. */
export const cancelTask = async (api: Api, id: string, folder: OutputFolder): Promise<void> => {
  const path = `/tasks/${id}`
  const before = await api.get<TaskJson>(path)
  if (!isTerminal(before.status)) {
    // It may finish at this very moment, and can then not be cancelled any more.
    await api.post(`${path}/cancel`).catch(() => {})
    await watchTask(api, id, { signal: new AbortController().signal, onNews: () => {}, pollMs: 100 })
  }
  const { outputs } = await api.get<TaskJson>(`${path}?files=all`)
  await folder.remove(outputs.flatMap(({ result }) => result?.files.map(({ key }) => key) ?? []))
}
