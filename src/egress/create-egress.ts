import { promises as dns } from 'node:dns'
import { fail } from '../domain/problem.ts'
import { readAllowList } from './allow-list.ts'
import type { Lookup } from './check-target.ts'
import { type Downloaded, type DownloadOptions, download } from './download.ts'
import type { EgressPolicy } from './policy.ts'

/** The server's only way out to the network. Disposing ends all downloads and waits for them. */
export interface Egress extends AsyncDisposable {
  /**
   * Fetches a source into a new file, whole and durable; on any failure there is no file.
   * @throws DomainError source-refused, source-unreachable, source-not-found, source-too-large, source-truncated, disk-full
   * @throws the signal's reason when it aborts; the system's error when the file cannot be created
   */
  readonly download: (url: string, toPath: string, options: DownloadOptions) => Promise<Downloaded>
}

/**
 * @param lookup resolves names; the system's resolver when absent
 * @throws RangeError when the allow list holds something that is no host, address or CIDR
 */
export const createEgress = (policy: EgressPolicy, lookup: Lookup = systemLookup): Egress => {
  const rules = { allow: readAllowList(policy.allow), anywhere: policy.anywhere ?? false, lookup }
  const closing = new AbortController()
  const running = new Set<Promise<unknown>>()
  return {
    download: async (url, toPath, options) => {
      const signal = AbortSignal.any([options.signal, closing.signal])
      const work = download(url, toPath, policy, rules, { ...options, signal })
      running.add(work)
      try {
        return await work
      } finally {
        running.delete(work)
      }
    },
    [Symbol.asyncDispose]: async () => {
      closing.abort(fail('interrupted', 'The download was ended because the server is going down.'))
      await Promise.allSettled(running)
    },
  }
}

const systemLookup: Lookup = (hostname) => dns.lookup(hostname, { all: true })
