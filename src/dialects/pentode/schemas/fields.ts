import { z } from 'zod'
import { instant } from '../../../domain/units.ts'

/** A whole number in a path or query: digits become a number, anything else is left for the range check to refuse. */
export const wholeNumber = (min: number, max: number) =>
  z.preprocess(
    (value) => (typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value),
    z.int().min(min).max(max),
  )

/** A comma-separated list in a query. */
export const commaList = <T extends z.ZodType>(item: T) =>
  z.preprocess((value) => (typeof value === 'string' ? value.split(',') : value), z.array(item).min(1))

/** A time with its zone, as an instant. */
export const isoTime = () => z.iso.datetime({ offset: true }).transform((text) => instant(Date.parse(text)))

/** A list of an answer. */
export const listOf = <T extends z.ZodType>(item: T) => z.array(item).readonly()

export const BucketName = z.string().min(1).max(63)
export const ObjectKey = z.string().min(1).max(1024)
/** As an answer gave it out. */
export const MediaLink = z.string().min(1).max(1024)
export const TaskIdText = z
  .string()
  .min(1)
  .max(200)
  .describe('The task id: 32 hex digits, the serial number, or the id as any of the other APIs writes it.')
export const IsoTimeOut = z.string().describe('UTC, with milliseconds: `2026-01-31T12:00:00.000Z`.')

/** Refuses an object that does not have exactly one of the named fields. */
export const exactlyOne =
  (...names: readonly string[]) =>
  (value: object, context: z.RefinementCtx): void => {
    const given = names.filter((name) => (value as Record<string, unknown>)[name] !== undefined)
    if (given.length === 1) return
    const problem = given.length === 0 ? 'missing-parameter' : 'invalid-parameter'
    const message = given.length === 0 ? `give ${names.join(' or ')}` : `give only one of ${names.join(', ')}`
    context.addIssue({ code: 'custom', message, path: [given[1] ?? names[0] ?? ''], params: { problem } })
  }
