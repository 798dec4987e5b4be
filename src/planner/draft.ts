import type { PlannedOutput, PlannedPart } from '../domain/plan.ts'
import type { Problem, ProblemCode } from '../domain/problem.ts'
import { problem } from '../domain/problem.ts'
import type { InputLookup } from './inputs.ts'
import type { PictureBranch } from './pictures/branch.ts'
import type { Source } from './source.ts'
import type { Cut } from './time-range.ts'
import type { MuxFile } from './tracks.ts'

/** One output, decided but not yet merged with the others into a command. */
export interface Draft {
  readonly kind: PlannedOutput['kind']
  readonly index: number
  readonly cut: Cut
  readonly files: readonly MuxFile[]
  readonly pictures: readonly PictureBranch[]
  readonly parts: readonly PlannedPart[]
  readonly folders: readonly string[]
  readonly reasons: readonly string[]
}

/** What an output kind decides from. */
export interface DraftContext {
  readonly index: number
  readonly source: Source
  readonly cut: Cut
  readonly inputs: InputLookup
}

export type Drafted = { readonly draft: Draft } | { readonly problem: Problem }

export const refuse = (code: ProblemCode, message: string): { readonly problem: Problem } => ({
  problem: problem(code, message),
})
