import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { MediaInfo } from '../domain/media-info.ts'
import type { OutputSpec } from '../domain/output-spec.ts'
import type { PlanInput } from '../domain/plan-input.ts'
import type { Source } from '../domain/source.ts'
import type { WorkContext } from './context.ts'
import { fetchInputs } from './fetch-inputs.ts'
import { fetchSource, SOURCE_NAME } from './fetch-source.ts'

type Means = Pick<WorkContext, 'storage' | 'egress' | 'prober' | 'sourceProber' | 'attemptsDir'>

/**
 * Probes a source outside of any task, in a folder of its own that is gone afterwards.
 * @throws DomainError with a source-* problem
 */
export const inspectSource = async (
  context: Means,
  source: Source,
  { keyframes }: { keyframes: boolean },
  signal: AbortSignal,
): Promise<MediaInfo> =>
  inScratchFolder(context, async (dir) => {
    await fetchSource(source, dir, context, signal)
    return context.sourceProber.probe(join(dir, SOURCE_NAME), { keyframes, signal })
  })

/** The same for the other files that outputs need. */
export const inspectInputs = async (
  context: Means,
  specs: readonly OutputSpec[],
  signal: AbortSignal,
): Promise<readonly PlanInput[]> =>
  inScratchFolder(context, async (dir) => (await fetchInputs(specs, dir, context, signal)).inputs)

const inScratchFolder = async <T>(
  { attemptsDir }: Pick<WorkContext, 'attemptsDir'>,
  work: (dir: string) => Promise<T>,
): Promise<T> => {
  const dir = await mkdtemp(join(attemptsDir, 'probe-'))
  try {
    return await work(dir)
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}
