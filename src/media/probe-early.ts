import { join } from 'node:path'
import type { PlannedOutput, PlannedPart } from '../domain/plan.ts'
import type { ProbeAhead, ProbeRequest, Prober } from './probe.ts'
import { fileRequest } from './verify-file.ts'
import { RENDITION_REQUEST } from './verify-rendition.ts'

/** Each that waits takes some memory; and more than this are not linked while a file is copied. */
const MOST = 4

export interface EarlyProber extends Prober, Disposable {
  readonly begin: () => void
}

/**
 * A prober for the outputs of a step that will not take long: once it is begun, what will look into them is started, and waits
 * for them. Their folders must be there.
 */
export const probeEarly = (
  prober: Prober,
  dir: string,
  outputs: readonly Pick<PlannedOutput, 'parts'>[],
): EarlyProber => {
  const waiting = new Map<string, ProbeAhead>()
  const wanted = outputs.flatMap(({ parts }) => parts).flatMap((part) => probeOf(part, dir) ?? [])
  return {
    ...prober,
    begin: () => {
      for (const { path, request } of wanted.slice(0, MOST))
        waiting.set(keyOf(path, request), prober.ahead(path, request))
    },
    probe: async (path, request = {}) => {
      const key = keyOf(path, request)
      const ahead = waiting.get(key)
      if (!ahead) return prober.probe(path, request)
      waiting.delete(key)
      using _ = ahead
      return await ahead.probe()
    },
    [Symbol.dispose]: () => {
      for (const ahead of waiting.values()) ahead[Symbol.dispose]()
    },
  }
}

/** What verification will ask of a part. */
const probeOf = (part: PlannedPart, dir: string): { path: string; request: ProbeRequest } | undefined => {
  if (part.role === 'file') return { path: join(dir, part.path), request: fileRequest(part) }
  if (part.role === 'rendition') return { path: join(dir, part.path), request: RENDITION_REQUEST }
  return undefined
}

const keyOf = (path: string, { signal: _, ...asked }: ProbeRequest): string =>
  `${path} ${JSON.stringify(asked)}`
