import type { ExtraSource } from './extra-source.ts'
import type { ImageInfo } from './image-info.ts'
import type { MediaInfo } from './media-info.ts'
import type { Problem } from './problem.ts'
import type { Source } from './source.ts'
import type { SubtitleDocument } from './subtitle-document.ts'
import type { SubtitleCharset } from './subtitle-spec.ts'

/** What was learnt of a file, by what it is for. `file` is its name in the attempt's folder. */
interface Learnt {
  readonly image: { readonly file: string; readonly image: ImageInfo }
  readonly clip: { readonly file: string; readonly media: MediaInfo }
  /** Its own bytes are shown to no process. */
  readonly subtitles: { readonly charset?: SubtitleCharset; readonly document: SubtitleDocument }
}

/** A file beside the source, as the planner sees it: fetched and looked into, or the reason why it cannot be used. */
export type PlanInput<U extends ExtraSource['use'] = ExtraSource['use']> =
  | { readonly [K in U]: { readonly use: K; readonly source: Source } & Learnt[K] }[U]
  | {
      readonly use: U
      readonly source: Source
      readonly charset?: SubtitleCharset
      readonly problem: Problem
    }
