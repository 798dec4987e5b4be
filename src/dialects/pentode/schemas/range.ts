import { z } from 'zod'
import type { TimeRange } from '../../../domain/output-spec.ts'
import { seconds } from '../../../domain/units.ts'

const position = () => z.number().min(0).max(604_800).transform(seconds)

export const RangeJson = z
  .strictObject({
    start: position().prefault(0),
    end: position().exactOptional(),
  })
  .superRefine(({ start, end }, context) => {
    if (end !== undefined && end <= start)
      context.addIssue({ code: 'custom', message: 'the end is not after the start', path: ['end'] })
  })
  .meta({
    id: 'TimeRange',
    description: 'A part of the source, in seconds; `end` is exclusive, absent means to the end.',
  }) satisfies z.ZodType<TimeRange>
