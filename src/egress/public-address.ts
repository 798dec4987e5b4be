import ipaddr from 'ipaddr.js'

export type Address = ReturnType<typeof ipaddr.parse>

const WELL_KNOWN_NAT64 = ipaddr.parseCIDR('64:ff9b::/96')
const GLOBAL_UNICAST = ipaddr.parseCIDR('2000::/3')
/** Azure's host agent: answers every virtual machine with its secrets, from an address that looks public. */
const AZURE_WIRE_SERVER = '168.63.129.16'

/** Reads an address; one that only wraps an IPv4 address (mapped, NAT64) becomes that address, which is where it leads. */
export const readAddress = (text: string): Address => {
  const address = ipaddr.process(text)
  return matches(address, WELL_KNOWN_NAT64) ? ipaddr.fromByteArray(address.toByteArray().slice(12)) : address
}

/**
 * Whether an address is one host on the public internet. False for loopback, private, link-local, shared (100.64/10),
 * multicast, documentation and reserved ranges, and for IPv6 forms that tunnel IPv4 (6to4, Teredo).
 */
export const isPublicAddress = (address: Address): boolean =>
  address.range() === 'unicast' &&
  address.toString() !== AZURE_WIRE_SERVER &&
  // Outside of 2000::/3 "unicast" only means that nobody has named the range yet.
  (address.kind() === 'ipv4' || matches(address, GLOBAL_UNICAST))

export const matches = (address: Address, [network, bits]: [Address, number]): boolean =>
  address.kind() === network.kind() && address.match([network, bits] as never)
