import type { Overlay } from '../../domain/overlay-spec.ts'
import type { Problem } from '../../domain/problem.ts'
import type { Warning } from '../../domain/warning.ts'
import { pictureColors, sourceColors } from '../colors.ts'
import type { DraftContext } from '../draft.ts'
import { type Drawn, drawOverlays } from '../drawn.ts'
import type { Size } from '../frame-size.ts'
import type { SourceVideo } from '../source.ts'

export interface DrawnOnPictures {
  /** To be spread into the branch. */
  readonly branch: { readonly drawn?: readonly Drawn[] }
  readonly reasons: readonly string[]
  readonly warnings: readonly Warning[]
}

/** What overlays are on the pictures of an output, which are of a size. `still`: they are not shown as a film. */
export const drawOnPictures = (
  overlays: readonly Overlay[] | undefined,
  { frame, video, still }: { readonly frame: Size; readonly video: SourceVideo; readonly still: boolean },
  ctx: DraftContext,
): DrawnOnPictures | { readonly problem: Problem } => {
  const colors = pictureColors(sourceColors(video.stream))
  const overlaid = drawOverlays(overlays ?? [], frame, { ...ctx, colors, still })
  if ('problem' in overlaid) return overlaid
  const { drawn, warnings } = overlaid
  return {
    branch: drawn.length > 0 ? { drawn } : {},
    reasons: drawn.length > 0 ? [`${drawn.length} drawn on ${still ? 'each picture' : 'it'}`] : [],
    warnings,
  }
}
