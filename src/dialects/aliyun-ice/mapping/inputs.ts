import type { Joined, OutputSpec } from '../../../domain/output-spec.ts'
import { fail } from '../../../domain/problem.ts'
import type { Source } from '../../../domain/source.ts'
import type { JobConfig } from '../schema/config.ts'
import { toRange } from './features.ts'
import { toObject } from './locations.ts'
import { partsOf } from './parts.ts'

/** What a job reads: one input, or several in a row. */
export interface Inputs {
  readonly source: Source
  readonly join?: Joined
}

/**
 * The input that all outputs name, or, where none does, all inputs joined in their order.
 * @throws DomainError invalid-parameter, unsupported-parameter
 */
export const inputsOf = (config: JobConfig): Inputs => {
  const sources = config.Inputs.map(({ Name, InputFile }, i) => ({
    name: Name,
    source: { from: 'object', ...toObject(InputFile, `Config.Inputs.${i}.InputFile`) } as const,
  }))
  const refs = new Set(partsOf(config).map(({ InputRef }) => InputRef))
  const lost = [...refs].find((ref) => ref !== undefined && !sources.some(({ name }) => name === ref))
  if (lost !== undefined)
    throw fail('invalid-parameter', `There is no input named ${JSON.stringify(lost.slice(0, 100))}.`, {
      path: 'Config.InputRef',
    })
  const [ref] = refs
  const [first, ...others] = sources.filter(({ name }) => ref === undefined || name === ref)
  if (!first || (refs.size > 1 && sources.length > 1))
    throw fail('unsupported-parameter', 'All outputs of a job read the same input here.', {
      path: 'Config.InputRef',
    })
  if (ref !== undefined || others.length === 0) return { source: first.source }
  refusePartsOfAll(config)
  return { source: first.source, join: { head: [], tail: others.map(({ source }) => ({ source })) } }
}

/** A part of joined inputs is a part of the first one. */
const refusePartsOfAll = (config: JobConfig): void => {
  const odd = partsOf(config).find(
    ({ Features }) => toRange(Features, 'Features') && !Features?.Clip?.ConfigToClipFirstPart,
  )
  if (odd)
    throw fail(
      'unsupported-parameter',
      'Of several inputs only the first one is clipped here: set ConfigToClipFirstPart.',
      { path: 'Config.Features.Clip' },
    )
}

/** An output of all inputs. @throws DomainError unsupported-parameter */
export const joined = (spec: OutputSpec, join: Joined | undefined, path: string): OutputSpec => {
  if (!join) return spec
  if (spec.kind === 'file' || spec.kind === 'stream') return { ...spec, join }
  throw fail('unsupported-parameter', 'An animation is made of one input.', { path })
}
