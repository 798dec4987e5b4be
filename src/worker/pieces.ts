import { isEncoded } from '../domain/output-spec.ts'
import type { Effort, Plan, PlannedOutput, PlannedPart, Step } from '../domain/plan.ts'
import type { Task } from '../domain/task.ts'
import type { Piece } from './course.ts'
import type { Paces } from './paces.ts'

/** Fetching the source, and all that follows while nobody knows what it is. */
export const FETCH = { what: 'fetch' }
export const REST = { what: 'rest' }
/** What has to be done before the plan is known takes no more than this part of what is then left. */
const BEFORE_PLAN = 0.1
/** Looking an output over and putting it in its place, beside encoding it: each part of it, and a second of one. */
const CHECK_PART = 30
const CHECK_SECOND = 2

/** Before the source is there. Outputs that are the source itself are then nearly done; `made` are the others. */
export const fetchPieces = (
  { outputs, source }: Pick<Task, 'outputs' | 'source'>,
  made: readonly number[],
): readonly Piece[] => {
  const brought = outputs.filter(({ spec }) => !isEncoded(spec) || source.from === 'url')
  return beforePlan([{ of: FETCH, weight: 1, outputs: brought.map(({ index }) => index) }], made)
}

/** Measurements that the plan waits for, each as long as it takes. */
export const analysisPieces = (
  wanted: readonly { readonly outputs: readonly number[]; readonly duration: number }[],
  made: readonly number[],
): readonly Piece[] =>
  beforePlan(
    wanted.map((analysis) => ({ of: analysis, weight: analysis.duration, outputs: analysis.outputs })),
    made,
  )

const beforePlan = (pieces: readonly Piece[], made: readonly number[]): readonly Piece[] => {
  const weight = pieces.reduce((sum, piece) => sum + piece.weight, 0)
  return [...pieces, { of: REST, weight: (weight / BEFORE_PLAN) * (1 - BEFORE_PLAN), outputs: made }]
}

/** Everything a plan's steps take: their commands, and what is done with each output afterwards. Weights are seconds. */
export const stepPieces = (
  plan: Plan,
  paces: Pick<Paces, 'expect'>,
  steps: readonly Step[] = plan.steps,
): readonly Piece[] =>
  steps.flatMap(({ id, commands, outputs }) => [
    ...commands.map((command) => pieceOf(command, command.effort, outputs, paces)),
    ...plan.outputs
      .filter((planned) => planned.step === id)
      .flatMap((planned) => [...qualityPieces(planned, paces), checkPiece(planned, paces)]),
  ])

/** Of outputs that no step makes. */
export const originalPieces = (plan: Plan, paces: Pick<Paces, 'expect'>): readonly Piece[] =>
  plan.outputs.filter(({ step }) => step === undefined).map((planned) => checkPiece(planned, paces))

const qualityPieces = ({ output, parts }: PlannedOutput, paces: Pick<Paces, 'expect'>): readonly Piece[] =>
  parts.flatMap((part) => {
    const run = 'quality' in part ? part.quality : undefined
    return run ? [pieceOf(run, run.effort, [output], paces)] : []
  })

const checkPiece = (planned: PlannedOutput, paces: Pick<Paces, 'expect'>): Piece => {
  const weight = planned.parts.reduce((sum, part) => sum + CHECK_PART + CHECK_SECOND * lengthOf(part), 0)
  return pieceOf(planned, { alike: 'check', weight }, [planned.output], paces)
}

const lengthOf = (part: PlannedPart): number =>
  'expect' in part ? part.expect.duration : 'duration' in part ? part.duration : 0

const pieceOf = (
  of: object,
  effort: Effort,
  outputs: readonly number[],
  paces: Pick<Paces, 'expect'>,
): Piece => ({ of, effort, weight: paces.expect(effort.alike, effort.weight), outputs })
