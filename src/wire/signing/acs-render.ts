import { writeXml } from '../codecs/xml.ts'
import type { Dialect, RenderContext } from '../dialect.ts'
import type { Reply } from '../request.ts'
import { wireCodeOf } from './acs-problem.ts'
import { acsFormat, acsShape } from './acs-request.ts'

/** Clients tell the two apart by exactly these texts. */
const TYPES = { json: 'application/json;charset=utf-8', xml: 'text/xml;charset=utf-8' } as const

/** Request ids are upper-case UUIDs. */
export const spellRequestId = (id: string): string => id.toUpperCase()

const respond = (status: number, root: string, body: object, { raw, requestId }: RenderContext): Reply => {
  const format = acsFormat(raw) === 'xml' ? 'xml' : 'json'
  return {
    status,
    headers: { 'content-type': TYPES[format], 'x-acs-request-id': spellRequestId(requestId) },
    body: format === 'xml' ? writeXml(root, body) : JSON.stringify(body),
  }
}

/** `RequestId` beside the members of the result; there must be no `Code` among them, which clients take for an error. */
export const acsResult: Dialect['renderResult'] = (result, context) =>
  respond(
    200,
    `${context.operation?.name ?? acsShape(context.raw)?.action ?? ''}Response`,
    { RequestId: spellRequestId(context.requestId), ...(result as object) },
    context,
  )

export const acsError: Dialect['renderError'] = (error, problem, context) =>
  respond(
    error.status,
    'Error',
    {
      RequestId: spellRequestId(context.requestId),
      HostId: context.raw.headers.host ?? '',
      Code: wireCodeOf(problem) ?? error.code,
      Message: error.message ?? problem.message,
    },
    context,
  )
