import { Buffer } from 'node:buffer'
import { fail } from '../../../domain/problem.ts'

/** A page token: the serial of the last task shown. Opaque to callers, so that it may change. */
export const writeCursor = (serial: number): string => Buffer.from(`s${serial}`).toString('base64url')

/** @throws DomainError invalid-parameter */
export const readCursor = (token: string): number => {
  const [, serial] = /^s(\d{1,15})$/.exec(Buffer.from(token, 'base64url').toString('latin1')) ?? []
  if (serial === undefined || writeCursor(Number(serial)) !== token)
    throw fail('invalid-parameter', 'The parameter "page" is not a page token of this server.', {
      path: 'page',
    })
  return Number(serial)
}
