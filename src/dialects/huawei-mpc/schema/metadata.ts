import { z } from 'zod'
import { DRAWABLE_TEXT } from '../../../domain/overlay-spec.ts'
import { TAG_LIMITS, TAG_NAME } from '../../../domain/tag.ts'
import { honoured } from '../../../wire/fields.ts'
import { optionalList } from './scalars.ts'

const MAX_TAGS = 20

/** What files say of themselves. */
export const metadata = optionalList(
  z.strictObject({
    name: honoured(z.string().regex(TAG_NAME, 'it must be letters, digits, "-" and "_"')),
    value: honoured(
      z.string().min(1).max(TAG_LIMITS.value).regex(DRAWABLE_TEXT, 'it holds control characters'),
    ),
  }),
  MAX_TAGS,
)
