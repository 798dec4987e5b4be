import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { accessKeyId, projectId } from '../../domain/ids.ts'
import { DomainError } from '../../domain/problem.ts'
import { type Instant, instant } from '../../domain/units.ts'
import type { Gate } from '../dialect.ts'
import type { RawRequest } from '../request.ts'
import { acsAuthenticate } from './acs-gate.ts'
import { wireCodeOf } from './acs-problem.ts'
import { acsAction, acsShape } from './acs-request.ts'
import { v1Signature, v1StringToSign } from './acs-v1.ts'
import { v3StringToSign } from './acs-v3.ts'
import { hmac } from './hmac.ts'

/** What the official clients, of Node where no other language is named, sent to a server that recorded it. */
const recorded = JSON.parse(
  readFileSync(new URL('fixtures/acs-official-client-requests.json', import.meta.url), 'utf8'),
) as { name: string; method: string; url: string; headers: Record<string, string>; body: string }[]

const ID = 'AKIDEXAMPLE'
const SECRET = 'SECRETexample'
const SIGNED_AT = Date.UTC(2026, 10, 21, 23, 56, 0)

const gate = (more: { at?: number; known?: boolean } = {}): Gate & { readonly used: [string, Instant][] } => {
  const used: [string, Instant][] = []
  return {
    used,
    findKey: async (id) =>
      more.known !== false && id === ID
        ? { id: accessKeyId(ID), secret: SECRET, project: projectId('p'), createdAt: instant(0) }
        : undefined,
    now: () => instant(more.at ?? SIGNED_AT),
    useNonce: async (_key, nonce, until) => {
      if (used.some(([n]) => n === nonce)) return false
      used.push([nonce, until])
      return true
    },
  }
}

const rawOf = ({ method, url, headers, body }: (typeof recorded)[number]): RawRequest => {
  const [path = '', query = ''] = url.split('?', 2)
  return { method, path, query, headers, body: Buffer.from(body), pathParams: {} }
}
const golden = recorded.map((request) => ({ name: request.name, raw: rawOf(request) }))
const named = (name: string): RawRequest => golden.find((g) => g.name === name)!.raw
const codeOf = async (raw: RawRequest, of: Gate = gate()): Promise<string> => {
  try {
    await acsAuthenticate(raw, of)
    return 'none'
  } catch (error) {
    if (error instanceof DomainError) return wireCodeOf(error.problem) ?? error.problem.code
    throw error
  }
}
const CONFIG = `{"Inputs":[{"InputFile":{"Type":"OSS","Media":"oss://in/a b+c*d~e!'()/中.mp4"}}]}`

test.each(golden)('takes what the official client sent, once: $name', async ({ name, raw }) => {
  const here = gate()
  if (name.includes('STS')) {
    expect(await codeOf(raw, here)).toBe('InvalidSecurityToken.Malformed')
    return
  }
  expect(await acsAuthenticate(raw, here)).toEqual({ project: 'p', key: ID })
  expect(here.used).toHaveLength(1)
  expect(await codeOf(raw, here)).toBe('SignatureNonceUsed')
  const asked = acsAction(acsShape(raw)!)
  expect(asked).toMatchObject({ version: '2020-11-09' })
  const params = asked.params(raw) as Record<string, string>
  if (asked.action === 'GetMediaConvertJob') expect(params).toEqual({ JobId: 'j1' })
  else expect(params.Config).toBe(CONFIG)
})

test('finds the signatures of the published vectors', () => {
  const pairs = Object.entries({
    ...{ AccessKeyId: 'AKIDEXAMPLE', Action: 'GetTranscodeTask', Format: 'JSON' },
    ...{ SignatureMethod: 'HMAC-SHA1', SignatureNonce: 'bf75238ce618051dd6204bc6a262bbf9' },
    ...{ SignatureVersion: '1.0', Timestamp: '2026-11-21T20:49:12Z', Version: '2017-03-21' },
    TranscodeTaskId: "a b+c*d~e!'()/中",
  }).map(([key, value]) => ({ key, value }))
  expect(v1Signature(SECRET, v1StringToSign('GET', pairs))).toBe('aq8PtnxvRkui2qTZKIHRSEEBPMk=')
  expect(v1Signature(SECRET, v1StringToSign('get', [...pairs].reverse()))).toBe(
    'aq8PtnxvRkui2qTZKIHRSEEBPMk=',
  )
  const headers: Record<string, string> = {
    host: '127.0.0.1:39931',
    'x-acs-accesskey-id': 'STS.AKID',
    'x-acs-action': 'GetMediaConvertJob',
    'x-acs-content-sha256': 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    'x-acs-credentials-provider': 'static_sts',
    'x-acs-date': '2026-11-21T20:49:12Z',
    'x-acs-security-token': 'TOK+EN/==',
    'x-acs-signature-nonce': '68f184ecdac096ae04bc3a5fa121b84899e3803c0b3c1dcef9d362dba1705959',
    'x-acs-version': '2020-11-09',
  }
  const raw = { method: 'POST', path: '/', query: 'JobId=j', headers, body: new Uint8Array(), pathParams: {} }
  const text = v3StringToSign(raw, Object.keys(headers), (key) => key)
  expect(hmac('sha256', 'STSSECRET', text).toString('hex')).toBe(
    'e854b9386de5a19ebea98aa572101d9fdf45ecff4b4bdb02e67e18d7ff174c74',
  )
})

test('lets nothing through of which a signed part was changed, and keeps the nonce for its owner', async () => {
  const [get, form, v3, v3form] = [
    named('pop-core GET'),
    named('pop-core POST form'),
    named('openapi-core v3 query'),
    named('openapi-core v3 form'),
  ]
  const swap = (raw: RawRequest, from: string, to: string): RawRequest => {
    const body = Buffer.from(Buffer.from(raw.body).toString().replace(from, to))
    const changed = { ...raw, query: raw.query.replace(from, to), body }
    expect(changed).not.toEqual(raw)
    return changed
  }
  const header = (raw: RawRequest, name: string, value: string): RawRequest => ({
    ...raw,
    headers: { ...raw.headers, [name]: value },
  })
  const here = gate()
  for (const [mutant, code] of [
    [swap(get, 'JobId=j1', 'JobId=j2'), 'SignatureDoesNotMatch'],
    [swap(get, 'SignatureNonce=', 'SignatureNonce=0'), 'SignatureDoesNotMatch'],
    [swap(get, '23%3A56', '23%3A55'), 'SignatureDoesNotMatch'],
    [{ ...get, method: 'POST' }, 'SignatureDoesNotMatch'],
    [swap(get, 'SignatureMethod=HMAC-SHA1', 'SignatureMethod=HMAC-SHA256'), 'InvalidSignatureMethod'],
    [swap(get, 'Format=JSON', 'Format=YAML'), 'InvalidParameter.Format'],
    [swap(get, '&Signature=', '&Signed='), 'MissingSignature'],
    [swap(form, 'in%2Fa', 'in%2Fb'), 'SignatureDoesNotMatch'],
    [swap(v3, 'in%2Fa', 'in%2Fb'), 'SignatureDoesNotMatch'],
    [swap(v3form, 'in%2Fa', 'in%2Fb'), 'IncompleteSignature'],
    [header(v3, 'x-acs-action', 'DeletePipeline'), 'SignatureDoesNotMatch'],
    [header(v3, 'x-acs-signature-nonce', '0'), 'SignatureDoesNotMatch'],
    [header(v3, 'host', 'other'), 'SignatureDoesNotMatch'],
    [header(v3, 'content-type', 'application/x-www-form-urlencoded'), 'IncompleteSignature'],
    [header(v3, 'authorization', 'ACS3-HMAC-SM3 Credential=a'), 'InvalidSignatureMethod'],
    [header(v3, 'authorization', 'ACS3-HMAC-SHA256 Credential=a'), 'IncompleteSignature'],
    [
      header(v3, 'authorization', v3.headers.authorization!.replace('host;', 'constructor;host;')),
      'SignatureDoesNotMatch',
    ],
    [
      header(v3, 'authorization', v3.headers.authorization!.replace(';x-acs-signature-nonce', '')),
      'IncompleteSignature',
    ],
  ] as const)
    expect([mutant, await codeOf(mutant, here)]).toEqual([mutant, code])
  expect(here.used).toEqual([])
})

test('minds the clock, fifteen minutes either way, and remembers nonces as long as their requests are good', async () => {
  const quarter = 15 * 60_000
  for (const name of ['pop-core GET', 'openapi-core v3 query']) {
    const here = gate({ at: SIGNED_AT - quarter })
    expect(await codeOf(named(name), here)).toBe('none')
    expect(here.used[0]?.[1]).toBe(SIGNED_AT + quarter)
    expect(await codeOf(named(name), gate({ at: SIGNED_AT + quarter }))).toBe('none')
    expect(await codeOf(named(name), gate({ at: SIGNED_AT + quarter + 1000 }))).toBe(
      'InvalidTimeStamp.Expired',
    )
    expect(await codeOf(named(name), gate({ at: SIGNED_AT - quarter - 1000 }))).toBe(
      'InvalidTimeStamp.Expired',
    )
  }
})

test.each(['pop-core GET', 'openapi-core v3 query'])('tells an unknown key: %s', async (name) => {
  expect(await codeOf(named(name), gate({ known: false }))).toBe('InvalidAccessKeyId.NotFound')
})

test('takes a plus of the signature that was not encoded', async () => {
  const raw = named('pop-core GET, odd characters')
  const query = raw.query.replace(
    'Signature=jyI468u52Kbpr3cS4Iup6aYn%2BUs',
    'Signature=jyI468u52Kbpr3cS4Iup6aYn+Us',
  )
  expect(query).not.toBe(raw.query)
  expect(await codeOf({ ...raw, query })).toBe('none')
})

test('shows the string to sign behind a colon, with nothing after it', async () => {
  const raw = named('pop-core GET')
  const wrong = { ...raw, query: raw.query.replace('JobId=j1', 'JobId=j2') }
  const error = await acsAuthenticate(wrong, gate()).catch((e: unknown) => e)
  expect((error as DomainError).problem.message.split('is:')[1]).toMatch(/^GET&%2F&AccessKeyId.*2020-11-09$/)
})

test('knows the vendor’s requests from others', () => {
  const plain = { method: 'GET', path: '/', query: '', headers: {}, body: new Uint8Array(), pathParams: {} }
  expect(acsShape(plain)).toBeUndefined()
  expect(acsShape({ ...plain, query: 'a=1' })).toBeUndefined()
  expect(acsShape({ ...plain, headers: { authorization: 'TC3-HMAC-SHA256 x' } })).toBeUndefined()
  expect(acsShape({ ...plain, query: 'Action=A&Version=V' })).toEqual({
    scheme: 'v1',
    action: 'A',
    version: 'V',
  })
  expect(acsShape({ ...plain, headers: { 'x-acs-action': 'A', 'x-acs-version': 'V' } })).toEqual({
    scheme: 'v3',
    action: 'A',
    version: 'V',
  })
})
