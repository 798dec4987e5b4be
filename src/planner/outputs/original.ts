import type { PlannedOutput } from '../../domain/plan.ts'

/** The source as it is: no process makes it, so there is nothing to draft or to share. */
export const planOriginal = (index: number): PlannedOutput => ({
  output: index,
  kind: 'original',
  parts: [{ role: 'original', path: `o${index}/original` }],
  reasons: ['the source itself, byte for byte'],
})

/** What is measured of the source anyway is all that is asked for. */
export const planProbe = (index: number): PlannedOutput => ({
  output: index,
  kind: 'probe',
  parts: [],
  reasons: ['the source is looked at, and nothing is made of it'],
})
