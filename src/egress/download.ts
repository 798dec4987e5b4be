import { setTimeout as sleep } from 'node:timers/promises'
import { fail } from '../domain/problem.ts'
import type { TargetRules } from './check-target.ts'
import { openFileSink } from './file-sink.ts'
import type { TryFailure } from './network-error.ts'
import type { EgressPolicy } from './policy.ts'
import type { Entity } from './response.ts'
import { transfer } from './transfer.ts'

export interface Downloaded {
  readonly bytes: number
  /** Lower-case hex. */
  readonly sha256: string
  /** After redirects. */
  readonly finalUrl: string
}

export interface DownloadOptions {
  readonly signal: AbortSignal
  /** Less than the policy allows. */
  readonly maxBytes?: number
  /** Bytes so far, and of the whole when the server says; falls back to less when the file has to be read again. */
  readonly onProgress?: (received: number, total?: number) => void
}

/** Getting this much further counts as a connection that works, and the retries begin anew. */
const HEADWAY_BYTES = 1024 * 1024

/** Fetches `url` into the new file `toPath`, whole and durable, or leaves nothing. See `Egress.download`. */
export const download = async (
  url: string,
  toPath: string,
  allowed: EgressPolicy,
  rules: TargetRules,
  { signal: callers, maxBytes = allowed.maxBytes, onProgress }: DownloadOptions,
): Promise<Downloaded> => {
  const policy = { ...allowed, maxBytes: Math.min(allowed.maxBytes, maxBytes) }
  callers.throwIfAborted()
  const own = new AbortController()
  const giveUp = (problem: Error): void => own.abort(problem)
  const timer = setTimeout(() => giveUp(outOfTime(policy)), policy.totalMs)
  const signal = AbortSignal.any([callers, own.signal])
  try {
    await using sink = await openFileSink(toPath)
    let entity: Entity | undefined
    let failures = 0
    let reached = 0
    for (;;) {
      const end = await transfer(
        { url, sink, policy, rules, signal, giveUp, ...(onProgress ? { onProgress } : {}) },
        entity,
      )
      if (end.finalUrl !== undefined) return { ...(await sink.finish()), finalUrl: end.finalUrl }
      entity = end.entity
      if (sink.bytes() >= reached + HEADWAY_BYTES) {
        reached = sink.bytes()
        failures = 0
      }
      if (end.failure && (!end.failure.retry || failures === policy.maxRetries))
        throw lastWords(end.failure, sink.bytes(), entity)
      await pause(Math.min(policy.retryWaitMs * 2 ** failures, policy.maxRetryWaitMs), signal)
      failures++
    }
  } finally {
    clearTimeout(timer)
  }
}

const pause = async (ms: number, signal: AbortSignal): Promise<void> => {
  await sleep(ms, undefined, { signal }).catch(() => {})
  // `sleep` rejects with an error of its own; callers want the reason as it was given.
  signal.throwIfAborted()
}

/** A body that never came whole is another problem than a host that never answered. */
const lastWords = ({ error, cut }: TryFailure, received: number, entity: Entity | undefined): unknown =>
  cut && entity
    ? fail(
        'source-truncated',
        `The source breaks off after ${received} of ${entity.total ?? 'an unknown number of'} bytes, and could not be resumed.`,
        {
          detail: { received, ...(entity.total === undefined ? {} : { total: entity.total }) },
          cause: error,
        },
      )
    : error

const outOfTime = ({ totalMs }: EgressPolicy): Error =>
  fail('source-unreachable', `The source was not read within ${totalMs / 1000} s.`)
