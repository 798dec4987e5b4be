import type { Dialect } from '../wire/dialect.ts'
import { pentode } from './pentode/index.ts'
import { tencentMps } from './tencent-mps/index.ts'

/** Every way to speak to Pentode. */
export const dialects: readonly Dialect[] = [pentode, tencentMps]
