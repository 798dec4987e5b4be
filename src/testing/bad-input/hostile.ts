import type { Sent } from './world.ts'

/** What the servers of these tests take as a body. */
export const MAX_BODY = 2_500_000
const OVER_THE_LIMIT = 2_600_000

/** Ways to spoil a right request that no schema sees: they concern how it is written. */
export const hostile = (sent: Sent): readonly (readonly [what: string, sent: Sent])[] => {
  if (typeof sent.body === 'string' && sent.headers?.['content-type'] === 'application/json')
    return inJson(sent, sent.body)
  if (typeof sent.body === 'string') return inPairs((more) => ({ ...sent, body: `${sent.body}&${more}` }))
  const joint = sent.url.includes('?') ? '&' : '?'
  return inPairs((more) => ({ ...sent, url: `${sent.url}${joint}${more}` }))
}

const inJson = (sent: Sent, body: string): readonly (readonly [string, Sent])[] => {
  const withMember = (member: string): Sent => ({
    ...sent,
    body: body === '{}' ? `{${member}}` : `{${member},${body.slice(1)}`,
  })
  const first = /^\{("(?:[^"\\]|\\.)*":)/.exec(body)?.[1] ?? '"x":'
  const bytes = Buffer.concat([Buffer.from('{"x":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}')])
  return [
    ['an injected __proto__', withMember('"__proto__":{"admin":true}')],
    ['an injected __proto__ in escapes', withMember('"\\u005f_proto__":{"admin":true}')],
    ['an injected constructor', withMember('"constructor":{"prototype":{"admin":true}}')],
    ['a list of a million', { ...sent, body: `{${first}[${'1,'.repeat(999_999)}1]}` }],
    ['deep objects', withMember(`"x":${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`)],
    ['deep lists, never closed', { ...sent, body: `{"x":${'['.repeat(1_000_000)}` }],
    ['a key given twice', withMember('"x":1,"x":2')],
    ['a key given twice, once in escapes', withMember('"x":1,"\\u0078":2')],
    ['bytes that are not UTF-8', { ...sent, body: bytes }],
    ['half of it', { ...sent, body: body.slice(0, Math.max(1, body.length >> 1)) }],
    ['a list in place of the object', { ...sent, body: '[]' }],
    ['a body over the limit', { ...sent, body: `{"x":"${'x'.repeat(OVER_THE_LIMIT)}"}` }],
  ]
}

const inPairs = (add: (more: string) => Sent): readonly (readonly [string, Sent])[] => [
  ['an injected __proto__', add('__proto__.admin=true')],
  ['an injected constructor', add('constructor.prototype.admin=true')],
  ['broken percent-encoding', add('x=%zz')],
  ['half of an escape', add('x=%4')],
  ['bytes that are not UTF-8', add('x=%ff%fe')],
  ['a parameter given twice', add('x=1&x=2')],
  ['a parameter that is value and parent', add('x=1&x.y=2')],
  ['a huge list index', add('x.999999999=1')],
  ['a list of many', add(Array.from({ length: 50_000 }, (_, i) => `x.${i}=1`).join('&'))],
  ['a deep name', add(`x${'.y'.repeat(5000)}=1`)],
]
