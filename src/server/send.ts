import type { ServerResponse } from 'node:http'
import type { FastifyReply } from 'fastify'
import type { KeptText, Reply } from '../wire/request.ts'

/**
 * Sends a dialect's reply. Text goes around Fastify: it would add a charset to JSON, which breaks one official client, and
 * with its headers it is one write to the socket.
 */
export const send = (to: FastifyReply, { status, headers, body }: Reply): FastifyReply => {
  if (!isText(body)) return to.code(status).headers(headers).send(body)
  to.hijack()
  const length = lengthOf(body)
  to.raw.writeHead(status, { ...headers, 'content-length': length })
  if (waiting.length === 0) setImmediate(writeAll)
  waiting.push({ to: to.raw, body, length })
  return to
}

type Text = string | KeptText

const isText = (body: Reply['body']): body is Text =>
  typeof body === 'string' || (body !== undefined && 'kept' in body)

/** In bytes. */
const lengthOf = (body: Text): number =>
  typeof body === 'string' ? Buffer.byteLength(body) : body.kept.length + Buffer.byteLength(body.end)

/**
 * Answers of one turn of the event loop. They are written in a row at its end: a write wakes the process that waits for it,
 * which costs more than the answer itself, and a client that is awake already need not be woken.
 */
let waiting: { readonly to: ServerResponse; readonly body: Text; readonly length: number }[] = []

const writeAll = (): void => {
  const answers = waiting
  waiting = []
  for (const { to, body, length } of answers) {
    // Text of one byte a character needs no encoding.
    if (typeof body === 'string') to.end(body, length === body.length ? 'latin1' : 'utf8')
    else {
      to.write(body.kept)
      to.end(body.end)
    }
  }
}
