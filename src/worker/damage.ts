import type { Expectation, PlannedOutput, PlannedPart } from '../domain/plan.ts'
import type { Problem } from '../domain/problem.ts'
import type { Warning } from '../domain/warning.ts'
import type { VerifiedPart } from '../media/verified.ts'

/** Of a damaged source's frames, how many an output must at least show; its length must be right all the same. */
const LEAST_SHOWN = 0.5

/** The same plan for a source with damage in it: frames that cannot be read are missing, time is not. */
export const forgiving = (planned: PlannedOutput): PlannedOutput => ({
  ...planned,
  parts: planned.parts.map((part) => ('expect' in part ? { ...part, expect: fewer(part.expect) } : part)),
})

const fewer = ({ video, ...expect }: Expectation): Expectation => ({
  ...expect,
  video: video && {
    ...video,
    ...(video.frames && {
      frames: {
        ...video.frames,
        slack: Math.max(video.frames.slack, Math.floor(video.frames.count * LEAST_SHOWN)),
      },
    }),
  },
})

/** What is said of an output of a source of which `errors` packets or frames could not be read. */
export const damageWarning = (
  errors: number,
  planned: readonly PlannedPart[],
  found: readonly VerifiedPart[],
): Warning => {
  const missing = Math.max(
    0,
    ...planned.map((part, i) => {
      const expected = 'expect' in part ? part.expect.video?.frames?.count : undefined
      const shown = found[i]?.media?.video[0]?.frames
      return expected === undefined || shown === undefined ? 0 : expected - shown
    }),
  )
  const lost = missing === 0 ? '' : ` ${missing} frames are missing.`
  return {
    code: 'source-damaged',
    message: `The source is damaged: ${errors} of its packets or frames could not be read as they should.${lost}`,
    detail: { errors, ...(missing > 0 && { missingFrames: missing }) },
  }
}

/** What is wrong with an output, with its likely cause where `errors` packets or frames of the source could not be read. */
export const blamed = (problem: Problem, errors: number): Problem =>
  errors === 0
    ? problem
    : {
        ...problem,
        message: `${problem.message} ${errors} of the source's packets or frames could not be read as they should.`,
      }
