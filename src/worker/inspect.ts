import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { MediaInfo } from '../domain/media-info.ts'
import { isEncoded } from '../domain/output-spec.ts'
import type { Plan } from '../domain/plan.ts'
import type { Source } from '../domain/source.ts'
import type { Warning } from '../domain/warning.ts'
import { type PlanRequest, plan } from '../planner/plan.ts'
import type { WorkContext } from './context.ts'
import { fetchInputs } from './fetch-inputs.ts'
import { fetchSource, SOURCE_NAME } from './fetch-source.ts'
import { measureFor } from './measure.ts'
import { sourceToMake } from './mend-times.ts'

type Fetching = Pick<WorkContext, 'storage' | 'egress' | 'prober' | 'sourceProber' | 'attemptsDir'>

/**
 * Probes a source outside of any task.
 * @throws DomainError with a source-* problem
 */
export const inspectSource = (context: Fetching, source: Source, signal: AbortSignal): Promise<MediaInfo> =>
  withSource(context, source, signal, (dir) => context.sourceProber.probe(join(dir, SOURCE_NAME), { signal }))

/**
 * Plans outputs of a source outside of any task. What the plan has to know of the source is measured.
 * @throws DomainError with a source-* problem, ffmpeg-missing
 */
export const planSource = async (
  context: Fetching & Pick<WorkContext, 'ffmpeg' | 'sandbox' | 'policy' | 'stallMs' | 'quality'>,
  source: Source,
  outputs: PlanRequest['outputs'],
  signal: AbortSignal,
): Promise<{ media: MediaInfo; plan: Plan }> => {
  const { capabilities } = await context.ffmpeg()
  return withSource(context, source, signal, async (dir, sourcePath) => {
    const asked = { keyframes: true, signal }
    const found = await context.sourceProber.probe(join(dir, SOURCE_NAME), asked)
    const { media, path, warning } = outputs.every(({ spec }) => isEncoded(spec))
      ? await sourceToMake(context, found, { dir, sourcePath, signal, asked })
      : { media: found, path: sourcePath }
    const { inputs } = await fetchInputs(
      outputs.map((o) => o.spec),
      dir,
      context,
      signal,
    )
    const request = { media, inputs, outputs, capabilities, policy: context.policy, quality: context.quality }
    const measurements = await measureFor(context, request, { dir, sourcePath: path, signal })
    return { media, plan: warned(plan({ ...request, measurements }), warning) }
  })
}

const warned = (made: Plan, warning: Warning | undefined): Plan =>
  warning
    ? { ...made, outputs: made.outputs.map((o) => ({ ...o, warnings: [warning, ...(o.warnings ?? [])] })) }
    : made

/** In a folder of its own that is gone afterwards. */
const withSource = async <T>(
  context: Fetching,
  source: Source,
  signal: AbortSignal,
  work: (dir: string, sourcePath: string) => Promise<T>,
): Promise<T> => {
  const dir = await mkdtemp(join(context.attemptsDir, 'probe-'))
  try {
    const { path } = await fetchSource(source, dir, context, signal)
    return await work(dir, path)
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}
