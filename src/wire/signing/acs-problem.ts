import { type DomainError, fail, type Problem, type ProblemCode } from '../../domain/problem.ts'

/**
 * Problems that Alibaba Cloud's gateway has a code of its own for: the code travels in `detail.wireCode`, since the domain's
 * codes are fewer.
 */
export const acsFail = (code: ProblemCode, wireCode: string, message: string, path?: string): DomainError =>
  fail(code, message, { detail: { wireCode }, ...(path === undefined ? {} : { path }) })

/** A parameter every call must have: `MissingTimestamp` and its like. */
export const missing = (name: string): DomainError =>
  acsFail('auth-missing', `Missing${name}`, `${name} is mandatory for this action.`)

export const incomplete = (why: string): DomainError =>
  acsFail(
    'auth-malformed',
    'IncompleteSignature',
    `The request signature does not conform to Aliyun standards: ${why}.`,
  )

/**
 * Nothing may follow the string to sign: official clients compare everything behind the colon with their own, and some
 * fail on a message without one.
 */
export const mismatch = (stringToSign: string): DomainError =>
  acsFail(
    'signature-mismatch',
    'SignatureDoesNotMatch',
    `Specified signature is not matched with our calculation. server string to sign is:${stringToSign}`,
  )

/** The gateway's own code of a problem; undefined when it has none. */
export const wireCodeOf = ({ detail }: Problem): string | undefined =>
  typeof detail?.wireCode === 'string' ? detail.wireCode : undefined
