import type { Submission } from '../../../app/submit-task.ts'
import type { OutputSpec } from '../../../domain/output-spec.ts'
import { DomainError } from '../../../domain/problem.ts'
import type { Call } from '../../../wire/operation.ts'
import { DIALECT } from '../paths.ts'
import { presets } from '../presets.ts'
import type { SubmissionRequest } from '../schemas/submission.ts'
import { defaultDestination } from './destination.ts'

/**
 * The outputs of a request with their templates looked up, named and placed.
 * @throws DomainError template-not-found, with the path of the output that names it
 */
export const resolveOutputs = async (
  { outputs, source }: Pick<SubmissionRequest, 'outputs' | 'source'>,
  call: Pick<Call, 'app' | 'caller'>,
): Promise<Submission['outputs']> => {
  const taken = new Set(outputs.flatMap(({ name }) => name ?? []))
  const resolved: Submission['outputs'][number][] = []
  for (const [index, { template, spec: inline, name: wanted, to }] of outputs.entries()) {
    const spec = inline ?? (await findTemplate(template ?? '', index, call))
    const name = wanted ?? freeName(template ?? `output-${index}`, taken)
    taken.add(name)
    resolved.push({
      name,
      ...(template === undefined ? {} : { template }),
      spec,
      destination: to ?? ((task) => defaultDestination(task, name, spec, source)),
    })
  }
  return resolved
}

const findTemplate = async (
  name: string,
  index: number,
  { app, caller }: Pick<Call, 'app' | 'caller'>,
): Promise<OutputSpec> => {
  try {
    return (await app.templates.get(caller.project, DIALECT, name, presets)).spec
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    throw new DomainError({ ...error.problem, path: `outputs.${index}.template` }, { cause: error })
  }
}

/** The same template twice in a task gives `mp4-720p` and `mp4-720p-2`. */
const freeName = (base: string, taken: ReadonlySet<string>): string => {
  if (!taken.has(base)) return base
  let n = 2
  while (taken.has(`${base}-${n}`)) n++
  return `${base}-${n}`
}
