import { z } from 'zod'
import { PROBLEM_CODES } from '../../../domain/problem.ts'
import { WARNING_CODES } from '../../../domain/warning.ts'

/** Why a task or an output failed. */
export const ProblemOut = z
  .object({
    code: z.enum(PROBLEM_CODES),
    message: z.string(),
    path: z.string().optional(),
    detail: z.record(z.string(), z.unknown()).readonly().optional(),
  })
  .meta({ id: 'Problem', description: 'Why a task or an output failed.' })

/** What can be said beside a success. */
export const WarningOut = z
  .object({
    code: z.enum(WARNING_CODES),
    message: z.string(),
    detail: z.record(z.string(), z.unknown()).readonly().optional(),
  })
  .meta({ id: 'Warning', description: 'What can be said beside a success.' })

/** The body of an error answer, as RFC 9457 has it; a problem's facts are further members. */
export const ProblemDetails = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    detail: z.string(),
    path: z.string().optional().describe('The parameter at fault, dotted.'),
    requestId: z.string(),
  })
  .meta({ id: 'ProblemDetails', description: 'An error answer (RFC 9457).' })
