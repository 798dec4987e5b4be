import { z } from 'zod'
import { honoured } from '../fields.ts'
import { optionalObject, optionalText } from '../scalars.ts'

const moment = () => honoured(optionalText(32).or(z.number()))

/** A part of a source, in seconds or as a clock shows it. What `End` means differs from service to service. */
export const timeSpan = () =>
  optionalObject(z.strictObject({ Seek: moment(), Duration: moment(), End: moment() }))
