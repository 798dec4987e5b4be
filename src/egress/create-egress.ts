import { promises as dns } from 'node:dns'
import { fail } from '../domain/problem.ts'
import { readAllowList } from './allow-list.ts'
import type { Lookup } from './check-target.ts'
import { type Downloaded, type DownloadOptions, download } from './download.ts'
import type { EgressPolicy } from './policy.ts'
import { type Posted, post } from './post.ts'

/** The server's only way out to the network. Disposing ends all that is under way and waits for it. */
export interface Egress extends AsyncDisposable {
  /**
   * Fetches a source into a new file, whole and durable; on any failure there is no file.
   * @throws DomainError source-refused, source-unreachable, source-not-found, source-too-large, source-truncated, disk-full
   * @throws the signal's reason when it aborts; the system's error when the file cannot be created
   */
  readonly download: (url: string, toPath: string, options: DownloadOptions) => Promise<Downloaded>
  /**
   * Sends a text to somebody who waits for it and answers their status; what they say beyond it is not read. Addresses are
   * judged as those of sources are, and redirects are not followed.
   * @throws DomainError source-refused, source-unreachable; the signal's reason when it aborts
   */
  readonly post: (url: string, message: Posted, signal: AbortSignal) => Promise<number>
}

/**
 * @param lookup resolves names; the system's resolver when absent
 * @throws RangeError when the allow list holds something that is no host, address or CIDR
 */
export const createEgress = (policy: EgressPolicy, lookup: Lookup = systemLookup): Egress => {
  const rules = { allow: readAllowList(policy.allow), anywhere: policy.anywhere ?? false, lookup }
  const closing = new AbortController()
  const running = new Set<Promise<unknown>>()
  const until = async <T>(callers: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> => {
    const working = work(AbortSignal.any([callers, closing.signal]))
    running.add(working)
    try {
      return await working
    } finally {
      running.delete(working)
    }
  }
  return {
    download: (url, toPath, options) =>
      until(options.signal, (signal) => download(url, toPath, policy, rules, { ...options, signal })),
    post: (url, message, signal) => until(signal, (both) => post(url, message, policy, rules, both)),
    [Symbol.asyncDispose]: async () => {
      closing.abort(fail('interrupted', 'The transfer was ended because the server is going down.'))
      await Promise.allSettled(running)
    },
  }
}

const systemLookup: Lookup = (hostname) => dns.lookup(hostname, { all: true })
