/** What the server may fetch from, how much, and how long it waits. Sizes in bytes, times in milliseconds. */
export interface EgressPolicy {
  /** Hosts, addresses or CIDRs that may be private and may use any port. */
  readonly allow: readonly string[]
  /** Every host and port is allowed: for the command line, where the machine and the URL are the same user's. */
  readonly anywhere?: boolean
  readonly maxBytes: number
  /** Measured over each `rateWindowMs`; slower is given up. */
  readonly minBytesPerSecond: number
  readonly rateWindowMs: number
  /** Name lookup, and connecting, each. */
  readonly connectMs: number
  /** From the request to the response's headers. */
  readonly headersMs: number
  /** Between two pieces of the body. */
  readonly idleMs: number
  /** The whole download with its retries. */
  readonly totalMs: number
  readonly maxRedirects: number
  /** How often in a row a download is resumed without getting further. */
  readonly maxRetries: number
  /** Wait before the first retry; doubles up to `maxRetryWaitMs`. */
  readonly retryWaitMs: number
  readonly maxRetryWaitMs: number
}

const GiB = 1024 ** 3

/** A source of up to 64 GiB within six hours, from public addresses only. */
export const DEFAULT_EGRESS: EgressPolicy = {
  allow: [],
  maxBytes: 64 * GiB,
  minBytesPerSecond: 1024,
  rateWindowMs: 30_000,
  connectMs: 10_000,
  headersMs: 30_000,
  idleMs: 30_000,
  totalMs: 6 * 3_600_000,
  maxRedirects: 3,
  maxRetries: 5,
  retryWaitMs: 250,
  maxRetryWaitMs: 8_000,
}
