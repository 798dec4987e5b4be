import type { Dialect } from '../../wire/dialect.ts'
import type { Reply } from '../../wire/request.ts'
import { fieldCode, wordOf } from './errors.ts'

const respond = (code: number, message: string, result: object, requestId: string): Reply => ({
  // Errors are answers too: the status stays 200, and the code tells.
  status: 200,
  // The envelope has no place for the request's id.
  headers: { 'content-type': 'application/json; charset=utf-8', 'x-tc-requestid': requestId },
  body: JSON.stringify({ code, message, codeDesc: wordOf(code), ...result }),
})

export const renderResult: Dialect['renderResult'] = (result, { requestId }) =>
  respond(0, '', result as object, requestId)

export const renderError: Dialect['renderError'] = (error, problem, { operation, requestId }) =>
  respond(
    fieldCode(operation?.name, problem) ?? Number(error.code),
    error.message ?? problem.message,
    {},
    requestId,
  )
