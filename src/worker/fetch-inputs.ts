import { join } from 'node:path'
import { type ExtraSource, extraKey, extraSources } from '../domain/extra-source.ts'
import type { OutputSpec } from '../domain/output-spec.ts'
import type { PlanInput } from '../domain/plan-input.ts'
import { DomainError, isSourceProblem, type Problem, problem } from '../domain/problem.ts'
import { displayName } from '../domain/source.ts'
import { SUBTITLE_LIMITS } from '../domain/subtitle-document.ts'
import { readSubtitles } from '../media/subtitles/read-subtitles.ts'
import type { WorkContext } from './context.ts'
import { fetchSource } from './fetch-source.ts'

type Means = Pick<WorkContext, 'storage' | 'egress' | 'prober'>

export interface FetchedInputs {
  readonly inputs: readonly PlanInput[]
  /** Where their bytes really lie; the sandbox must show these paths. */
  readonly paths: readonly string[]
}

/**
 * Puts each file that the outputs need besides the source into `dir`, once, as `in1`, `in2`…, and looks into it. One that is
 * missing or broken is told of in its place: only the outputs that need it fail.
 * @throws DomainError for what is not the file's fault: an end of the work, a full disk
 */
export const fetchInputs = async (
  specs: readonly OutputSpec[],
  dir: string,
  means: Means,
  signal: AbortSignal,
): Promise<FetchedInputs> => {
  const wanted = new Map(specs.flatMap(extraSources).map((extra) => [extraKey(extra), extra]))
  const inputs: PlanInput[] = []
  const paths: string[] = []
  for (const extra of wanted.values()) {
    const file = `in${inputs.length + 1}`
    try {
      const { path } = await fetchSource(extra.source, dir, means, signal, {
        as: file,
        ...(extra.use === 'subtitles' && { maxBytes: SUBTITLE_LIMITS.bytes }),
      })
      inputs.push(await learn(extra, file, join(dir, file), means, signal))
      paths.push(path)
    } catch (error) {
      if (!(error instanceof DomainError) || !isSourceProblem(error.problem)) throw error
      inputs.push({ ...extra, problem: unusable(extra, error.problem) })
    }
  }
  return { inputs, paths }
}

const learn = async (
  { use, source, charset }: ExtraSource,
  file: string,
  path: string,
  { prober }: Means,
  signal: AbortSignal,
): Promise<PlanInput> => {
  switch (use) {
    case 'image':
      return { use, source, file, image: await prober.probeImage(path, signal) }
    case 'clip':
      return { use, source, file, media: await prober.probe(path, { signal }) }
    case 'subtitles':
      return { use, source, ...(charset && { charset }), document: await readSubtitles(path, charset) }
  }
}

const NOUNS = { image: 'image', clip: 'clip', subtitles: 'subtitle file' } satisfies Record<
  ExtraSource['use'],
  string
>

const unusable = ({ use, source }: ExtraSource, { code, message }: Problem): Problem =>
  problem('input-unusable', `The ${NOUNS[use]} ${displayName(source)} cannot be used. ${message}`, {
    detail: { use, reason: code },
  })
