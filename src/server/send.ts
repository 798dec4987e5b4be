import type { FastifyReply } from 'fastify'
import type { Reply } from '../wire/request.ts'

/**
 * Sends a dialect's reply. Text goes around Fastify: it would add a charset to JSON, which breaks one official client, and
 * as one piece with its headers it is one write to the socket.
 */
export const send = (to: FastifyReply, { status, headers, body }: Reply): FastifyReply => {
  if (typeof body !== 'string') return to.code(status).headers(headers).send(body)
  to.hijack()
  const length = Buffer.byteLength(body)
  to.raw.writeHead(status, { ...headers, 'content-length': length })
  // Text of one byte a character needs no encoding.
  to.raw.end(body, length === body.length ? 'latin1' : 'utf8')
  return to
}
