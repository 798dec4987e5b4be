import { join, relative } from 'node:path'
import { type Api, createApi } from '../api/client.ts'
import type { PlanJson, SubmissionJson, TaskJson, TemplateJson } from '../api/types.ts'
import { watchTask } from '../api/watch-task.ts'
import { CliError, EXIT } from '../cli-error.ts'
import { printPlan } from '../format/plan.ts'
import { printJson, printLine } from '../format/print.ts'
import type { Host } from '../host.ts'
import { listenForInterrupt } from '../interrupt.ts'
import { createReporter, reportNews } from '../progress/reporter.ts'
import { cancelTask } from './cancel-task.ts'
import { type OutputFolder, openOutputFolder } from './output-folder.ts'
import { type Input, readInput } from './read-input.ts'
import { refuseOverwrite } from './refuse-overwrite.ts'
import { showResult } from './show-result.ts'
import { chooseTargets, type Target } from './targets.ts'

export interface TranscodeOptions {
  readonly template: readonly string[]
  readonly out: string
  /** In place of the input's base name. */
  readonly name?: string
  readonly json: boolean
  readonly plan: boolean
  readonly force: boolean
}

/**
 * Transcodes one file or URL on a private server of this process.
 * @throws CliError: usage; failed, when an output is missing; interrupted, with nothing left behind
 */
export const transcode = async (host: Host, text: string, options: TranscodeOptions): Promise<void> => {
  const found = await readInput(text)
  const input = options.name === undefined ? found : { ...found, base: options.name }
  using interrupt = listenForInterrupt(host, () =>
    printLine(host.stderr, 'Cancelling; press Ctrl-C again to stop without cleaning up.'),
  )
  const { signal } = interrupt
  await using folder = await openOutputFolder(options.out)
  const { source, name } = input
  const server = await host.startLocal({
    inputs: source.from === 'file' ? [{ name, path: source.path }] : [],
    outDir: folder.path,
  })
  try {
    await using api = createApi(server)
    signal.throwIfAborted()
    const { templates } = await api.get<{ templates: readonly TemplateJson[] }>('/templates', signal)
    const targets = chooseTargets(input.base, options.template, templates)
    const submission = submissionOf(input, targets)
    if (options.plan) await plan(host, api, submission, options.json, signal)
    else {
      await refuseOverwrite(
        folder.path,
        targets,
        source.from === 'file' ? source.path : undefined,
        options.force,
      )
      await run(host, api, submission, folder, options.json, signal)
    }
  } finally {
    await server.close()
  }
}

const submissionOf = ({ source, name }: Input, targets: readonly Target[]): SubmissionJson => ({
  source: source.from === 'url' ? { url: source.url } : { bucket: 'input', key: name },
  outputs: targets.map(({ template, key }) => ({ template, to: { bucket: 'outputs', key } })),
})

const plan = async (
  host: Host,
  api: Api,
  submission: SubmissionJson,
  json: boolean,
  signal: AbortSignal,
): Promise<void> => {
  const made = await api.post<PlanJson>('/plans', submission, signal)
  if (json) printJson(host.stdout, made)
  else printPlan(host.stdout, made)
  const refused = made.outputs.filter((output) => output.refused)
  if (refused.length > 0)
    throw new CliError(refused.map((output) => `${output.name}: ${output.refused?.message}`).join('\n'))
}

const run = async (
  host: Host,
  api: Api,
  submission: SubmissionJson,
  folder: OutputFolder,
  json: boolean,
  signal: AbortSignal,
): Promise<void> => {
  const now = () => performance.now()
  const begun = now()
  const { id, outputs } = await api.post<TaskJson>('/tasks', submission)
  const reporter = createReporter(host.stdout, { json, outputs, now })
  let task: TaskJson
  try {
    task = await watchTask(api, id, { signal, onNews: reportNews(reporter) })
  } catch (error) {
    if (signal.aborted) {
      reporter.end()
      await cancelTask(api, id, folder).catch((failure: Error) =>
        printLine(host.stderr, `pentode: cleaning up failed: ${failure.message}`),
      )
    }
    throw error
  } finally {
    reporter.end()
  }
  const ok = task.status === 'succeeded'
  const place = (key: string): string => {
    const path = join(folder.path, key)
    const here = relative('.', path)
    return here.startsWith('..') ? path : here
  }
  showResult(host, task, { json, place, milliseconds: now() - begun, exitCode: ok ? EXIT.ok : EXIT.failed })
  if (!ok) throw new CliError('', EXIT.failed)
}
