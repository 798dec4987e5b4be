import type { Problem } from '../../domain/problem.ts'
import type { RenderContext } from '../../wire/dialect.ts'
import type { WireError } from '../../wire/operation.ts'
import type { RawRequest, Reply } from '../../wire/request.ts'
import { REFERENCE_PATH } from './paths.ts'

/** A JSON answer. Answers are about a moment, so nobody keeps them. */
export const jsonReply = (
  status: number,
  value: unknown,
  requestId: string,
  headers: Readonly<Record<string, string>> = {},
): Reply => ({
  status,
  headers: {
    'content-type': 'application/json',
    'cache-control': 'no-store',
    'x-request-id': requestId,
    ...headers,
  },
  body: `${JSON.stringify(value)}\n`,
})

/** An answer that says all with its status and headers. */
export const emptyReply = (
  status: number,
  requestId: string,
  headers: Readonly<Record<string, string>> = {},
): Reply => ({ status, headers: { 'x-request-id': requestId, ...headers }, body: undefined })

export const renderResult = (result: unknown, { operation, requestId }: RenderContext): Reply =>
  result === undefined
    ? emptyReply(operation?.status ?? 204, requestId)
    : jsonReply(operation?.status ?? 200, result, requestId)

/** Problem details as RFC 9457 has them. A message fixed by the table hides the problem's own facts. */
export const renderError = (
  error: WireError,
  problem: Problem,
  { requestId, raw }: Pick<RenderContext, 'requestId' | 'raw'>,
): Reply => {
  const { detail, path } = error.message === undefined ? problem : {}
  const body = {
    ...detail,
    type: `${REFERENCE_PATH}#problem-${error.code}`,
    title: titleOf(error.code),
    status: error.status,
    code: error.code,
    detail: error.message ?? problem.message,
    ...(path === undefined ? {} : { path }),
    requestId,
  }
  return jsonReply(error.status, body, requestId, {
    'content-type': 'application/problem+json',
    ...(error.status === 401 ? { 'www-authenticate': challenge(raw) } : {}),
  })
}

/** `task-not-found` becomes `Task not found`. */
export const titleOf = (code: string): string =>
  code.charAt(0).toUpperCase() + code.slice(1).replaceAll('-', ' ')

/** A program that sent a Bearer key is not answered with Basic: a browser would open its password window over the page. */
const challenge = ({ headers }: Pick<RawRequest, 'headers'>): string =>
  /^bearer /i.test(headers.authorization ?? '')
    ? 'Bearer realm="Pentode"'
    : 'Basic realm="Pentode", charset="UTF-8", Bearer realm="Pentode"'
