import { readPairs } from '../../wire/codecs/form.ts'
import type { Dialect } from '../../wire/dialect.ts'
import { sortedPairs, type V1Rules, verifyTcV1 } from '../../wire/signing/tc-v1.ts'
import { formText, isHeaderRequest } from './identify.ts'
import { SIGNATURE_WINDOW } from './service.ts'
import { createTc3 } from './tc3.ts'

const verifyTc3 = createTc3()
const V1: V1Rules = { window: SIGNATURE_WINDOW, forms: (signed) => [sortedPairs(signed)] }

/** The signature gate: a request in headers carries TC3, any other the v1 signature. `identify` tells them apart alike. */
export const authenticate: Dialect['authenticate'] = async (raw, gate) =>
  isHeaderRequest(raw) || raw.headers.authorization !== undefined
    ? verifyTc3(raw, gate)
    : (await verifyTcV1(raw, readPairs(formText(raw)), gate, V1)).caller
