import type { Dialect } from '../../wire/dialect.ts'
import { authenticate } from './auth.ts'
import { errors } from './errors.ts'
import { identify } from './identify.ts'
import { notificationOf } from './mapping/notification.ts'
import { createSubmittedReader } from './mapping/submitted.ts'
import { declined } from './operations/declined.ts'
import { operations } from './operations/index.ts'
import { renderError, renderResult } from './render.ts'
import { DIALECT } from './service.ts'

const readSubmitted = createSubmittedReader()

/** Tencent Cloud Media Processing Service (MPS), API 3.0, version 2019-06-12. */
export const tencentMps: Dialect = {
  id: DIALECT,
  title: 'Tencent Cloud MPS (2019-06-12)',
  operations,
  declined,
  errors,
  identify,
  authenticate,
  renderResult,
  renderError,
  notify: async (notice, task, { now }) => notificationOf(notice, task, readSubmitted(task), now),
}
