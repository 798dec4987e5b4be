import { fail } from '../../domain/problem.ts'
import { instant } from '../../domain/units.ts'
import type { Pair } from '../../wire/codecs/form.ts'
import type { Dialect } from '../../wire/dialect.ts'
import { sortedPairs, type V1Rules, verifyTcV1 } from '../../wire/signing/tc-v1.ts'
import { dotted, readParams } from './identify.ts'
import { SIGNATURE_WINDOW } from './service.ts'

const inDots = (pairs: readonly Pair[]): readonly Pair[] =>
  pairs.map(({ key, value }) => ({ key: dotted(key), value }))

/** Sorted by the names as sent, written with dots. */
const sortedBefore = (pairs: readonly Pair[]): string =>
  inDots([...pairs].sort((a, b) => (a.key < b.key ? -1 : 1)))
    .map(({ key, value }) => `${key}=${value}`)
    .join('&')

const RULES: V1Rules = {
  window: SIGNATURE_WINDOW,
  /**
   * Names are signed with dots for underscores, and the official clients sort before or after they replace them. In a POST they
   * leave out a value that begins with `@`, which meant a file once, and send it all the same.
   */
  forms: (signed, method) => {
    const withoutFiles = method === 'POST' ? signed.filter(({ value }) => !value.startsWith('@')) : signed
    const sets = withoutFiles.length < signed.length ? [withoutFiles, signed] : [signed]
    return [...new Set(sets.flatMap((pairs) => [sortedBefore(pairs), sortedPairs(inDots(pairs))]))]
  },
}

/**
 * The signature gate. A request is good once: its signature covers time and nonce, and is what is remembered. The nonce alone
 * would not do: the official Node client draws it from 65536, so that two honest requests of one second may share it.
 */
export const authenticate: Dialect['authenticate'] = async (raw, gate) => {
  const { caller, signedAt, signature } = await verifyTcV1(raw, readParams(raw), gate, RULES)
  const until = instant((signedAt + SIGNATURE_WINDOW) * 1000)
  if (!(await gate.useNonce(caller.key, signature, until)))
    throw fail('signature-expired', 'This request was made before: take another Nonce and sign again.')
  return caller
}
