import type { Problem } from '../../domain/problem.ts'
import { refuse } from '../draft.ts'
import { withoutBaseLayer } from '../dynamic-range.ts'
import type { Source, SourceVideo } from '../source.ts'

/** The picture that stills are taken from, or why there is none. */
export const pictureSource = ({
  video,
}: Source): { readonly video: SourceVideo } | { readonly problem: Problem } => {
  if (!video) return refuse('source-no-video', 'The source has no video.')
  const hidden = withoutBaseLayer(video.stream)
  return hidden ? refuse('source-unsupported', hidden) : { video }
}
