import { describe, expect, it } from 'vitest'
import { isPublicAddress, readAddress } from './public-address.ts'

const isPublic = (text: string): boolean => isPublicAddress(readAddress(text))

describe('isPublicAddress', () => {
  it.each([
    '1.1.1.1',
    '93.184.215.14',
    '2606:2800:21f:cb07:6820:80da:af6b:8b2c',
    '::ffff:1.1.1.1',
    '64:ff9b::101:101',
  ])('takes %s', (address) => expect(isPublic(address)).toBe(true))

  it.each([
    ['loopback', '127.0.0.1'],
    ['loopback, other end', '127.255.255.254'],
    ['this network', '0.0.0.0'],
    ['private', '10.1.2.3'],
    ['private', '172.31.0.1'],
    ['private', '192.168.1.1'],
    ['metadata of most clouds', '169.254.169.254'],
    ['metadata of Alibaba Cloud, shared space', '100.100.100.200'],
    ['host agent of Azure', '168.63.129.16'],
    ['documentation', '192.0.2.1'],
    ['benchmarks', '198.18.0.1'],
    ['multicast', '224.0.0.1'],
    ['reserved', '240.0.0.1'],
    ['broadcast', '255.255.255.255'],
    ['loopback', '::1'],
    ['unspecified', '::'],
    ['mapped loopback', '::ffff:7f00:1'],
    ['mapped metadata', '::ffff:a9fe:a9fe'],
    ['compatible loopback', '::7f00:1'],
    ['translated loopback', '::ffff:0:7f00:1'],
    ['NAT64 loopback', '64:ff9b::7f00:1'],
    ['local NAT64', '64:ff9b:1::101:101'],
    ['6to4 loopback', '2002:7f00:1::1'],
    ['Teredo', '2001:0:1:2:3:4:80ff:fffe'],
    ['unique local, metadata of AWS', 'fd00:ec2::254'],
    ['link-local', 'fe80::1'],
    ['link-local with a zone', 'fe80::1%eth0'],
    ['site-local', 'fec0::1'],
    ['documentation', '2001:db8::1'],
    ['unassigned', '4000::1'],
    ['multicast', 'ff02::1'],
  ])('refuses %s %s', (_what, address) => expect(isPublic(address)).toBe(false))
})
