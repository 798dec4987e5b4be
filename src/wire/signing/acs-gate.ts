import type { Dialect } from '../dialect.ts'
import { acsFail, missing } from './acs-problem.ts'
import { acsFormat, acsShape } from './acs-request.ts'
import { verifyV1 } from './acs-v1.ts'
import { verifyV3 } from './acs-v3.ts'

/** The signature gate of Alibaba Cloud's RPC services: v3 in headers, v1 in parameters. */
export const acsAuthenticate: Dialect['authenticate'] = async (raw, gate) => {
  if (acsFormat(raw) === 'unknown')
    throw acsFail(
      'invalid-parameter',
      'InvalidParameter.Format',
      'Specified parameter format is not valid.',
      'Format',
    )
  const scheme = acsShape(raw)?.scheme
  if (scheme === undefined) throw missing('AccessKeyId')
  return scheme === 'v3' ? verifyV3(raw, gate) : verifyV1(raw, gate)
}
