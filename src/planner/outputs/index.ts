import type { OriginalSpec, OutputSpec, ProbeSpec } from '../../domain/output-spec.ts'
import type { DraftContext, Drafted } from '../draft.ts'
import { draftAnimation } from './animation.ts'
import { draftFile } from './file.ts'
import { draftSnapshots } from './snapshots.ts'
import { draftSprite } from './sprite.ts'
import { draftStream } from './stream.ts'
import { draftSubtitles } from './subtitles.ts'

/** What a process makes. */
export type MadeSpec = Exclude<OutputSpec, OriginalSpec | ProbeSpec>
type MadeKind = MadeSpec['kind']

/** How each kind of output is drafted. A kind that is missing here does not compile. */
const drafters: {
  readonly [K in MadeKind]: (spec: Extract<MadeSpec, { kind: K }>, ctx: DraftContext) => Drafted
} = {
  file: draftFile,
  stream: draftStream,
  sprite: draftSprite,
  snapshots: draftSnapshots,
  animation: draftAnimation,
  subtitles: draftSubtitles,
}

export const draftOutput = <K extends MadeKind>(
  spec: Extract<MadeSpec, { kind: K }>,
  ctx: DraftContext,
): Drafted => drafters[spec.kind as K](spec, ctx)
