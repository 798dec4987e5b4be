import type { ExtraSource } from './extra-source.ts'
import type { ImageInfo } from './image-info.ts'
import type { Problem } from './problem.ts'

/** A file beside the source, as the planner sees it: fetched and looked into, or the reason why it cannot be used. */
export type PlanInput = ExtraSource &
  (
    | {
        /** Its name in the attempt's folder. */
        readonly file: string
        readonly image: ImageInfo
      }
    | { readonly problem: Problem }
  )
