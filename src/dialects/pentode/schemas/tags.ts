import { z } from 'zod'
import { DRAWABLE_TEXT } from '../../../domain/overlay-spec.ts'
import { TAG_LIMITS, TAG_NAME, type Tag } from '../../../domain/tag.ts'

/** What a file says of itself, by names. */
export const TagsJson = z
  .record(
    z.string().regex(TAG_NAME, 'not a name of letters, digits, "-" and "_"'),
    z.string().min(1).max(TAG_LIMITS.value).regex(DRAWABLE_TEXT, 'not a text without control characters'),
  )
  .refine((tags) => Object.keys(tags).length <= TAG_LIMITS.tags, `at most ${TAG_LIMITS.tags} tags`)
  .transform((tags): readonly Tag[] => Object.entries(tags).map(([name, value]) => ({ name, value })))
  .describe(
    'What the file says of itself: `title`, `artist`, `comment` or any other name. MP4, MOV, MKV, WebM, FLV, MP3, FLAC and OGG take every name, WAV the usual ones, TS and raw AAC none. Nothing that the source says of itself is written but the languages of its tracks and titles of its subtitles.',
  )
