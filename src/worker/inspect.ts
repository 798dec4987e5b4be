import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { MediaInfo } from '../domain/media-info.ts'
import type { Source } from '../domain/source.ts'
import type { WorkContext } from './context.ts'
import { fetchSource, SOURCE_NAME } from './fetch-source.ts'

/**
 * Probes a source outside of any task, in a folder of its own that is gone afterwards.
 * @throws DomainError with a source-* problem
 */
export const inspectSource = async (
  context: Pick<WorkContext, 'storage' | 'egress' | 'prober' | 'attemptsDir'>,
  source: Source,
  { keyframes }: { keyframes: boolean },
  signal: AbortSignal,
): Promise<MediaInfo> => {
  const dir = await mkdtemp(join(context.attemptsDir, 'probe-'))
  try {
    await fetchSource(source, dir, context, signal)
    return await context.prober.probe(join(dir, SOURCE_NAME), { keyframes, signal })
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}
