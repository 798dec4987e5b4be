import { z } from 'zod'
import { honoured, ignored } from '../../../wire/fields.ts'
import { optionalText, text } from './scalars.ts'

const ONE_ACCOUNT = 'a user is an access key, and each key belongs to one project of one account'
const named = z.looseObject({ name: ignored(optionalText(256), ONE_ACCOUNT) }).optional()
const scoped = z
  .looseObject({ id: honoured(optionalText(64)), name: ignored(optionalText(256), ONE_ACCOUNT) })
  .optional()

/** A password login: the user's name is an access key's id, the password its secret. */
export const loginRequest = z.looseObject({
  nocatalog: ignored(optionalText(8), 'there is no catalogue of services; it is always empty'),
  auth: z.looseObject({
    identity: z.looseObject({
      methods: honoured(z.tuple([z.literal('password')])),
      password: z.looseObject({
        user: z.looseObject({ name: honoured(text(128)), password: honoured(text(256)), domain: named }),
      }),
    }),
    scope: z.looseObject({ project: scoped, domain: named }).optional(),
  }),
})
export type LoginRequest = z.output<typeof loginRequest>
