import type { Dialect } from '../../wire/dialect.ts'
import { authenticate } from './auth.ts'
import { errors } from './errors.ts'
import { notificationOf } from './mapping/notifications.ts'
import { declined } from './operations/declined.ts'
import { operations } from './operations/index.ts'
import { owns } from './owns.ts'
import { readParams } from './params.ts'
import { renderError, renderResult } from './render.ts'
import { DIALECT } from './service.ts'

/** Huawei Cloud Media Processing Center (MPC), API v1, with what of the identity service its clients need. */
export const huaweiMpc: Dialect = {
  id: DIALECT,
  title: 'Huawei Cloud MPC (v1)',
  operations,
  declined,
  errors,
  owns,
  authenticate,
  readParams,
  renderResult,
  renderError,
  notify: async (notice, task, { now }) => notificationOf(notice, task, now),
}
