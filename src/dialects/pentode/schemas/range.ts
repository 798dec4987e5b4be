import { z } from 'zod'
import type { CutRange, TimeRange } from '../../../domain/output-spec.ts'
import { seconds } from '../../../domain/units.ts'

const position = () => z.number().min(-604_800).max(604_800).transform(seconds)
const times = {
  start: position().prefault(0),
  end: position().exactOptional(),
}

/** Counted from one side, two times can be compared without the source. */
const inOrder = ({ start, end }: TimeRange, context: z.RefinementCtx): void => {
  if (end !== undefined && end <= start && end < 0 === start < 0)
    context.addIssue({ code: 'custom', message: 'the end is not after the start', path: ['end'] })
}

export const RangeJson = z.strictObject(times).superRefine(inOrder).meta({
  id: 'TimeRange',
  description:
    'A part of the source, in seconds; negative times count from its end. `end` is exclusive, absent means to the end.',
}) satisfies z.ZodType<TimeRange>

export const CutRangeJson = z
  .strictObject({
    ...times,
    cut: z
      .enum(['exact', 'key-frame'])
      .exactOptional()
      .describe(
        '`exact` (when absent) begins at the very frame, for which the picture is encoded. `key-frame` lets a picture with `copy: if-fits` be copied from the key frame at or before `start` on; a picture with `copy: always` begins there in any case. Where it began is told in `warnings`; the end may be some frames later.',
      ),
  })
  .superRefine(inOrder)
  .meta({
    id: 'CutRange',
    description:
      'A part of the source, in seconds; negative times count from its end. `end` is exclusive, absent means to the end.',
  }) satisfies z.ZodType<CutRange>
