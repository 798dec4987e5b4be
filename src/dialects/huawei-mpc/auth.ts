import type { Caller } from '../../app/app.ts'
import { fail } from '../../domain/problem.ts'
import { readJson } from '../../wire/codecs/json.ts'
import type { Dialect, Gate } from '../../wire/dialect.ts'
import type { RawRequest } from '../../wire/request.ts'
import { sameText } from '../../wire/signing/compare.ts'
import { findSecret } from '../../wire/signing/find-secret.ts'
import { validate } from '../../wire/validate.ts'
import { wireProjectId } from './project-id.ts'
import { loginRequest } from './schema/login.ts'
import { verifySdkHmac } from './sdk-hmac.ts'
import { TOKENS_PATH } from './service.ts'
import { verifyToken } from './token.ts'

/**
 * The gate: an AK/SK signature, a token, or (for a login) the password in the body. A project in the path must be the one of
 * the credential.
 * @throws DomainError also forbidden, for another project's id
 */
export const authenticate: Dialect['authenticate'] = async (raw, gate) => {
  const caller = await identifyCaller(raw, gate)
  const asked = raw.pathParams.project_id
  if (asked !== undefined && asked !== wireProjectId(caller.project))
    throw fail(
      'forbidden',
      asked.startsWith('{')
        ? 'The path names no project: give the client a project_id, or a region.'
        : 'The project_id in the path is not the one of the credential.',
      { path: 'project_id' },
    )
  return caller
}

const identifyCaller = (raw: RawRequest, gate: Gate): Promise<Caller> | Caller => {
  const { authorization, 'x-auth-token': token } = raw.headers
  if (raw.method === 'POST' && raw.path === TOKENS_PATH) return login(raw, gate)
  if (authorization !== undefined) return verifySdkHmac(raw, gate)
  if (token !== undefined) return verifyToken(token, gate)
  throw fail('auth-missing', 'send X-Auth-Token, or sign the request with an AK and SK')
}

/** An unknown user and a wrong password are told alike, in words and in time. */
const login = async (raw: RawRequest, gate: Gate): Promise<Caller> => {
  const { auth } = validate(loginRequest, readJson(raw.body))
  const { name, password } = auth.identity.password.user
  const { key, secret } = await findSecret(gate, name)
  const right = sameText(password, secret)
  if (!key || !right) throw fail('signature-mismatch', 'The username or password is wrong.')
  return { project: key.project, key: key.id }
}
