import { type DomainError, fail } from '../../../domain/problem.ts'

/** A value that is well-formed but cannot be meant. */
export const invalid = (path: string, what: string): DomainError =>
  fail('invalid-parameter', `${path}: ${what}`, { path })

/** A value of the service that cannot be done here. */
export const unsupported = (path: string, what: string): DomainError =>
  fail('unsupported-parameter', `${path}: ${what}`, { path })
