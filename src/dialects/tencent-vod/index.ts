import type { Dialect } from '../../wire/dialect.ts'
import { authenticate } from './auth.ts'
import { errors } from './errors.ts'
import { identify } from './identify.ts'
import { declined } from './operations/declined.ts'
import { operations } from './operations/index.ts'
import { renderError, renderResult } from './render.ts'
import { DIALECT } from './service.ts'

/** Tencent Cloud Video on Demand (VOD), API 2.0. */
export const tencentVod: Dialect = {
  id: DIALECT,
  title: 'Tencent Cloud VOD (API 2.0)',
  operations,
  declined,
  errors,
  identify,
  authenticate,
  renderResult,
  renderError,
}
