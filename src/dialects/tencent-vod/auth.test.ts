import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { accessKeyId, projectId } from '../../domain/ids.ts'
import { DomainError, type Problem } from '../../domain/problem.ts'
import { instant } from '../../domain/units.ts'
import type { Gate } from '../../wire/dialect.ts'
import type { RawRequest } from '../../wire/request.ts'
import { authenticate } from './auth.ts'
import { identify } from './identify.ts'

interface Recorded {
  readonly name: string
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** One character a byte. */
  readonly body: string
}

/** What the official clients in Node, Python and Java sent to a server that recorded it. */
const recorded = JSON.parse(
  readFileSync(new URL('fixtures/official-client-requests.json', import.meta.url), 'utf8'),
) as readonly Recorded[]

const ID = 'AKIDgolden0000000000000000000000000000'
const SECRET = 'golden-secret-key'
const SIGNED_AT = 1_795_301_033
const WINDOW = 7200

const gateAt = (seconds: number, known = true): Gate => {
  const used = new Set<string>()
  return {
    findKey: async (id) =>
      known && id === ID
        ? { id: accessKeyId(ID), secret: SECRET, project: projectId('p'), createdAt: instant(0) }
        : undefined,
    now: () => instant(seconds * 1000),
    useNonce: async (_, nonce) => !used.has(nonce) && Boolean(used.add(nonce)),
  }
}

const rawOf = ({ method, url, headers, body }: Recorded): RawRequest => {
  const [path = '', query = ''] = url.split('?', 2)
  return { method, path, query, headers, body: Buffer.from(body, 'latin1'), pathParams: {} }
}
const golden = recorded.map((request) => ({ name: request.name, raw: rawOf(request) }))

const problemOf = async (raw: RawRequest, gate = gateAt(SIGNED_AT)): Promise<Problem | undefined> => {
  try {
    await authenticate(raw, gate)
    return undefined
  } catch (error) {
    if (error instanceof DomainError) return error.problem
    throw error
  }
}
const codeOf = async (raw: RawRequest, gate?: Gate) => (await problemOf(raw, gate))?.code

describe.each(golden)('the official client in $name', ({ name, raw }) => {
  test('is let in, to both edges of the window', async () => {
    expect(await authenticate(raw, gateAt(SIGNED_AT))).toEqual({ project: 'p', key: ID })
    expect(await codeOf(raw, gateAt(SIGNED_AT + WINDOW + 0.9))).toBeUndefined()
    expect(await codeOf(raw, gateAt(SIGNED_AT - WINDOW))).toBeUndefined()
    expect(await codeOf(raw, gateAt(SIGNED_AT + WINDOW + 1))).toBe('signature-expired')
    expect(await codeOf(raw, gateAt(SIGNED_AT - WINDOW - 1))).toBe('signature-expired')
  })

  test('is let in once', async () => {
    const gate = gateAt(SIGNED_AT)
    expect(await codeOf(raw, gate)).toBeUndefined()
    expect(await codeOf(raw, gate)).toBe('signature-expired')
  })

  test('is understood', () => {
    const asked = identify(raw)
    expect(asked?.action).toBe('ProcessFile')
    expect(asked?.params(raw)).toMatchObject({
      fileId: '14508071098244931831',
      transcode: { definition: ['10', '220'] },
      newFileName: name.includes('@') ? '@file' : 'é a+b&c=d~*(x)',
    })
  })

  test('is told an unknown key from a wrong signature, and no more', async () => {
    const problem = await problemOf(raw, gateAt(SIGNED_AT, false))
    expect(problem?.code).toBe('unknown-access-key')
    expect(problem?.message).not.toContain('string to sign')
  })

  test('is refused when anything of it was changed', async () => {
    const inQuery = raw.method === 'GET'
    const text = inQuery ? raw.query : Buffer.from(raw.body).toString('latin1')
    const put = (changed: string): RawRequest =>
      inQuery ? { ...raw, query: changed } : { ...raw, body: Buffer.from(changed, 'latin1') }
    const mutants = [
      text.replace('14508071098244931831', '14508071098244931832'),
      text.replace('ProcessFile', 'ClipVideo'),
      text.replace('1795301033', '1795301034'),
      text.replace('definition', 'definitiom'),
      text.replace('gz', 'sh'),
    ]
    for (const mutant of mutants) expect(await codeOf(put(mutant))).toBe('signature-mismatch')
    expect(await codeOf({ ...raw, headers: { ...raw.headers, host: 'elsewhere' } })).toBe(
      'signature-mismatch',
    )
    if (!text.includes('form-data')) {
      expect(await codeOf(put(`${text}&Extra=1`))).toBe('signature-mismatch')
      expect(await codeOf(put(`${text}&SecretId=other`))).toBe('malformed-request')
    }
  })
})

const sign = (
  params: Readonly<Record<string, string>>,
  { host = 'vod.api.qcloud.com', method = 'GET', algorithm = 'sha1', key = SECRET } = {},
): RawRequest => {
  const all: Record<string, string> = {
    Action: 'GetTaskInfo',
    Nonce: '11886',
    SecretId: ID,
    Timestamp: String(SIGNED_AT),
    ...params,
  }
  const text = `${method}${host}/v2/index.php?${Object.keys(all)
    .sort()
    .map((name) => `${name}=${all[name]}`)
    .join('&')}`
  all.Signature = createHmac(algorithm, key).update(text).digest('base64')
  return {
    method,
    path: '/v2/index.php',
    query: new URLSearchParams(all).toString(),
    headers: { host },
    body: new Uint8Array(),
    pathParams: {},
  }
}

test('signs as the documentation’s own example does', () => {
  // https://cloud.tencent.com/document/product/213/6984
  const text =
    'GETcvm.api.qcloud.com/v2/index.php?Action=DescribeInstances&Nonce=11886&Region=gz&SecretId=AKIDz8krbsJ5yKBZQpn74WFkmLPx3gnPhESA&Timestamp=1465185768&instanceIds.0=ins-09dx96dg&limit=20&offset=0'
  expect(createHmac('sha1', 'Gu5t9xGARNpq86cd98joQYCN3Cozk1qA').update(text).digest('base64')).toBe(
    'NSI3UqqD99b/UJb4tbG/xZpRW64=',
  )
})

test('the documentation’s example is let in', async () => {
  const secret = 'Gu5t9xGARNpq86cd98joQYCN3Cozk1qA'
  const query =
    'Action=DescribeInstances&Nonce=11886&Region=gz&SecretId=AKIDz8krbsJ5yKBZQpn74WFkmLPx3gnPhESA&Timestamp=1465185768&instanceIds.0=ins-09dx96dg&limit=20&offset=0&Signature=NSI3UqqD99b%2FUJb4tbG%2FxZpRW64%3D'
  const raw = { ...sign({}), query, headers: { host: 'cvm.api.qcloud.com' } }
  const gate: Gate = {
    ...gateAt(1_465_185_768),
    findKey: async (id) => ({ id, secret, project: projectId('p'), createdAt: instant(0) }),
  }
  expect(await codeOf(raw, gate)).toBeUndefined()
})

test('the host may be signed with its port or without', async () => {
  const signed = sign({}, { host: 'vod.example' })
  expect(await codeOf({ ...signed, headers: { host: 'vod.example:7005' } })).toBeUndefined()
  expect(await codeOf(sign({}, { host: 'vod.example:7005' }))).toBeUndefined()
})

test('what every call needs is asked for by name, and must have its form', async () => {
  const without = (name: string) => {
    const raw = sign({})
    const query = new URLSearchParams(raw.query)
    query.delete(name)
    return { ...raw, query: query.toString() }
  }
  for (const path of ['SecretId', 'Signature', 'Nonce', 'Timestamp'])
    expect(await problemOf(without(path))).toMatchObject({ code: 'missing-parameter', path })
  expect(await codeOf(sign({ Timestamp: 'yesterday' }))).toBe('auth-malformed')
})

test('another secret or algorithm is no key', async () => {
  expect(await codeOf(sign({}, { key: 'other' }))).toBe('signature-mismatch')
  expect(await codeOf(sign({ SignatureMethod: 'HmacSHA256' }, { algorithm: 'sha256' }))).toBeUndefined()
  expect(await codeOf(sign({ SignatureMethod: 'HmacSHA1' }, { algorithm: 'sha256' }))).toBe(
    'signature-mismatch',
  )
  expect(await codeOf(sign({ SignatureMethod: 'HmacSHA256' }))).toBe('signature-mismatch')
})

test('shows a known key what the server signed', async () => {
  expect((await problemOf(sign({ vodTaskId: 'x' }, { key: 'other' })))?.message).toContain(
    'GETvod.api.qcloud.com/v2/index.php?Action=GetTaskInfo&Nonce=11886',
  )
})
