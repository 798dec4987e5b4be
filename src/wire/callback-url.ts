import { z } from 'zod'
import { callbackUrlFault } from '../domain/callback.ts'
import { optional } from './scalars.ts'

/** An address at which somebody wants to be told of things. @param max characters */
export const callbackUrl = (max: number) =>
  z
    .string()
    .max(max)
    .superRefine((url, context) => {
      const message = callbackUrlFault(url)
      if (message !== undefined) context.addIssue({ code: 'custom', message, input: url })
    })
export const optionalCallbackUrl = (max: number) => optional(callbackUrl(max))
