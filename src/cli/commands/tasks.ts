import { type Command, InvalidArgumentError } from 'commander'
import type { TaskJson } from '../api/types.ts'
import { printJson, printLine } from '../format/print.ts'
import { formatTasks, printTask } from '../format/task.ts'
import type { Host } from '../host.ts'
import { watch } from './watch.ts'
import { withApi } from './with-api.ts'

interface Json {
  readonly json: boolean
}
interface ListOptions extends Json {
  readonly status?: string
  readonly limit: number
  readonly page?: string
}

const path = (id: string): string => `/tasks/${encodeURIComponent(id)}`

export const addTasks = (program: Command, host: Host): void => {
  const tasks = program.command('tasks').description('Tasks of a running server (PENTODE_URL).')
  const show = (task: TaskJson, { json }: Json): void =>
    json ? printJson(host.stdout, task) : printTask(host.stdout, task)

  tasks
    .command('list')
    .description('Lists tasks, newest first.')
    .option('-s, --status <list>', 'only these, such as "queued,running"')
    .option('-l, --limit <count>', 'at most so many, up to 100', integer, 20)
    .option('--page <token>', 'go on where another list ended')
    .option('--json', 'print JSON', false)
    .action(({ json, ...query }: ListOptions) =>
      withApi(host, async (api) => {
        const page = await api.get<{ tasks: readonly TaskJson[]; nextPage?: string }>(
          `/tasks?${new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]))}`,
        )
        if (json) return printJson(host.stdout, page)
        printLine(host.stdout, formatTasks(page.tasks))
        if (page.nextPage !== undefined) printLine(host.stdout, `More: --page ${page.nextPage}`)
      }),
    )
  tasks
    .command('get <id>')
    .description('Shows a task with its outputs.')
    .option('--json', 'print JSON', false)
    .action((id: string, options: Json) =>
      withApi(host, async (api) => show(await api.get<TaskJson>(path(id)), options)),
    )
  tasks
    .command('cancel <id>')
    .description('Cancels a task that is queued or running.')
    .option('--json', 'print JSON', false)
    .action((id: string, options: Json) =>
      withApi(host, async (api) => show(await api.post<TaskJson>(`${path(id)}/cancel`), options)),
    )
  tasks
    .command('retry <id>')
    .description('Puts failed and cancelled outputs back to work.')
    .option(
      '--output <index>',
      'only this one; may be given several times',
      (text: string, all: readonly number[] = []) => [...all, integer(text)],
    )
    .option('--json', 'print JSON', false)
    .action((id: string, { output, json }: Json & { output?: readonly number[] }) =>
      withApi(host, async (api) =>
        show(await api.post<TaskJson>(`${path(id)}/retry`, output ? { outputs: output } : {}), { json }),
      ),
    )
  tasks
    .command('watch <id>')
    .description('Follows a task to its end.')
    .option('--json', 'one JSON object per line', false)
    .action((id: string, { json }: Json) => withApi(host, (api) => watch(host, api, id, json)))
}

const integer = (text: string): number => {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It must be a whole number.')
  return Number(text)
}
