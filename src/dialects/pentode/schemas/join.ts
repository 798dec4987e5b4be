import { z } from 'zod'
import { type Clip, type Joined, MAX_CLIPS } from '../../../domain/join-spec.ts'
import { RangeJson } from './range.ts'
import { SourceJson } from './source.ts'

const ClipJson = z
  .strictObject({ source: SourceJson, range: RangeJson.exactOptional() })
  .meta({ id: 'Clip', description: 'A file, or a part of it.' }) satisfies z.ZodType<Clip>

const clips = () => z.array(ClipJson).max(MAX_CLIPS).default([])

export const JoinJson = z
  .strictObject({
    head: clips().describe('Played before the source.'),
    tail: clips().describe('Played after it.'),
  })
  .superRefine(({ head, tail }, context) => {
    if (head.length + tail.length > MAX_CLIPS)
      context.addIssue({ code: 'custom', message: `at most ${MAX_CLIPS} clips`, path: ['tail'] })
  })
  .meta({
    id: 'Join',
    description:
      "Clips joined to the source. They take on its frame, rate and sound; a clip's range is its own, `range` of the output is the source's.",
  }) satisfies z.ZodType<Joined>
