import { z } from 'zod'
import { fail } from '../domain/problem.ts'
import type { Dialect } from '../wire/dialect.ts'
import { type AnyOperation, operation } from '../wire/operation.ts'

const ANYTHING = z.unknown()
const NOTHING = z.undefined()

/** The declined REST operations of a dialect, each with a handler that says why. Nothing of the request is looked at. */
export const declinedOperations = ({ declined }: Pick<Dialect, 'declined'>): readonly AnyOperation[] =>
  declined.flatMap(({ name, reason, route }) =>
    route === undefined
      ? []
      : [
          operation({
            name,
            summary: reason,
            docs: '',
            route,
            request: ANYTHING,
            response: NOTHING,
            handle: async () => {
              throw fail('unsupported-operation', `${name} is not offered by this server: ${reason}.`)
            },
          }),
        ],
  )
