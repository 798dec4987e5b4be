import type { LookupAddress } from 'node:dns'
import { isIP } from 'node:net'
import { fail } from '../domain/problem.ts'
import { type AllowList, plainHost } from './allow-list.ts'
import { portOf } from './check-url.ts'
import { isPublicAddress, readAddress } from './public-address.ts'

/** All addresses of a host name. Rejects as `dns.promises.lookup` does. */
export type Lookup = (hostname: string) => Promise<readonly LookupAddress[]>

export interface TargetRules {
  readonly allow: AllowList
  readonly anywhere: boolean
  readonly lookup: Lookup
}

/**
 * The addresses a URL leads to, looked up once and all found permitted. Whoever connects must use these and look up nothing
 * again: the next answer may be another.
 * @throws DomainError source-refused; any error of the lookup
 */
export const checkTarget = async (url: URL, rules: TargetRules): Promise<readonly LookupAddress[]> => {
  const host = plainHost(url.hostname)
  const family = isIP(host)
  const addresses = family ? [{ address: host, family }] : await rules.lookup(host)
  if (addresses.length === 0) throw fail('source-unreachable', `The host ${host} has no address.`)
  if (rules.anywhere || rules.allow.hasHost(host)) return addresses

  const read = addresses.map(({ address }) => readAddress(address))
  const listed = read.map((address) => rules.allow.hasAddress(address))
  // One bad address is enough: the connection could go to any of them. Which one is not said; it is the network's own secret.
  if (read.some((address, i) => !listed[i] && !isPublicAddress(address)))
    throw fail(
      'source-refused',
      `The host ${host} is not on the public internet. To allow it, add it to PENTODE_EGRESS_ALLOW.`,
      { detail: { host } },
    )
  const port = portOf(url)
  if (port !== 80 && port !== 443 && !listed.every(Boolean))
    throw fail(
      'source-refused',
      `Sources are fetched from ports 80 and 443 only, not ${port}. To allow the host ${host} with any port, add it to PENTODE_EGRESS_ALLOW.`,
      { detail: { host, port } },
    )
  return addresses
}
