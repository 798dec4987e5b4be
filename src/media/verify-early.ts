import type { PlannedOutput } from '../domain/plan.ts'
import { isAsFound } from './verified.ts'
import { type Verdict, type VerifyOptions, verifyOutput } from './verify.ts'

/** Looks over outputs while the process that has written them ends. What is said of one counts only if it stays as it was. */
export interface EarlyVerdicts {
  /** The files are there, as far as the process says. */
  readonly begin: (outputs: readonly PlannedOutput[]) => void
  /**
   * Once the process has ended well. Undefined: it was not good, or has changed since, or was never looked at.
   * @throws as `verifyOutput`: what the disk did not take once is never asked for again
   */
  readonly of: (output: PlannedOutput) => Promise<Extract<Verdict, { ok: true }> | undefined>
}

/** Outputs that are looked over at the same time. */
const MOST = 2

export const verifyEarly = (options: Omit<VerifyOptions, 'planned'>): EarlyVerdicts => {
  const verdicts = new Map<PlannedOutput, Promise<Verdict>>()
  return {
    begin: (outputs) => {
      for (const planned of outputs.slice(0, MOST)) {
        const verdict = verifyOutput({ ...options, planned })
        // It may fail before anybody asks.
        verdict.catch(() => {})
        verdicts.set(planned, verdict)
      }
    },
    of: async (planned) => {
      const verdict = await verdicts.get(planned)
      if (!verdict?.ok) return undefined
      const files = verdict.parts.flatMap((part) => part.files)
      const same = await Promise.all(files.map((file) => isAsFound(options.dir, file)))
      return same.every(Boolean) ? verdict : undefined
    },
  }
}
