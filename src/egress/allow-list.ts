import { isIP } from 'node:net'
import { domainToASCII } from 'node:url'
import ipaddr from 'ipaddr.js'
import { type Address, matches, readAddress } from './public-address.ts'

/** What an operator lets through beyond the public internet. */
export interface AllowList {
  readonly hasHost: (host: string) => boolean
  readonly hasAddress: (address: Address) => boolean
}

const HOST = /^(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]{0,62})(?:\.[a-z0-9_](?:[a-z0-9_-]{0,62}))*$/

/**
 * Reads entries such as `media.lan`, `10.0.0.0/8`, `192.168.1.20`, `fd00::/8`.
 * @throws RangeError for an entry that is none of these: a typing error must not quietly allow nothing, or too much
 */
export const readAllowList = (entries: readonly string[]): AllowList => {
  const hosts = new Set<string>()
  const networks: [Address, number][] = []
  for (const entry of entries) {
    const text = plainHost(entry.trim())
    // A host alone: `domainToASCII` would take the part before a "/" or ":" and drop the rest.
    const host = isIP(text) ? text : /[/:?#@\\]/.test(text) ? '' : domainToASCII(text)
    if (isIP(host)) {
      const address = readAddress(host)
      networks.push([address, address.kind() === 'ipv4' ? 32 : 128])
    } else if (isIP(text.split('/', 1)[0] ?? '') && ipaddr.isValidCIDR(text))
      networks.push(ipaddr.parseCIDR(text))
    else if (HOST.test(host)) hosts.add(host)
    else
      throw new RangeError(
        `PENTODE_EGRESS_ALLOW: ${JSON.stringify(entry)} is not a host name, an address or a CIDR such as 10.0.0.0/8.`,
      )
  }
  return {
    hasHost: (host) => hosts.has(plainHost(host)),
    hasAddress: (address) => networks.some((network) => matches(address, network)),
  }
}

/** A URL's host as a lookup wants it: no brackets around IPv6, no root dot. */
export const plainHost = (host: string): string => host.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '')
