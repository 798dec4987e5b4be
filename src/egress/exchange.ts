import type { LookupAddress } from 'node:dns'
import type { LookupFunction } from 'node:net'
import type { Readable } from 'node:stream'
import { Client } from 'undici'
import { fail } from '../domain/problem.ts'
import { checkTarget, type TargetRules } from './check-target.ts'
import { checkUrl } from './check-url.ts'
import type { EgressPolicy } from './policy.ts'
import { type Headers, header } from './response.ts'

/** A response that has begun. Disposing it closes the connection. */
export interface Exchange extends AsyncDisposable {
  readonly status: number
  readonly headers: Headers
  readonly body: Readable
  /** After redirects. */
  readonly url: string
}

const REDIRECTS = new Set([301, 302, 303, 307, 308])

/**
 * One GET, redirects followed by hand: each hop is checked like the first and gets none of the answers' cookies.
 * @throws DomainError source-refused, source-unreachable; what undici or the lookup throws
 */
export const openExchange = async (
  text: string,
  headers: Readonly<Record<string, string>>,
  policy: EgressPolicy,
  rules: TargetRules,
  signal: AbortSignal,
): Promise<Exchange> => {
  let url = checkUrl(text)
  for (let hop = 0; ; hop++) {
    const exchange = await request(url, { method: 'GET', headers }, policy, rules, signal)
    const location = header(exchange.headers, 'location')
    if (!REDIRECTS.has(exchange.status) || location === undefined) return exchange
    await exchange[Symbol.asyncDispose]()
    if (hop === policy.maxRedirects)
      throw fail('source-unreachable', `The source redirects more than ${policy.maxRedirects} times.`)
    const next = URL.parse(location, url)
    if (!next) throw fail('source-unreachable', 'The source redirects to something that is not a URL.')
    url = checkUrl(next.href)
  }
}

export interface Asked {
  readonly method: 'GET' | 'POST'
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

/**
 * One request to one address that was found permitted; a redirect is an answer like any other.
 * @throws DomainError source-refused, source-unreachable; what undici or the lookup throws
 */
export const request = async (
  url: URL,
  { method, headers, body }: Asked,
  policy: EgressPolicy,
  rules: TargetRules,
  signal: AbortSignal,
): Promise<Exchange> => {
  const addresses = await withDeadline(checkTarget(url, rules), policy.connectMs, signal)
  const client = new Client(url.origin, {
    connect: { lookup: pinned(addresses), timeout: policy.connectMs },
    autoSelectFamily: true,
    allowH2: false,
    headersTimeout: policy.headersMs,
    bodyTimeout: policy.idleMs,
  })
  try {
    const response = await client.request({
      method,
      path: url.pathname + url.search,
      headers: { accept: '*/*', 'accept-encoding': 'identity', 'user-agent': 'Pentode', ...headers },
      ...(body === undefined ? {} : { body }),
      signal,
    })
    // Closing early is our own doing; whoever reads the body hears of other errors there.
    response.body.on('error', () => {})
    return {
      status: response.statusCode,
      headers: response.headers,
      body: response.body,
      url: url.href,
      [Symbol.asyncDispose]: () => client.destroy(),
    }
  } catch (error) {
    await client.destroy()
    throw error
  }
}

/** The connection's own lookup answers with what was checked, so a name that changes its mind changes nothing. */
const pinned =
  (addresses: readonly LookupAddress[]): LookupFunction =>
  (_hostname, options, callback) => {
    const [first] = addresses
    if (options.all || !first) callback(null, [...addresses])
    else callback(null, first.address, first.family)
  }

/** A system lookup cannot be stopped; it can be left behind. */
const withDeadline = async <T>(work: Promise<T>, ms: number, signal: AbortSignal): Promise<T> => {
  const { promise, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(
    () => reject(fail('source-unreachable', `The host's name was not resolved within ${ms / 1000} s.`)),
    ms,
  )
  const abort = (): void => reject(signal.reason)
  signal.addEventListener('abort', abort, { once: true })
  if (signal.aborted) abort()
  try {
    return await Promise.race([work, promise])
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', abort)
  }
}
