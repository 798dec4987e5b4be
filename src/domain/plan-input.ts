import type { ExtraSource } from './extra-source.ts'
import type { ImageInfo } from './image-info.ts'
import type { MediaInfo } from './media-info.ts'
import type { Problem } from './problem.ts'
import type { Source } from './source.ts'

/** What was learnt of a file, by what it is for. `file` is its name in the attempt's folder. */
interface Learnt {
  readonly image: { readonly file: string; readonly image: ImageInfo }
  readonly clip: { readonly file: string; readonly media: MediaInfo }
}

/** A file beside the source, as the planner sees it: fetched and looked into, or the reason why it cannot be used. */
export type PlanInput<U extends ExtraSource['use'] = ExtraSource['use']> =
  | { readonly [K in U]: { readonly use: K; readonly source: Source } & Learnt[K] }[U]
  | { readonly use: U; readonly source: Source; readonly problem: Problem }
