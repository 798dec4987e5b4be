import { z } from 'zod'
import type { TrackChoice } from '../../../domain/track-choice.ts'
import { exactlyOne } from './fields.ts'

/** A language as people write it. */
export const LanguageText = z
  .string()
  .regex(/^[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8})*$/, 'not a language such as "en" or "eng"')

/** What the files of a track that stands apart are called. */
export const TrackName = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,32}$/, 'not 1 to 32 letters, digits, "-" or "_"')
  .describe('What its files are called, where it stands apart.')

const TrackPickJson = z
  .strictObject({
    language: LanguageText.exactOptional(),
    track: z.int().min(0).max(31).exactOptional().describe('0-based, among the tracks of this type.'),
    title: z
      .string()
      .min(1)
      .max(64)
      .exactOptional()
      .describe("Shown by players. Absent: the language's name."),
    default: z.boolean().exactOptional(),
    otherwise: z
      .literal('default')
      .exactOptional()
      .describe('When no track has the language the default one stands for it. Absent: it is left out.'),
    name: TrackName.exactOptional(),
    autoSelect: z.boolean().exactOptional().describe('`false`: only when the viewer chooses it by hand.'),
    forced: z.boolean().exactOptional().describe('Subtitles that are shown even to who wants none.'),
  })
  .superRefine(({ language, track }, context) => {
    // A track may be given a language; nothing at all picks nothing.
    if (track === undefined) exactlyOne('language')({ language }, context)
  })

/** Which of the source's tracks. */
export const TrackChoiceJson = z
  .union([z.enum(['default', 'all']), z.array(TrackPickJson).min(1).max(32).readonly()])
  .meta({
    id: 'TrackChoice',
    description: 'The default track, all of them, or picks by language or place, in order.',
  }) satisfies z.ZodType<TrackChoice>
