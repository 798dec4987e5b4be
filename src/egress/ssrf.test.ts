import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { DomainError } from '../domain/problem.ts'
import type { Lookup } from './check-target.ts'
import { createEgress } from './create-egress.ts'
import { DEFAULT_EGRESS } from './policy.ts'

/** Must stay at zero: every case here would reach it if the guard failed. */
let hits = 0
let canary: Server
let port: number
let dir: string
const signal = new AbortController().signal

beforeAll(async () => {
  canary = createServer((_request, response) => {
    hits++
    response.end('secret')
  })
  await new Promise<void>((resolve) => canary.listen(0, '::', resolve))
  port = (canary.address() as AddressInfo).port
  dir = await mkdtemp(join(tmpdir(), 'egress-'))
})
beforeEach(() => {
  hits = 0
})
afterAll(async () => {
  await new Promise((resolve) => canary.close(resolve))
  await rm(dir, { recursive: true })
})

const problemOf = async (url: string, lookup?: Lookup, allow: string[] = []) => {
  await using egress = createEgress({ ...DEFAULT_EGRESS, allow, maxRetries: 0, connectMs: 2000 }, lookup)
  const error = await egress.download(url, join(dir, 'out'), { signal }).then(
    () => undefined,
    (e: unknown) => e,
  )
  expect(await readdir(dir)).toEqual([])
  return error instanceof DomainError ? error.problem : error
}

const always =
  (...addresses: string[]): Lookup =>
  async () =>
    addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))

describe('a source inside the private network', () => {
  const hosts = [
    '127.0.0.1',
    '0x7f.1',
    '2130706433',
    '017700000001',
    '127.1',
    '[::1]',
    '[::ffff:7f00:1]',
    '0.0.0.0',
    '[64:ff9b::7f00:1]',
    '①②⑦.⓪.⓪.①',
    'localhost',
    'localhost.',
    '169.254.169.254',
    '100.100.100.200',
    '[fd00:ec2::254]',
    '[2002:7f00:1::]',
  ]
  it.each(hosts)('http://%s is refused', async (host) => {
    for (const url of [`http://${host}:${port}/`, `http://${host}/`, `https://${host}/x`]) {
      expect(await problemOf(url)).toMatchObject({
        code: 'source-refused',
        message: expect.stringContaining('PENTODE_EGRESS_ALLOW'),
      })
    }
    expect(hits).toBe(0)
  })

  it.each([
    'http:/\\127.0.0.1:PORT',
    'http://user@127.0.0.1:PORT',
    'http://a:b@example.com@127.0.0.1:PORT/',
    'file:///etc/passwd',
    'ftp://127.0.0.1:PORT/',
    'data:,x',
    'gopher://127.0.0.1:PORT/_x',
    '//127.0.0.1:PORT',
    'not a url',
    '',
  ])('%j is refused', async (url) => {
    expect(await problemOf(url.replace('PORT', String(port)))).toMatchObject({ code: 'source-refused' })
    expect(hits).toBe(0)
  })

  it.each([
    ['private', ['127.0.0.1']],
    ['mapped', ['::ffff:127.0.0.1']],
    ['one private among public', ['93.184.215.14', '127.0.0.1']],
    ['one private among public, in front', ['::1', '93.184.215.14']],
  ])('a name that leads to a %s address is refused', async (_what, addresses) => {
    for (const url of ['http://127.0.0.1.nip.test/', `http://127.0.0.1.nip.test:${port}/`])
      expect(await problemOf(url, always(...addresses))).toMatchObject({ code: 'source-refused' })
    expect(hits).toBe(0)
  })

  it('does not tell which address it was', async () => {
    const problem = await problemOf('http://intranet.test/', always('10.77.66.55'))
    expect(JSON.stringify(problem)).not.toContain('10.77')
  })

  it('refuses other ports of a public host before connecting', async () => {
    expect(await problemOf('http://example.test:6379/', always('93.184.215.14'))).toMatchObject({
      code: 'source-refused',
      message: expect.stringMatching(/ports 80 and 443.*PENTODE_EGRESS_ALLOW/),
    })
  })

  it('the allow list lets it through', async () => {
    await using egress = createEgress({ ...DEFAULT_EGRESS, allow: ['127.0.0.0/8'] })
    await egress.download(`http://127.0.0.1:${port}/`, join(dir, 'ok'), { signal })
    await rm(join(dir, 'ok'))
    expect(hits).toBe(1)
  })
})

describe('a name that changes its mind', () => {
  /** At the address that is checked; the canary beside it has the same port at the address that is not. */
  let checked: Server
  let beside: Server
  let at: number
  let served = 0
  let lookups = 0
  const rebinding: Lookup = async () => [{ address: lookups++ === 0 ? '127.0.0.77' : '127.0.0.1', family: 4 }]
  beforeAll(async () => {
    checked = createServer((request, response) => {
      served++
      if (request.url === '/cut') request.socket.end()
      else response.end('right')
    })
    beside = createServer((_request, response) => {
      hits++
      response.end('wrong')
    })
    await new Promise<void>((resolve) => checked.listen(0, '127.0.0.77', resolve))
    at = (checked.address() as AddressInfo).port
    await new Promise<void>((resolve) => beside.listen(at, '127.0.0.1', resolve))
  })
  beforeEach(() => {
    served = 0
    lookups = 0
  })
  afterAll(async () => {
    await new Promise((resolve) => checked.close(resolve))
    await new Promise((resolve) => beside.close(resolve))
  })
  const policy = { ...DEFAULT_EGRESS, allow: ['127.0.0.77'], retryWaitMs: 1 }

  it('is asked once, and the address that was checked is connected to', async () => {
    await using egress = createEgress(policy, rebinding)
    await egress.download(`http://rebind.test:${at}/`, join(dir, 'ok'), { signal })
    expect(await readFile(join(dir, 'ok'), 'utf8')).toBe('right')
    await rm(join(dir, 'ok'))
    expect([lookups, served, hits]).toEqual([1, 1, 0])
  })

  it('is checked again for a retry', async () => {
    await using egress = createEgress(policy, rebinding)
    const download = egress.download(`http://rebind.test:${at}/cut`, join(dir, 'out'), { signal })
    await expect(download).rejects.toThrow(/not on the public internet/)
    expect([lookups, served, hits]).toEqual([2, 1, 0])
  })
})

describe('redirects', () => {
  let front: Server
  let location: string
  let asked: string[]
  beforeAll(async () => {
    front = createServer((request, response) => {
      asked.push(request.url ?? '')
      response.writeHead(302, { location, 'set-cookie': 'a=b' }).end()
    })
    await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve))
  })
  beforeEach(() => {
    asked = []
  })
  afterAll(() => new Promise((resolve) => front.close(resolve)))
  // The front is let in by name; what it redirects to is not.
  const follow = (to: string) => {
    location = to
    const { port: at } = front.address() as AddressInfo
    return problemOf(`http://front.test:${at}/start`, always('127.0.0.1'), ['front.test'])
  }

  it.each([
    ['http://127.0.0.1:PORT/'],
    ['http://[::ffff:127.0.0.1]:PORT/'],
    ['http://169.254.169.254/latest/meta-data/'],
    ['http://0x7f.1:PORT/'],
    ['//127.0.0.1:PORT/'],
    ['file:///etc/passwd'],
    ['http://user:pass@front.test/'],
  ])('to %s is refused', async (to) => {
    expect(await follow(to.replace('PORT', String(port)))).toMatchObject({ code: 'source-refused' })
    expect(asked).toEqual(['/start'])
    expect(hits).toBe(0)
  })

  it('more than three are not followed', async () => {
    expect(await follow('/again')).toMatchObject({ message: expect.stringContaining('more than 3 times') })
    expect(asked).toEqual(['/start', '/again', '/again', '/again'])
  })
})
