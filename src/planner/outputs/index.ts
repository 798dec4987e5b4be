import type { OutputKind, OutputSpec } from '../../domain/output-spec.ts'
import type { DraftContext, Drafted } from '../draft.ts'
import { draftFile } from './file.ts'
import { draftSprite } from './sprite.ts'
import { draftStream } from './stream.ts'

/** How each kind of output is drafted. A kind that is missing here does not compile. */
const drafters: {
  readonly [K in OutputKind]: (spec: Extract<OutputSpec, { kind: K }>, ctx: DraftContext) => Drafted
} = {
  file: draftFile,
  stream: draftStream,
  sprite: draftSprite,
}

export const draftOutput = <K extends OutputKind>(
  spec: Extract<OutputSpec, { kind: K }>,
  ctx: DraftContext,
): Drafted => drafters[spec.kind as K](spec, ctx)
