import type { Problem } from '../../domain/problem.ts'

/** How tasks and their parts tell whose fault it is: 0 fine, then the source's, or anybody else's. */
export const ERR_CODE = { none: 0, source: 30_009, other: 30_010 } as const

export const errCodeOf = ({ code }: Problem): number =>
  code.startsWith('source-') ? ERR_CODE.source : ERR_CODE.other

export const ABORTED = 'The task was aborted.'
