import { isTerminal, type Output, outputProgress } from '../../../domain/task.ts'

/** Whole percents; 100 only at the end, so that it never falls. */
export const spellProgress = ({ state }: Output): number =>
  isTerminal(state.status) ? 100 : Math.min(99, Math.floor(outputProgress(state)))
