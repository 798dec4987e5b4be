import { createHash, createHmac } from 'node:crypto'

export interface Signer {
  readonly id: string
  readonly secret: string
}

const SERVICE = 'mps'
const VERSION = '2019-06-12'
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest()

/**
 * An action call of Tencent Cloud MPS as the bytes of an HTTP/1.1 request, signed with TC3-HMAC-SHA256.
 * @param host with its port
 * @param at Unix seconds
 */
export const signedCall = (
  { id, secret }: Signer,
  host: string,
  action: string,
  params: unknown,
  at: number,
): string => {
  const body = JSON.stringify(params)
  const type = 'application/json'
  const date = new Date(at * 1000).toISOString().slice(0, 10)
  const scope = `${date}/${SERVICE}/tc3_request`
  const names = 'content-type;host'
  const canonical = ['POST', '/', '', `content-type:${type}`, `host:${host}`, '', names, sha256(body)].join(
    '\n',
  )
  const key = hmac(hmac(hmac(`TC3${secret}`, date), SERVICE), 'tc3_request')
  const signature = hmac(key, `TC3-HMAC-SHA256\n${at}\n${scope}\n${sha256(canonical)}`).toString('hex')
  return [
    'POST / HTTP/1.1',
    `Host: ${host}`,
    `Content-Type: ${type}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    `X-TC-Action: ${action}`,
    `X-TC-Version: ${VERSION}`,
    'X-TC-Region: ap-guangzhou',
    `X-TC-Timestamp: ${at}`,
    `Authorization: TC3-HMAC-SHA256 Credential=${id}/${scope}, SignedHeaders=${names}, Signature=${signature}`,
    '',
    body,
  ].join('\r\n')
}
