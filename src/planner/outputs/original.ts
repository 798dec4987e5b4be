import type { PlannedOutput } from '../../domain/plan.ts'

/** The source as it is: no process makes it, so there is nothing to draft or to share. */
export const planOriginal = (index: number): PlannedOutput => ({
  output: index,
  kind: 'original',
  parts: [{ role: 'original', path: `o${index}/original` }],
  reasons: ['the source itself, byte for byte'],
})
