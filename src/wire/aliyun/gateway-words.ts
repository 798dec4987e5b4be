import type { Problem } from '../../domain/problem.ts'

/** A missing parameter in the words of the vendor's gateway; any other problem as it is. */
export const gatewayWords = (of: Problem): Problem => {
  if (of.code !== 'missing-parameter' || of.path === undefined) return of
  return of.path === 'Action' || of.path === 'Version'
    ? {
        ...of,
        message: `${of.path} is mandatory for this action.`,
        detail: { wireCode: `Missing${of.path}` },
      }
    : {
        ...of,
        message: `The input parameter "${of.path}" that is mandatory for processing this request is not supplied.`,
      }
}
