import type { Dialect } from '../../wire/dialect.ts'
import { isHeaderRequest } from './identify.ts'
import { createTc3 } from './tc3.ts'
import { verifyV1 } from './v1.ts'

const verifyTc3 = createTc3()

/** The signature gate: a request in headers carries TC3, any other the v1 signature. `identify` tells them apart alike. */
export const authenticate: Dialect['authenticate'] = (raw, gate) =>
  isHeaderRequest(raw) || raw.headers.authorization !== undefined ? verifyTc3(raw, gate) : verifyV1(raw, gate)
