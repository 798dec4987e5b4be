import type { Dialect } from '../wire/dialect.ts'
import { aliyunIce } from './aliyun-ice/index.ts'
import { aliyunVod } from './aliyun-vod/index.ts'
import { huaweiMpc } from './huawei-mpc/index.ts'
import { pentode } from './pentode/index.ts'
import { tencentMps } from './tencent-mps/index.ts'
import { tencentVod } from './tencent-vod/index.ts'

/**
 * Every way to speak to Pentode. Tencent Cloud's VOD is told by its path alone, before its MPS looks at the parameters; Alibaba
 * Cloud's ICE comes last: it answers all requests of that vendor's shape.
 */
export const dialects: readonly Dialect[] = [
  ...[pentode, tencentVod, tencentMps],
  ...[huaweiMpc, aliyunVod, aliyunIce],
]
