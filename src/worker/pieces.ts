import type { Plan, PlannedOutput, Step } from '../domain/plan.ts'
import type { Task } from '../domain/task.ts'
import type { Piece } from './course.ts'

/** Fetching the source, and all that follows while nobody knows what it is. */
export const FETCH = { what: 'fetch' }
export const REST = { what: 'rest' }
/** What has to be done before the plan is known takes no more than this part of what is then left. */
const BEFORE_PLAN = 0.1
/** Looking a finished output over and putting it in its place, beside making it. */
const CHECK = 0.01

/** Before the source is there. Outputs that are the source itself are then nearly done; `made` are the others. */
export const fetchPieces = (
  { outputs, source }: Pick<Task, 'outputs' | 'source'>,
  made: readonly number[],
): readonly Piece[] => {
  const brought = outputs.filter(({ spec }) => spec.kind === 'original' || source.from === 'url')
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

/** Everything a plan's steps take: their commands, and what is done with each output afterwards. */
export const stepPieces = (plan: Plan, steps: readonly Step[] = plan.steps): readonly Piece[] =>
  steps.flatMap((step) => {
    const { commands, weight, outputs } = step
    const all = commands.reduce((sum, command) => sum + command.weight, 0)
    return [
      ...commands.map((command) => ({ of: command, weight: (weight * command.weight) / all, outputs })),
      ...plan.outputs
        .filter((planned) => planned.step === step.id)
        .flatMap((planned) => [
          ...qualityPieces(planned),
          checkPiece(planned, (weight * CHECK) / outputs.length),
        ]),
    ]
  })

/** Of outputs that no step makes. */
export const originalPieces = (plan: Plan): readonly Piece[] => {
  const all = plan.steps.reduce((sum, step) => sum + step.weight, 0)
  return plan.outputs
    .filter((planned) => planned.step === undefined)
    .map((planned) => checkPiece(planned, all * CHECK || 1))
}

const qualityPieces = ({ output, parts }: PlannedOutput): readonly Piece[] =>
  parts.flatMap((part) => {
    const run = 'quality' in part ? part.quality : undefined
    return run ? [{ of: run, weight: run.weight, outputs: [output] }] : []
  })

const checkPiece = (planned: PlannedOutput, weight: number): Piece => ({
  of: planned,
  weight,
  outputs: [planned.output],
})
