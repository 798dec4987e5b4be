import type { Call } from '../../../wire/operation.ts'
import type { Reply } from '../../../wire/request.ts'
import { objectReply } from './object-reply.ts'

const refusedLink = {
  status: 403,
  code: 'invalid-link',
  message: 'The address is not one that this server has given out, or its access key is gone.',
}

/** Nothing that a browser could ask a password for. */
export const LINK_ERRORS = {
  'auth-malformed': refusedLink,
  'unknown-access-key': refusedLink,
  'signature-mismatch': refusedLink,
  'signature-expired': { status: 403, code: 'link-expired' },
} as const

/** An object, for whoever has a link: a page of anywhere may play it, as with the files of a CDN. @throws like `objectReply` */
export const linkedReply = async (bucket: string, key: string, call: Call): Promise<Reply> => {
  const reply = await objectReply(bucket, key, call)
  return { ...reply, headers: { ...reply.headers, 'access-control-allow-origin': '*' } }
}
