import type { Dialect, RenderContext } from '../../wire/dialect.ts'
import type { Reply } from '../../wire/request.ts'
import { fieldError } from './errors.ts'

/**
 * The content type is exactly this: the official Python client looks for errors only in bodies of type
 * `application/json`, and a charset behind it makes it take an error for an empty success.
 */
const JSON_TYPE = 'application/json'

const respond = (response: object, { requestId, raw }: RenderContext): Reply => {
  const trace = raw.headers['x-tc-traceid']
  return {
    status: 200,
    headers: {
      'content-type': JSON_TYPE,
      'x-tc-requestid': requestId,
      ...(trace !== undefined && /^[\w-]{1,64}$/.test(trace) ? { 'x-tc-traceid': trace } : {}),
    },
    // The request id, a UUID, goes in last, as the service puts it.
    body: bodyOf(response, `"RequestId":"${requestId}"}}`),
  }
}

/** A frozen response never changes, and its text is kept with it: a finished task is asked for again and again. */
const texts = new WeakMap<object, Buffer>()
const bodyOf = (response: object, end: string): Reply['body'] => {
  const kept = texts.get(response)
  if (kept !== undefined) return { kept, end }
  const text = JSON.stringify(response)
  const beginning = `{"Response":${text.slice(0, -1)}${text === '{}' ? '' : ','}`
  if (!Object.isFrozen(response)) return beginning + end
  texts.set(response, Buffer.from(beginning))
  return bodyOf(response, end)
}

export const renderResult: Dialect['renderResult'] = (result, context) => respond(result as object, context)

/** Errors are answers too: the status stays 200, and the code tells. */
export const renderError: Dialect['renderError'] = (error, problem, context) =>
  respond(
    {
      Error: {
        Code: fieldError(context.operation?.name, problem) ?? error.code,
        Message: error.message ?? problem.message,
      },
    },
    context,
  )
