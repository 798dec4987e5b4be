import type { FastifyReply } from 'fastify'
import type { Reply } from '../wire/request.ts'

/** Sends a dialect's reply. Text goes out as bytes: Fastify adds a charset to JSON text, which breaks one official client. */
export const send = (to: FastifyReply, { status, headers, body }: Reply): FastifyReply => {
  to.code(status).headers(headers)
  return to.send(typeof body === 'string' ? Buffer.from(body) : body)
}
