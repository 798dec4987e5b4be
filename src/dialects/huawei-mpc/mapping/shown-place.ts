import type { OutputObject } from '../schema/objects.ts'

/** A place as answers show it. */
export const shownPlace = ({
  bucket,
  location,
  object,
}: Pick<OutputObject, 'bucket' | 'location' | 'object'>) => ({
  bucket,
  location,
  object,
})
