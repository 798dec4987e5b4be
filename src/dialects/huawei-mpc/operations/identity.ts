import { z } from 'zod'
import { fail } from '../../../domain/problem.ts'
import { instant } from '../../../domain/units.ts'
import { ignored } from '../../../wire/fields.ts'
import { operation } from '../../../wire/operation.ts'
import { wireDomainId, wireProjectId } from '../project-id.ts'
import { jsonReply } from '../render.ts'
import { loginRequest } from '../schema/login.ts'
import { optionalText } from '../schema/scalars.ts'
import { GENERAL_LIMIT, iamPage, PROJECTS_PATH, TOKENS_PATH } from '../service.ts'
import { issueToken, TOKEN_LIFE } from '../token.ts'

/** Six digits of a second, as the identity service writes them. */
const spell = (at: number): string => new Date(at).toISOString().replace('Z', '000Z')

export const createToken = operation({
  name: 'KeystoneCreateUserTokenByPassword',
  summary:
    'A token for X-Auth-Token, good for 24 hours. The user’s name is an access key’s id, the password its secret; the token comes in the header X-Subject-Token.',
  docs: iamPage('iam_30_0001'),
  route: { by: 'path', method: 'POST', path: TOKENS_PATH },
  request: loginRequest,
  response: z.object({ token: z.object({ expires_at: z.string() }) }),
  status: 201,
  limit: GENERAL_LIMIT,
  handle: async ({ auth }, { caller, requestId }) => {
    const { user } = auth.identity.password
    const id = wireProjectId(caller.project)
    const asked = auth.scope?.project?.id
    if (asked !== undefined && asked !== id)
      throw fail('signature-mismatch', 'The user has no project of this id.')
    const domain = { id: wireDomainId(caller.project), name: caller.project }
    const now = Date.now()
    const token = {
      expires_at: spell(now + TOKEN_LIFE),
      issued_at: spell(now),
      methods: ['password'],
      project: { id, name: caller.project, domain },
      roles: [],
      user: { id: caller.key, name: caller.key, domain },
      catalog: [],
    }
    return jsonReply(201, { token }, requestId, {
      'x-subject-token': issueToken(caller.key, user.password, instant(now + TOKEN_LIFE)),
    })
  },
})

export const listProjects = operation({
  name: 'KeystoneListProjects',
  summary:
    'The one project of the credential, under whatever name is asked for: clients look their region’s project up by the region’s name.',
  docs: iamPage('iam_06_0001'),
  route: { by: 'path', method: 'GET', path: PROJECTS_PATH },
  request: z.looseObject({
    name: ignored(optionalText(64), 'there is one project, which goes by every name'),
  }),
  response: z.object({ projects: z.array(z.object({ id: z.string(), name: z.string() })) }),
  limit: GENERAL_LIMIT,
  handle: async ({ name }, { caller }) => {
    const domain = wireDomainId(caller.project)
    return {
      projects: [
        {
          id: wireProjectId(caller.project),
          name: name ?? caller.project,
          domain_id: domain,
          parent_id: domain,
          enabled: true,
          is_domain: false,
          description: '',
          links: { self: PROJECTS_PATH },
        },
      ],
      links: { self: PROJECTS_PATH, next: null, previous: null },
    }
  },
})
