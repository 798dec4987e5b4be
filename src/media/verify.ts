import type { PlannedOutput, PlannedPart } from '../domain/plan.ts'
import type { Problem } from '../domain/problem.ts'
import { checkAligned } from './check-aligned.ts'
import { makeFoldersDurable } from './durable.ts'
import type { Prober } from './probe.ts'
import { CheckFailed, type VerifiedPart } from './verified.ts'
import { verifyAnimation } from './verify-animation.ts'
import { verifyFile } from './verify-file.ts'
import { verifyOriginal } from './verify-original.ts'
import { verifyPictures } from './verify-pictures.ts'
import { verifyRendition } from './verify-rendition.ts'
import { verifySheets } from './verify-sheets.ts'
import { verifySubtitles } from './verify-subtitles.ts'
import { verifyText } from './verify-text.ts'

export interface VerifyOptions {
  readonly prober: Prober
  /** The attempt's folder; the plan's paths are relative to it. */
  readonly dir: string
  readonly planned: PlannedOutput
  readonly signal?: AbortSignal
}

export type Verdict =
  | { readonly ok: true; readonly parts: readonly VerifiedPart[] }
  | { readonly ok: false; readonly problem: Problem }

/**
 * Whether the output is what the plan promised, whole and on the disk for good. FFmpeg's exit code says nothing of it:
 * a full disk and a cut source exit 0. Reads every file once.
 * @throws what is not the output's fault: an aborted probe, a read error of the disk.
 */
export const verifyOutput = async ({ prober, dir, planned, signal }: VerifyOptions): Promise<Verdict> => {
  try {
    const parts = await Promise.all(
      planned.parts.map((part) => verifyPart(part, { prober, dir, ...(signal && { signal }) })),
    )
    checkAligned(parts)
    await makeFoldersDurable(parts.flatMap((part) => part.files.map((file) => `${dir}/${file.path}`)))
    return { ok: true, parts }
  } catch (error) {
    if (error instanceof CheckFailed) return { ok: false, problem: error.problem }
    throw error
  }
}

const verifyPart = (
  part: PlannedPart,
  at: { readonly prober: Prober; readonly dir: string; readonly signal?: AbortSignal },
): Promise<VerifiedPart> => {
  switch (part.role) {
    case 'file':
      return verifyFile(part, at)
    case 'rendition':
      return verifyRendition(part, at)
    case 'subtitles':
      return verifySubtitles(part, at)
    case 'text':
      return verifyText(part, at)
    case 'sheets':
      return verifySheets(part, at)
    case 'original':
      return verifyOriginal(part, at)
    case 'pictures':
      return verifyPictures(part, at)
    case 'animation':
      return verifyAnimation(part, at)
  }
}
