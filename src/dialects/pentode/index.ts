import type { Dialect } from '../../wire/dialect.ts'
import { authenticate } from './auth.ts'
import { errors } from './errors.ts'
import { callbackMessage } from './mapping/callback.ts'
import { operations } from './operations/index.ts'
import { readParams } from './params.ts'
import { DIALECT } from './paths.ts'
import { renderError, renderResult } from './render.ts'

/** The native REST API. */
export const pentode: Dialect = {
  id: DIALECT,
  title: 'Pentode',
  operations,
  declined: [],
  errors,
  authenticate,
  readParams,
  renderResult,
  renderError,
  notify: async (notice, task, { now }) => callbackMessage(notice, task, now),
}
