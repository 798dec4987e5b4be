import type { JsonObject } from '../../domain/json.ts'
import { aliyunRequest, type Encode, pathRequest, tencentRequest, tencentVodRequest } from './encode.ts'
import { aliyunSamples } from './samples-aliyun.ts'
import { aliyunVodSamples } from './samples-aliyun-vod.ts'
import { huaweiSamples } from './samples-huawei.ts'
import { nativeSamples } from './samples-native.ts'
import { tencentSamples } from './samples-tencent.ts'
import { tencentVodSamples } from './samples-tencent-vod.ts'

/** How a service is spoken to, and for each of its operations a request that is right in itself. */
export interface Spoken {
  readonly encode: Encode
  readonly samples: Readonly<Record<string, JsonObject>>
}

export const SPOKEN: Readonly<Record<string, Spoken>> = {
  pentode: { encode: pathRequest, samples: nativeSamples },
  'tencent-mps': { encode: tencentRequest, samples: tencentSamples },
  'tencent-vod': { encode: tencentVodRequest, samples: tencentVodSamples },
  'huawei-mpc': { encode: pathRequest, samples: huaweiSamples },
  'aliyun-vod': { encode: aliyunRequest, samples: aliyunVodSamples },
  'aliyun-ice': { encode: aliyunRequest, samples: aliyunSamples },
}
