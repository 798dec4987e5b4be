import type { Output } from '../../../domain/task.ts'
import { isTerminal } from '../../../domain/task.ts'

/** Whole percents; 100 only at the end, so that it never falls. */
export const spellProgress = ({ state }: Output): number =>
  isTerminal(state.status) ? 100 : state.status === 'running' ? Math.min(99, Math.floor(state.progress)) : 0
