import type { Dialect, RenderContext } from '../../wire/dialect.ts'
import type { Reply } from '../../wire/request.ts'
import { errorMessage } from './errors.ts'
import { PROJECTS_PATH, TOKENS_PATH } from './service.ts'

/** A JSON answer. Every body has its type: one official client fails without. */
export const jsonReply = (
  status: number,
  value: unknown,
  requestId: string,
  headers: Readonly<Record<string, string>> = {},
): Reply => ({
  status,
  headers: { 'content-type': 'application/json; charset=UTF-8', 'x-request-id': requestId, ...headers },
  body: JSON.stringify(value),
})

export const renderResult: Dialect['renderResult'] = (result, { requestId, operation }) =>
  result === undefined
    ? { status: operation?.status ?? 204, headers: { 'x-request-id': requestId }, body: undefined }
    : jsonReply(operation?.status ?? 200, result, requestId)

export const renderError: Dialect['renderError'] = (error, problem, context) => {
  const { requestId } = context
  if (isIdentity(context)) return identityError(error.status, problem.message, requestId)
  const code =
    problem.code === 'signature-expired' && problem.path === 'X-Auth-Token' ? 'APIGW.0307' : error.code
  const said = { error_code: code, error_msg: errorMessage(code, error.message ?? problem.message) }
  return jsonReply(
    error.status,
    // The gateway's answers, unlike the service's, carry the request id in the body too.
    code.startsWith('APIGW') ? { ...said, request_id: requestId } : said,
    requestId,
  )
}

const isIdentity = ({ raw }: RenderContext): boolean => raw.path === TOKENS_PATH || raw.path === PROJECTS_PATH

const TITLES: Readonly<Record<number, string>> = { 400: 'Bad Request', 401: 'Unauthorized', 404: 'Not Found' }

/** The identity service nests its errors. */
const identityError = (status: number, message: string, requestId: string): Reply =>
  jsonReply(
    status,
    { error: { code: status, message, title: TITLES[status] ?? 'Internal Server Error' } },
    requestId,
  )
