import { type ExtraSource, extraKey } from '../domain/extra-source.ts'
import type { PlanInput } from '../domain/plan-input.ts'
import type { Source } from '../domain/source.ts'
import type { SubtitleCharset } from '../domain/subtitle-spec.ts'

/** Finds what was learnt of another file of the task. */
export type InputLookup = <U extends ExtraSource['use']>(
  use: U,
  source: Source,
  charset?: SubtitleCharset,
) => PlanInput<U>

export const inputLookup = (inputs: readonly PlanInput[]): InputLookup => {
  const byKey = new Map(inputs.map((input) => [extraKey(input), input]))
  return <U extends ExtraSource['use']>(use: U, source: Source, charset?: SubtitleCharset): PlanInput<U> => {
    const found = byKey.get(extraKey({ use, source, ...(charset && { charset }) }))
    if (!found) throw new Error('an input was planned with that nobody looked into')
    // The key begins with the use.
    return found as PlanInput<U>
  }
}
