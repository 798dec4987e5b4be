import { fail } from '../domain/problem.ts'
import type { TargetRules } from './check-target.ts'
import { checkUrl } from './check-url.ts'
import { request } from './exchange.ts'
import { networkFailure } from './network-error.ts'
import type { EgressPolicy } from './policy.ts'

export interface Posted {
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** From the first lookup to the head of the answer, in milliseconds. Who is told of something only has to take note of it. */
const POST_MS = 5000

/** One POST. See `Egress.post`. */
export const post = async (
  text: string,
  message: Posted,
  policy: EgressPolicy,
  rules: TargetRules,
  callers: AbortSignal,
): Promise<number> => {
  const url = checkUrl(text)
  const own = new AbortController()
  const late = (): void =>
    own.abort(
      fail('source-unreachable', `The host ${url.hostname} did not answer within ${POST_MS / 1000} s.`),
    )
  const timer = setTimeout(late, POST_MS)
  const signal = AbortSignal.any([callers, own.signal])
  try {
    await using exchange = await request(url, { method: 'POST', ...message }, policy, rules, signal)
    return exchange.status
  } catch (error) {
    if (signal.aborted) throw signal.reason
    throw networkFailure(error, url.hostname).error
  } finally {
    clearTimeout(timer)
  }
}
