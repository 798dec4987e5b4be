import { z } from 'zod'

/** What becomes of a request field. The coverage page is made of these, and a field without one fails the tests. */
export type FieldMark =
  | { readonly fate: 'honoured' }
  | { readonly fate: 'stored' }
  | { readonly fate: 'ignored'; readonly reason: string }
  | { readonly fate: 'refused'; readonly reason: string }

export const fieldMarks = z.registry<FieldMark>()

const mark = <T extends z.ZodType>(schema: T, value: FieldMark): T => {
  fieldMarks.add(schema, value)
  return schema
}

/** The field changes what is done. */
export const honoured = <T extends z.ZodType>(schema: T): T => mark(schema, { fate: 'honoured' })
/** The field is kept and given back, and has no other meaning here. */
export const stored = <T extends z.ZodType>(schema: T): T => mark(schema, { fate: 'stored' })
/** The field is accepted and has no effect, for a reason the user can read. */
export const ignored = <T extends z.ZodType>(schema: T, reason: string): T =>
  mark(schema, { fate: 'ignored', reason })

/** Values that ask for nothing: clients send them for fields they do not use. */
const asksNothing = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === '' ||
  (Array.isArray(value) && value.length === 0) ||
  (typeof value === 'object' && Object.values(value).every(asksNothing))

/**
 * A field that cannot be honoured: asking for it fails with `unsupported-parameter`, never silently.
 * `neutral` lists values that ask for what is done anyway.
 */
export const refused = (reason: string, neutral: readonly unknown[] = []) =>
  mark(
    z
      .unknown()
      .optional()
      .superRefine((value, context) => {
        if (asksNothing(value) || neutral.includes(value)) return
        context.addIssue({ code: 'custom', message: reason, params: { problem: 'unsupported-parameter' } })
      }),
    { fate: 'refused', reason },
  )
