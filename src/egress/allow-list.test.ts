import { describe, expect, it } from 'vitest'
import { readAllowList } from './allow-list.ts'
import { readAddress } from './public-address.ts'

describe('readAllowList', () => {
  const list = readAllowList([
    'Media.LAN',
    'bücher.example',
    '10.0.0.0/8',
    '192.168.1.20',
    '[::1]',
    'fd00::/8',
  ])

  it('knows hosts in any spelling', () => {
    expect(list.hasHost('media.lan')).toBe(true)
    expect(list.hasHost('media.lan.')).toBe(true)
    expect(list.hasHost('xn--bcher-kva.example')).toBe(true)
    expect(list.hasHost('evil-media.lan')).toBe(false)
    expect(list.hasHost('sub.media.lan')).toBe(false)
  })

  it.each([
    ['10.200.0.1', true],
    ['::ffff:10.0.0.1', true],
    ['11.0.0.1', false],
    ['192.168.1.20', true],
    ['192.168.1.21', false],
    ['::1', true],
    ['fd12::1', true],
    ['fe80::1', false],
  ])('address %s: %s', (address, expected) => expect(list.hasAddress(readAddress(address))).toBe(expected))

  it.each(['10.0.0.0/33', 'http://media.lan', 'a b', '', '10.0.0/8', 'host:8080', '*'])(
    'refuses the entry %j',
    (entry) => expect(() => readAllowList([entry])).toThrow(/PENTODE_EGRESS_ALLOW/),
  )
})
